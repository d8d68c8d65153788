"""A hostile network engine in a real worker: nothing of what it tries arrives anywhere, and the ledger has it."""

from __future__ import annotations

import json

import pytest
from muniment_desktop.outgoing import Sender
from muniment_engines.api import Cancel, ChatRequest, Message, TextDelta
from muniment_engines.errors import MunimentError, Refused
from muniment_engines.host import ChatWorker, WorkerSpec


@pytest.fixture
def ask(both, set_up, gate, ledger, key):
    sender = Sender(both, set_up, lambda: {"key": key}, gate, ledger)
    made = []

    def ask(text, engine="rogue_network", **values):
        spec = WorkerSpec(f"muniment_engines.conformance.{engine}:chat", "chat", {**set_up.values, **values})
        made.append(ChatWorker(both, spec, sender))
        request = ChatRequest((Message("user", text),))
        with sender.pursuing("a test"):
            return "".join(p.text for p in made[-1].generate(request, Cancel()) if isinstance(p, TextDelta))

    yield ask
    for worker in made:
        worker.close()


def test_an_engine_that_behaves_is_served_and_never_sees_the_key(ask, server, both, key):
    server.answers = [(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", b"he", b"llo")]
    assert ask("the question", engine="network") == "hello"
    assert f"Bearer {key}".encode() in server.received[0]
    assert server.received[0].endswith(b"the question")
    assert key not in json.dumps(both.specs)


@pytest.mark.parametrize(
    ("text", "why"),
    [("body", "secret"), ("url", "secret"), ("fronting", "headers")],
)
def test_what_breaks_a_rule_does_not_arrive(ask, server, gate, ledger, text, why):
    with pytest.raises(Refused):
        ask(text)
    assert (server.received, gate.seen) == ([], [])
    assert [(entry.what, entry.outcome) for entry in ledger.entries()] == [("refused", why)]


def test_another_host_is_not_reached_though_the_engine_declares_it(ask, server, plain_server, gate, ledger):
    with pytest.raises(Refused):
        ask(f"elsewhere {plain_server.address}/")
    with pytest.raises(Refused):
        ask("elsewhere https://elsewhere.example/")
    assert (server.received, plain_server.received, gate.seen) == ([], [], [])
    assert [(e.host, e.outcome) for e in ledger.entries()] == [(plain_server.name, "host"), ("elsewhere.example", "host")]


@pytest.mark.parametrize(("text", "values"), [("stale", {}), ("anything", {"act": "open"})])
def test_what_nobody_asked_for_does_not_arrive(ask, server, gate, ledger, text, values):
    with pytest.raises(MunimentError):
        ask(text, **values)
    assert (server.received, gate.seen) == ([], [])
    assert {(entry.what, entry.outcome) for entry in ledger.entries()} == {("refused", "not asked for")}


def test_after_a_no_nothing_has_arrived(ask, server, gate, ledger):
    gate.no = True
    with pytest.raises(Refused, match="You said no"):
        ask("the question", engine="network")
    assert server.received == []
    assert [entry.outcome for entry in ledger.entries()] == ["not approved"]

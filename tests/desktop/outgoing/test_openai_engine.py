"""The openai plugin as it is used: built, found by its entry point, in a worker, through gate and courier, to a host on HTTPS."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from muniment_desktop.outgoing import Sender
from muniment_desktop.set_up import SetUp
from muniment_engines.api import Cancel, Cancelled, ChatRequest, Message, TextDelta, Usage
from muniment_engines.errors import EngineError, Refused, SendingFailed
from muniment_engines.host import ChatWorker, WorkerSpec
from muniment_engines.registry import find_engines

from ...plugins.openai_server import stream

pytest.importorskip("openai", reason="the openai SDK, which the plugin needs, is not installed")

SOURCE = Path(__file__).parents[3] / "plugins" / "openai"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"


@pytest.fixture(scope="module")
def entry(tmp_path_factory):
    """The plugin, built and unpacked into a folder, as a person's installation has it."""
    folder = tmp_path_factory.mktemp("plugins") / "openai"
    sources = tmp_path_factory.mktemp("source") / "openai"
    shutil.copytree(SOURCE, sources, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__", "build"))
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target"]
    subprocess.run([*install, str(folder), str(sources)], check=True)
    return find_engines([str(folder)])["openai"]


@pytest.fixture
def office(server) -> SetUp:
    values = {"base_url": f"{server.address}/v1", "model": "gpt", "tries": 2, "first_byte_seconds": 5.0}
    return SetUp("office", "openai", values, (server.address,), ("api_key",))


@pytest.fixture
def ask(entry, both, office, gate, ledger, key):
    sender = Sender(both, office, lambda: {"api_key": key}, gate, ledger)
    spec = WorkerSpec(entry.reference, "chat", {**office.values, "api_key": "{{api_key}}"}, extra_path=(entry.folder,))
    with ChatWorker(both, spec, sender) as worker:

        def ask(cancel=None):
            with sender.pursuing("a test"):
                yield from worker.generate(ChatRequest((Message("user", "When is the rent due?"),)), cancel or Cancel())

        yield ask


def test_an_answer_streams_and_the_key_is_nowhere_but_on_the_wire(ask, server, gate, both, key, ledger):
    begun, *rest = stream(["On ", "Monday."], usage=(9, 3))
    server.answers = [(HEAD, begun, None, *rest)]
    pieces = ask()
    assert next(pieces) == TextDelta("On ")  # the rest is not sent before this has come
    server.go_on.set()
    text, usage = pieces
    assert text == TextDelta("Monday.")
    assert replace(usage, prompt_seconds=0, generate_seconds=0) == Usage(9, 3)
    (outgoing,) = gate.seen
    filled = [(name, value.replace("{{api_key}}", key)) for name, value in outgoing.request.headers]
    lines = ["POST /v1/chat/completions HTTP/1.1", *(f"{name}: {value}" for name, value in filled)]
    assert server.received == ["\r\n".join(lines).encode() + b"\r\n\r\n" + outgoing.request.body]
    assert (outgoing.engine, outgoing.model, outgoing.purpose) == ("office", "gpt", "a test")
    assert key not in json.dumps(both.specs)
    assert key not in repr(ledger.entries())


def test_each_try_goes_through_the_gate(ask, server, gate):
    busy = b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
    server.answers = [(busy,), (HEAD, *stream(["At last."]))]
    assert next(ask()) == TextDelta("At last.")
    assert [outgoing.attempt for outgoing in gate.seen] == [1, 2]
    assert gate.seen[0].request == gate.seen[1].request


def test_a_no_is_final_and_nothing_arrives(ask, server, gate):
    gate.no = True
    with pytest.raises(Refused, match="You said no"):
        list(ask())
    assert (server.received, len(gate.seen)) == ([], 1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((b"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n",), "does not accept the key"),
        ((b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>",), "no answer"),
        ((b"HTTP/1.1 307 Go\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\n\r\n",), "evil.example"),
        ((b"HTTP/1.1 400 No\r\nContent-Length: 21\r\n\r\nWhen is the rent due?",), "does not take the request"),
    ],
)
def test_what_the_server_refuses_is_told(ask, server, answer, words):
    server.answers = [answer]
    with pytest.raises(EngineError, match=words) as caught:
        list(ask())
    assert "rent" not in str(caught.value)
    assert len(server.received) == 1


def test_a_reply_of_gigabytes_is_cut_off(ask, server):
    server.answers = [(HEAD, *([b"data: " + b"x" * 65530] * 200_000))]  # 13 GB, if anyone took it
    with pytest.raises(SendingFailed, match="more than any answer is long"):
        list(ask())
    assert server.left.wait(20)


def test_cancelling_closes_the_connection(ask, server):
    server.answers = [(HEAD, stream(["On "])[0], None, *([b": nothing\n\n" * 1000] * 1000))]
    cancel = Cancel()
    pieces = ask(cancel)
    next(pieces)
    cancel.request()
    server.go_on.set()  # the courier is a thread here, which only sees that it was ended when something comes
    with pytest.raises(Cancelled):
        list(pieces)
    assert server.left.wait(20)

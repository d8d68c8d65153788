"""The way out: rules, gate, courier, ledger; against a host of the tests' own."""

from __future__ import annotations

import hashlib
import json
import random

import pytest
from muniment_desktop.outgoing import Approved, Closed, Outcome, Sender
from muniment_desktop.set_up import SetUp
from muniment_engines.api import Cancel, Cancelled, HttpLimits, HttpRequest
from muniment_engines.errors import MunimentError, Offline, Refused, SendingFailed


@pytest.fixture
def sender(launcher, set_up, gate, ledger, key):
    return Sender(launcher, set_up, lambda: {"key": key}, gate, ledger)


def post(server, body=b"{}", path="/v1/chat", **how):
    headers = (("Authorization", "Bearer {{key}}"), ("Content-Type", "application/json"))
    return HttpRequest("POST", f"{server.address}{path}", headers, body, **how).complete()


def wire_bytes(request, secrets):
    """What a request is on the wire, written down a second time."""
    path = request.url.partition("://")[2].partition("/")[2]
    lines = [f"{request.method} /{path} HTTP/1.1"]
    for name, value in request.headers:
        filled = value
        for secret, hidden in secrets.items():
            filled = filled.replace("{{" + secret + "}}", hidden)
        lines.append(f"{name}: {filled}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + request.body


def test_the_bytes_that_arrive_are_those_that_the_gate_was_shown(sender, server, gate, key, ledger, tmp_path):
    chance = random.Random(7)
    with sender.pursuing("a test"):
        for _ in range(60):
            body = json.dumps({"text": "".join(chance.choices('aé€𝄞\\"{}\n ', k=chance.randrange(3000)))}).encode()
            path = "/v1/" + "".join(chance.choices("abc/-._~%20?=&", k=chance.randrange(40))).rstrip("?")
            reply = sender.send(post(server, body, path), Cancel())
            assert b"".join(reply.pieces) == b"ok"
    assert server.received == [wire_bytes(outgoing.request, {"key": key}) for outgoing in gate.seen]
    assert not any(key in repr(outgoing) for outgoing in gate.seen)
    assert [outgoing.attempt for outgoing in gate.seen] == list(range(1, 61))
    assert key.encode() not in (tmp_path / "ledger.jsonl").read_bytes()
    assert {entry.outcome for entry in ledger.entries()} == {"done"}


def test_the_gate_is_told_how_it_ended(sender, server, gate):
    with sender.pursuing("a test"):
        b"".join(sender.send(post(server, b"sent"), Cancel()).pieces)
        sender.send(post(server, b"sent"), Cancel()).close()
    sums = [hashlib.sha256(data).hexdigest() for data in (b"sent", b"ok", b"")]
    assert gate.outcomes == [Outcome("done", 200, 4, sums[0], 2, sums[1]), Outcome("closed", 200, 4, sums[0], 0, sums[2])]


def test_after_a_refusal_nothing_has_arrived(sender, server, gate, ledger, launcher):
    gate.no = True
    with sender.pursuing("a test"), pytest.raises(Refused, match="You said no"):
        sender.send(post(server), Cancel())
    assert (server.received, launcher.children, gate.outcomes) == ([], [], [])
    (entry,) = ledger.entries()
    assert (entry.what, entry.host, entry.why, entry.engine, entry.outcome, entry.sent) == (
        "refused",
        server.name,
        "a test",
        "office",
        "not approved",
        0,
    )


def test_a_closed_gate_lets_nothing_through(launcher, set_up, server, ledger, key):
    sender = Sender(launcher, set_up, lambda: {"key": key}, Closed(), ledger)
    with sender.pursuing("a test"), pytest.raises(Refused, match="nobody has approved"):
        sender.send(post(server), Cancel())
    assert server.received == []


def test_what_is_approved_cannot_be_another_request(launcher, set_up, server, ledger, key, gate):
    class Swapping:
        def approve(self, outgoing, cancel):
            from dataclasses import replace

            return Approved(replace(outgoing, request=replace(outgoing.request, body=b"[]")), "nobody")

        def refused(self, *_):
            pass

    sender = Sender(launcher, set_up, lambda: {"key": key}, Swapping(), ledger)
    with sender.pursuing("a test"), pytest.raises(Refused, match="not what was to be sent"):
        sender.send(post(server), Cancel())
    assert server.received == []


def test_nothing_is_sent_that_was_not_asked_for(sender, server, gate, ledger):
    with pytest.raises(Refused, match="nobody had asked"):
        sender.send(post(server), Cancel())
    sender.unasked(post(server))
    assert (server.received, gate.seen) == ([], [])
    assert [(entry.what, entry.outcome) for entry in ledger.entries()] == [("refused", "not asked for")] * 2


def test_offline_nothing_is_sent(launcher, set_up, server, gate, ledger, key):
    sender = Sender(launcher, set_up, lambda: {"key": key}, gate, ledger, offline=True)
    with sender.pursuing("a test"), pytest.raises(Offline):
        sender.send(post(server), Cancel())
    assert (server.received, gate.seen, launcher.children) == ([], [], [])
    assert [entry.outcome for entry in ledger.entries()] == ["offline"]


def test_without_its_key_nothing_is_asked_or_sent(launcher, set_up, server, gate, ledger):
    sender = Sender(launcher, set_up, dict, gate, ledger)
    with sender.pursuing("a test"), pytest.raises(Refused, match="key of “office” is not here"):
        sender.send(post(server), Cancel())
    assert (server.received, gate.seen) == ([], [])
    assert [entry.outcome for entry in ledger.entries()] == ["no key"]


def test_what_is_stopped_at_the_gate_is_not_sent(sender, server, gate, ledger):
    cancel = Cancel()
    gate.approve = lambda outgoing, cancel: cancel.request() or Approved(outgoing, "too late")
    with sender.pursuing("a test"), pytest.raises(Cancelled):
        sender.send(post(server), cancel)
    assert server.received == []
    assert [entry.outcome for entry in ledger.entries()] == ["stopped"]


# ── hosts that do not behave ─────────────────────────────────────────────────────────────────────────────────────────

HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "limits", "why"),
    [
        ((None,), HttpLimits(first_byte_seconds=0.3), "slow"),
        ((HEAD, b"begun", None), HttpLimits(between_seconds=0.3), "slow"),
        ((HEAD, *([b"x" * 65536] * 40)), HttpLimits(reply_bytes=1 << 20), "too large"),
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",), HttpLimits(), "cut"),
        ((b"\x00\x01garbage\r\n\r\n",), HttpLimits(), "cut"),
        ((), HttpLimits(), "cut"),
    ],
)
def test_a_host_that_does_harm_costs_one_request(sender, server, gate, ledger, answer, limits, why):
    server.answers = [answer]
    with sender.pursuing("a test"), pytest.raises(SendingFailed) as caught:
        b"".join(sender.send(post(server, limits=limits), Cancel()).pieces)
    assert caught.value.why == why
    assert server.name in str(caught.value)
    assert [outcome.outcome for outcome in gate.outcomes] == [f"failed: {why}"]
    assert [entry.outcome for entry in ledger.entries()] == [f"failed: {why}"]
    server.go_on.set()


def test_a_redirect_is_handed_back_and_not_followed(sender, server, plain_server):
    server.answers = [(f"HTTP/1.1 307 Moved\r\nLocation: {plain_server.address}/\r\nContent-Length: 0\r\n\r\n".encode(),)]
    with sender.pursuing("a test"):
        reply = sender.send(post(server), Cancel())
    assert (reply.status, reply.header("location")) == (307, f"{plain_server.address}/")
    assert plain_server.received == []


def test_a_certificate_that_is_not_trusted(launcher, server, set_up, gate, ledger, key, monkeypatch, tmp_path):
    (tmp_path / "none.pem").write_text("")
    monkeypatch.delenv("SSL_CERT_FILE")
    sender = Sender(launcher, set_up, lambda: {"key": key}, gate, ledger)
    with sender.pursuing("a test"), pytest.raises(SendingFailed, match="certificate") as caught:
        sender.send(post(server), Cancel())
    assert (caught.value.why, server.received) == ("certificate", [])


def test_a_host_that_is_not_there(launcher, gate, ledger, key):
    set_up = SetUp("office", "relay", {}, ("https://127.0.0.1:9",), ("key",))
    sender = Sender(launcher, set_up, lambda: {"key": key}, gate, ledger)
    with sender.pursuing("a test"), pytest.raises(SendingFailed) as caught:
        sender.send(HttpRequest("GET", "https://127.0.0.1:9/").complete(), Cancel())
    assert caught.value.why == "unreachable"


def test_cancelling_ends_the_connection(sender, server, gate):
    server.answers = [(HEAD, b"begun", None, *([b"x" * 65536] * 400))]
    cancel = Cancel()
    with sender.pursuing("a test"):
        reply = sender.send(post(server), cancel)
        assert next(reply.pieces) == b"begun"
        cancel.request()
        server.go_on.set()  # the courier is a thread here, which only sees that it was ended when something comes
        with pytest.raises(Cancelled):
            next(reply.pieces)
    assert server.left.wait(20)
    assert [outcome.outcome for outcome in gate.outcomes] == ["stopped"]


def test_plain_http_goes_to_private_networks_only(launcher, gate, ledger, plain_server):
    def sent_to(address):
        sender = Sender(launcher, SetUp("office", "relay", {}, (address,)), dict, gate, ledger)
        with sender.pursuing("a test"):
            return b"".join(sender.send(HttpRequest("GET", f"{address}/").complete(), Cancel()).pieces)

    assert sent_to(plain_server.address) == b"ok"
    with pytest.raises(MunimentError, match="private network"):
        sent_to("http://192.0.2.1")

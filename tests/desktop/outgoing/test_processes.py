"""The courier as a process of its own, confined, on HTTPS with a certificate that only this environment names."""

from __future__ import annotations

from time import monotonic

import pytest
from muniment_desktop.outgoing import Sender
from muniment_engines.api import Cancel, Cancelled, HttpRequest
from muniment_engines.launcher import DirectLauncher

ROLES = {"courier": ("muniment_desktop.courier:main", "courier")}


@pytest.fixture
def sender(set_up, gate, ledger, key):
    return Sender(DirectLauncher(ROLES), set_up, lambda: {"key": key}, gate, ledger)


def request(server):
    return HttpRequest("POST", f"{server.address}/v1", (("Authorization", "Bearer {{key}}"),), b"question").complete()


def test_it_sends_and_brings_the_reply(sender, server, key):
    with sender.pursuing("a test"):
        reply = sender.send(request(server), Cancel())
        assert (reply.status, b"".join(reply.pieces)) == (200, b"ok")
    assert f"Bearer {key}".encode() in server.received[0]


def test_cancelling_ends_it_at_once(sender, server, gate):
    server.answers = [(b"HTTP/1.1 200 OK\r\n\r\nbegun", None)]
    cancel = Cancel()
    with sender.pursuing("a test"):
        reply = sender.send(request(server), cancel)
        assert next(reply.pieces) == b"begun"
        begun = monotonic()
        cancel.request()
        with pytest.raises(Cancelled):
            next(reply.pieces)
    assert monotonic() - begun < 15  # the server would wait for 20
    assert [outcome.outcome for outcome in gate.outcomes] == ["stopped"]

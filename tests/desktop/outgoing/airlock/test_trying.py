"""Trying an engine elsewhere: nothing but the one sentence, shown first; and what came back, in words."""

from __future__ import annotations

import json

import pytest
from muniment_desktop.airlock import Change, Keep, Once, Standing
from muniment_desktop.airlock.draft import Edits
from muniment_desktop.airlock.sheet import Prices
from muniment_desktop.airlock.trying import NO_DOCUMENT, TryGate, tried
from muniment_desktop.engine_setup import ChosenChat
from muniment_desktop.outgoing import Sender
from muniment_engines.api import Cancel
from muniment_engines.errors import MunimentError, Refused

from .conftest import Engine

OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nready"


class Worker(Engine):
    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True


@pytest.fixture
def attempt(launcher, server, set_up, ledger, key, someone):
    sender = Sender(launcher, set_up, lambda: {"key": key}, TryGate(someone, Prices(2.0, 8.0)), ledger)
    worker = Worker(f"{server.address}/v1", sender)
    return lambda: tried(ChosenChat(worker, "office", "m", sender), Cancel())


def test_what_is_shown_is_sent_and_the_answer_is_told(attempt, server, someone, ledger):
    server.answers = [(OK,)]
    assert attempt() == "“office” answers: ready · 1000 tokens read, 10 written"
    ((sheet, request, bounds),) = someone.sheets
    body = server.received[0].partition(b"\r\n\r\n")[2]
    assert body == request.body
    assert json.loads(body)["messages"] == [{"role": "user", "content": "Reply with one word: ready"}]
    assert (sheet.once, sheet.unmasking, sheet.pages, bounds) == (True, False, (NO_DOCUMENT,), None)
    assert [entry.why for entry in ledger.entries()] == ["a test"]


@pytest.mark.parametrize("says", [Keep(), Standing(900.0)])
def test_without_a_yes_to_this_one_nothing_is_sent(attempt, server, someone, says):
    someone.says = [Change(Edits(out=frozenset({1}))), says]
    with pytest.raises(Refused):
        attempt()
    assert (len(someone.sheets), server.received) == (2, [])


def test_what_an_engine_adds_is_pointed_out(attempt, server, someone, monkeypatch):
    monkeypatch.setattr(Worker, "generate", _adding(Worker.generate))
    server.answers = [(OK,)]
    attempt()
    assert "added something of its own" in someone.sheets[0][0].warnings[0]


def _adding(generate):
    def adding(self, request, cancel):
        self.added = {"besides": "x" * 5000}
        yield from generate(self, request, cancel)

    return adding


def test_an_answer_without_end_is_told_in_one_line(attempt, server):
    server.answers = [(OK + b" yes\n" * 4000,)]
    assert len(attempt()) < 140


def test_what_cannot_be_reached_is_said(attempt, server, monkeypatch, someone):
    monkeypatch.delenv("SSL_CERT_FILE")
    someone.says = [Once()]
    with pytest.raises(MunimentError, match="certificate"):
        attempt()

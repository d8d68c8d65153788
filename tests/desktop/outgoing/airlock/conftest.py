"""A vault with a document, a person who decides, and the airlock between them and a host on HTTPS."""

from __future__ import annotations

import codecs
import json

import pytest
from muniment_desktop.airlock import AirlockChat, AirlockGate, Once
from muniment_desktop.airlock.sheet import Prices
from muniment_desktop.engine_setup import ChosenChat
from muniment_desktop.outgoing import Sender
from muniment_engines.api import HttpLimits, HttpRequest, Page, TextDelta, TokenCount, Usage, Words
from muniment_retrieval.masking import find
from muniment_retrieval.vault import create_vault
from muniment_retrieval.vault.writing import NewPassage, Reading, Source

TEXT = "Write to anna.orion@example.com about it.\nThe notice is ninety days.\nCall +1 415 555 2671 today."


class Engine:
    """In the place of a worker: one JSON request with the messages, and `added` of its own. Writes what comes."""

    def __init__(self, url, sender):
        self.url, self.sender, self.added, self.limits = url, sender, {}, HttpLimits()

    def generate(self, request, cancel):
        said = [{"role": m.role, "content": m.content} for m in request.messages]
        body = json.dumps({"model": "m", "messages": said, **self.added}, ensure_ascii=False).encode()
        headers = (("Authorization", "Bearer {{key}}"), ("Content-Type", "application/json"))
        reply = self.sender.send(HttpRequest("POST", self.url, headers, body, self.limits).complete(), cancel)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        try:
            for piece in reply.pieces:
                yield TextDelta(decoder.decode(piece))
        finally:
            reply.close()
        yield Usage(1000, 10)

    def count_tokens(self, text):
        return TokenCount(len(text.split()), exact=False)


class Rules:
    """Finds by rules; with `models`, as if some had looked too."""

    def __init__(self):
        self.models = ("a model",)

    def spans(self, texts, cancel):
        return [find(text) for text in texts]


class Someone:
    """Says what was put into `says`, the last of it again and again; `sheets` is what they were shown."""

    name = "ada"

    def __init__(self):
        self.says, self.sheets = [Once()], []

    def sending(self, host):
        pass

    def decide(self, sheet, cancel):
        self.sheets.append((sheet, sheet.outgoing.request, sheet.bounds))
        return self.says.pop(0) if len(self.says) > 1 else self.says[0]


@pytest.fixture
def vault(keeper, tmp_path):
    with create_vault(tmp_path / "vault", [keeper]) as made:
        yield made


@pytest.fixture
def document(vault):
    page = Page(0, "1", TEXT, Words.none(), 612.0, 792.0)
    source = Source("/a.txt", "s1", 1, 1, "text/plain")
    return vault.writing.put(source, Reading("read"), [page], [NewPassage(0, 0, len(TEXT), "", "a")])


@pytest.fixture
def someone():
    return Someone()


@pytest.fixture
def finder():
    return Rules()


@pytest.fixture
def chat(launcher, vault, server, set_up, ledger, key, someone, finder):
    gate = AirlockGate(vault, someone)
    sender = Sender(launcher, set_up, lambda: {"key": key}, gate, ledger)
    engine = Engine(f"{server.address}/v1", sender)
    return AirlockChat(ChosenChat(engine, "office", "m", sender), gate, finder, Prices(2.0, 10.0))

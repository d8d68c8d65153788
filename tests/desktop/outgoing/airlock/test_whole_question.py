"""A question about a named document: all of it is sent, masked; the reply is matched; where that fails, it is answered here."""

from __future__ import annotations

import json

import pytest
from muniment_desktop.airlock import Keep
from muniment_desktop.airlock.asking import Elsewhere
from muniment_desktop.answering import Answering
from muniment_desktop.talks import Talks
from muniment_engines.api import Cancel, HttpLimits, TextDelta
from muniment_retrieval.model import Badge, Scope, Sources
from muniment_retrieval.search import Searcher
from muniment_retrieval.vault.policies import Policy

HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
QUESTION = "How long is the notice?"


@pytest.fixture
def ask(chat, vault, document):
    """Ask about the document, or about all; gives what was told, in order."""
    chat.chosen = type(chat.chosen)(**{**vars(chat.chosen), "context": 32_000})
    answering = Answering(vault, Talks(vault), Searcher(vault, None, None), None, Elsewhere(chat, None))

    def ask(scope=None):
        scope = Scope((document,)) if scope is None else scope
        return list(answering.ask(QUESTION, scope, Cancel(), None, "", keep=True))

    return ask


def asked(server):
    return json.loads(server.received[-1].partition(b"\r\n\r\n")[2])["messages"][-1]["content"]


def log(vault):
    return [entry.said for entry in vault.leaving.log()[0]]


def test_all_of_the_document_is_sent_masked_and_the_reply_is_matched(ask, server, someone, vault, document):
    server.answers = [(HEAD, b"The notice is ninety days. Write to [MAI", b"L_1] about it. Penguins pay in [PERSON_7].")]

    *told, last = ask()

    assert "The notice is ninety days." in asked(server)
    assert "Write to [MAIL_1] about it." in asked(server)
    assert "anna.orion" not in asked(server)
    texts = [event.text for event in told if isinstance(event, TextDelta)]
    assert "".join(texts) == "The notice is ninety days. Write to anna.orion@example.com about it. Penguins pay in [PERSON_7]."
    assert len(texts) > 1
    assert [s.badge for s in last.answer.sentences] == [Badge.VERIFIED, Badge.VERIFIED, Badge.NOT_FOUND]
    assert (last.answer.cost.sent_elsewhere, last.answer.cost.kept_here) == (True, "")
    ((sheet, *_),) = someone.sheets
    assert sheet.pages == ("a.txt, p. 1",)
    assert {entry["purpose"] for entry in log(vault)} == {"a question about whole documents"}
    assert vault.connection.execute("SELECT count(*) FROM answers").fetchone()[0] == 1


def test_of_all_documents_only_passages_are_sent(ask, server, someone, vault):
    server.answers = [(HEAD, b"The notice is ninety days.")]
    ask(Scope())
    assert {entry["purpose"] for entry in log(vault)} == {"a question"}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nThe notice ",), "broke off"),
        ((HEAD, b"Thirty days. ", " ".join(map(str, range(30_000))).encode()), "more than any"),
    ],
)
def test_what_breaks_off_is_begun_anew_here_and_said(ask, server, chat, answer, why):
    chat.chosen.worker.limits = HttpLimits(5.0, 20.0, 20.0, 1 << 16)
    server.answers = [answer]
    *told, last = ask()
    assert sum(isinstance(event, Sources) for event in told) == 2  # whoever shows it begins anew
    assert [s.text for s in last.answer.sentences] == ["The notice is ninety days."]
    assert last.answer.sentences[0].badge is Badge.VERIFIED
    assert why in last.answer.cost.kept_here
    assert (last.answer.cost.sent_elsewhere, last.answer.cost.price) == (True, None)


def test_a_no_is_answered_here_and_said(ask, server, someone):
    someone.says = [Keep()]
    *_, last = ask()
    assert last.answer.text == "The notice is ninety days."
    assert (last.answer.cost.kept_here, last.answer.cost.sent_elsewhere) == ("You kept it here.", False)
    assert server.received == []


def test_a_document_that_must_not_leave_is_not_even_masked(ask, server, vault, document, finder, monkeypatch):
    vault.leaving.changes.for_document(vault.document(document), Policy.NEVER)
    monkeypatch.setattr(finder, "spans", lambda *_: pytest.fail("it was masked"))
    *_, last = ask()
    assert "never to leave" in last.answer.cost.kept_here
    assert server.received == []


def test_forgetting_the_document_forgets_what_was_sent_of_it(ask, server, vault, document):
    server.answers = [(HEAD, b"Nothing of the kind.")]
    ask()
    recorded = "SELECT count(*) FROM records WHERE record LIKE '%ninety%'"
    assert vault.connection.execute(recorded).fetchone()[0] == 1
    vault.forget([document])
    assert vault.connection.execute(recorded).fetchone()[0] == 0

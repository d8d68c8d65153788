"""Sentences that a person marked, asked again: whether what was right is still said, and what was wrong no longer.

A sentence is said again where a sentence of the new answer has the same figures and nearly the same words, or quotes the same
place with the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from muniment_engines.api import Cancel
from muniment_retrieval.conversations import KeptAnswer, Marked
from muniment_retrieval.model import Answer, Answered, Citation, Scope, Sentence
from muniment_retrieval.search.query import is_function_word
from muniment_retrieval.search.words import terms

from .vault_session import VaultSession

ALIKE = 0.8
"""The share of their words that two sentences have in common which say the same."""


@dataclass(frozen=True)
class Again:
    """A mark that was tried again: whether the sentence is still said, and the answer that came."""

    marked: Marked
    said: bool
    answer: Answer

    @property
    def holds(self) -> bool:
        """Whether the answer is now as the person would have it."""
        return self.said == self.marked.right


def run(session: VaultSession, cancel: Cancel) -> Iterator[Again]:
    """Ask every question with a mark again, each once; nothing of it is kept. Raises `Cancelled`."""
    answers: dict[int, Answer] = {}
    here = {document.id for document in session.documents()}
    for marked in session.talks.marked():
        kept = marked.answer
        if kept.id not in answers:
            wanted = tuple(d for d in _asked_of(session, kept) if d in here) or None
            events = session.ask(kept.asked, Scope(wanted), cancel, keep=False)
            answers[kept.id] = next(event.answer for event in events if isinstance(event, Answered))
        answer = answers[kept.id]
        yield Again(marked, is_said(kept.answer.sentences[marked.position], answer), answer)


def _asked_of(session: VaultSession, kept: KeptAnswer) -> tuple[int, ...]:
    """The documents that a question was asked of: a follow-up of those before may have been asked of these alone."""
    if kept.scope is not None or not kept.standing:
        return kept.scope or ()
    before = [answer for answer in session.talks.answers(kept.conversation) if answer.id < kept.id][-1:]
    cited = tuple(dict.fromkeys(citation.document_id for one in before for citation in one.answer.citations))
    return cited if kept.answer.searched == len(cited) < kept.answer.documents else ()


def is_said(sentence: Sentence, answer: Answer) -> bool:
    """Whether an answer says what a sentence does."""
    return any(_same(sentence, other) for other in answer.sentences)


def _same(one: Sentence, other: Sentence) -> bool:
    first, second = _content(one.text), _content(other.text)
    if {t for t in first if t[0].isdigit()} != {t for t in second if t[0].isdigit()}:
        return False
    together = len(first & second)
    alike = 2 * together / max(len(first) + len(second), 1) >= ALIKE
    return alike or any(_overlap(a, b) for a in one.citations for b in other.citations)


def _content(text: str) -> frozenset[str]:
    found = frozenset(terms(text))
    return frozenset(t for t in found if not is_function_word(t)) or found


def _overlap(one: Citation, other: Citation) -> bool:
    same_page = (one.document_id, one.page_index) == (other.document_id, other.page_index)
    return same_page and one.start < other.end and other.start < one.end

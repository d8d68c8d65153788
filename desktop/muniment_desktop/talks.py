"""Conversations of an open vault: what was asked before, and all that can be done with what is kept of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from muniment_engines.api import Cancel, Chat
from muniment_retrieval.conversations import Asking, Before, Conversation, FoundTalk, KeptAnswer, Marked, Meant, RewrittenBy
from muniment_retrieval.model import Answer, Citation, Cost, Kept, NameNotFound, Scope, VaultError
from muniment_retrieval.original_state import Original, original_of
from muniment_retrieval.reading import Forecast, Kind, Looked, Tabled
from muniment_retrieval.reading.chronology import Chronicle, Chronicled, ReadOne
from muniment_retrieval.reading.chronology.keeping import chronicle_of
from muniment_retrieval.reading.chronology.keeping import head_of as events_head
from muniment_retrieval.reading.chronology.keeping import rows_of as events_rows
from muniment_retrieval.reading.keeping import head_of, rows_of, table_of
from muniment_retrieval.reading.table import Table
from muniment_retrieval.talking import Rewritten, Turn, stand_alone
from muniment_retrieval.talking.recording import shown
from muniment_retrieval.vault import Vault

from .exporting import Paper, paper

TURNS = 3
"""So many questions before are looked back at."""


_OF_THEM = re.compile(r"\bof (?:them|these|those)\b|\b(?:they|them)\b", re.I)

_OF_EACH = (Kind.COMPARE, Kind.MOST, Kind.ALL)
"""What was asked where “of them” are all documents of a table in which nothing was found."""


def chronology_title(scope: Scope) -> str:
    """What stands in the place of a question where a chronology was made; no document is named, for it may be forgotten."""
    if scope.documents is None:
        return "Chronology of all documents"
    n = len(scope.documents)
    return f"Chronology of {n:,} document{'' if n == 1 else 's'}"


class Talks:
    """What is kept of conversations in one vault. All methods block, and may be called from any thread."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def listed(self) -> list[Conversation]:
        return self._vault.conversations.listed()

    def one(self, conversation: int) -> Conversation:
        return self._vault.conversations.one(conversation)

    def answers(self, conversation: int) -> list[KeptAnswer]:
        return self._vault.conversations.answers(conversation)

    def answer(self, answer_id: int) -> KeptAnswer:
        return self._vault.conversations.answer(answer_id)

    def table(self, answer: KeptAnswer) -> Table | Chronicle | None:
        """The table or the chronology that an answer is, where it is one."""
        return None if answer.table is None else chronicle_of(answer.table) or table_of(answer.table, self._vault)

    def search(self, words: str) -> list[FoundTalk]:
        return self._vault.conversations.search(words)

    def rename(self, conversation: int, title: str) -> None:
        self._vault.talking.rename(conversation, title)

    def delete(self, conversation: int) -> None:
        self._vault.talking.delete(conversation)

    def mark(self, answer_id: int, position: int, right: bool | None) -> None:
        self._vault.talking.mark(answer_id, position, right)

    def marked(self) -> list[Marked]:
        return self._vault.conversations.marked()

    def record(self, answer_id: int) -> Mapping[str, Any]:
        """How an answer came about. Raises `NameNotFound`."""
        return shown(self.answer(answer_id), self._vault.conversations.record(answer_id))

    def paper(self, conversation: int) -> Paper:
        """A conversation as it is exported. Raises `NameNotFound`."""
        answers = self.answers(conversation)
        return paper(self.one(conversation), answers, [self.table(answer) for answer in answers])

    def original(self, citation: Citation) -> Original:
        """Whether the file that a citation is from is as it was when it was read."""
        document = self._vault.at_path(citation.holder or citation.path)
        return Original.MISSING if document is None else original_of(document)

    # ── asking ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def understood(
        self, question: str, conversation: int | None, standing: str, chat: Chat | None, cancel: Cancel
    ) -> tuple[Rewritten, tuple[int, ...]]:
        """The question as it can be looked up, and the documents whose words may be in it. Raises `Cancelled`."""
        if standing:
            return Rewritten(standing, RewrittenBy.PERSON), ()
        return self._stand_alone(question, self._before(conversation), chat, cancel)

    def meant(self, question: str, conversation: int | None, cancel: Cancel) -> Meant:
        """A question for every document as it stands alone in its conversation, by code. Raises `Cancelled`."""
        before = self._before(conversation)
        told, repeats = self._stand_alone(question, before, None, cancel)
        of_them = told.by and before and _OF_THEM.search(question)
        return Meant(question, told.question, told.by, repeats, self._asked_for(before[-1].id) if of_them else None)

    def keeping(
        self, events: Iterator[Forecast | Looked | Tabled], conversation: int | None, scope: Scope, meant: Meant | None
    ) -> Iterator[Forecast | Looked | Tabled]:
        """The events of reading through; the table at their end is kept, where the vault can be written just now."""
        for event in events:
            if isinstance(event, Tabled):
                asked = meant or Meant(event.table.wanted.question, event.table.wanted.question)
                standing = asked.standing if asked.by else ""
                asking = Asking(conversation, standing, asked.by, scope.documents, asked.repeats)
                kept = self._keep(asked.question, event.table, asking, head_of(event.table), rows_of(event.table))
                yield replace(event, kept=kept)
            else:
                yield event

    def keeping_chronology(
        self, events: Iterator[Forecast | ReadOne | Chronicled], conversation: int | None, scope: Scope
    ) -> Iterator[Forecast | ReadOne | Chronicled]:
        """The events of making a chronology; what comes at their end is kept, where the vault can be written just now."""
        for event in events:
            if isinstance(event, Chronicled):
                told = event.chronicle
                asking = Asking(conversation, scope=scope.documents)
                kept = self._keep(chronology_title(scope), told, asking, events_head(told), events_rows(told))
                yield replace(event, kept=kept)
            else:
                yield event

    def _keep(
        self,
        asked: str,
        made: Table | Chronicle,
        asking: Asking,
        head: Mapping[str, Any],
        rows: Iterable[tuple[Mapping[str, Any], Sequence[int]]],
    ) -> Kept | None:
        answer = Answer(asked, (), False, made.searched, made.documents, Cost(seconds=made.seconds))
        with suppress(VaultError):
            return self._vault.save_table(answer, asking, head, rows)
        return None

    def _before(self, conversation: int | None) -> list[Before]:
        return [] if conversation is None else self._vault.conversations.before(conversation, TURNS)

    def _stand_alone(
        self, question: str, before: Sequence[Before], chat: Chat | None, cancel: Cancel
    ) -> tuple[Rewritten, tuple[int, ...]]:
        turns = [self._turn(answer) for answer in before]
        told = stand_alone(question, turns, chat, cancel)
        repeats = tuple({document for turn in turns for document in turn.documents}) if told.by else ()
        return told, repeats

    def _asked_for(self, answer_id: int) -> tuple[int, ...] | None:
        """The documents that a table names, all of its own where it asks something of each; None where the answer is no table."""
        table = self.table(self.answer(answer_id))
        if not isinstance(table, Table):
            return None
        named = table.fitting or (table.rows if table.wanted.kind in _OF_EACH else ())
        return tuple({row.document.id for row in named})

    def _turn(self, answer: Before) -> Turn:
        documents = dict.fromkeys(citation.document_id for citation in answer.answer.citations)
        titles: dict[int, str] = {}
        for document_id in documents:
            with suppress(NameNotFound):
                document = self._vault.document(document_id)
                titles[document_id] = document.title or document.name
        said = "" if answer.answer.refused else answer.answer.text
        return Turn(answer.asked, said, tuple(titles), tuple(titles.values()))

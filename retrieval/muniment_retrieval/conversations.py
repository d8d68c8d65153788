"""What is kept of talking with documents: conversations, their answers, how each came about, and what a person marked in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .model import Answer

TITLE_CHARACTERS = 200


class RewrittenBy(StrEnum):
    """Who made a follow-up stand alone; nobody, where it was asked as it stands."""

    NOBODY = ""
    CODE = "code"
    MODEL = "model"
    PERSON = "person"


@dataclass(frozen=True)
class Conversation:
    """Questions that followed each other. Times are UTC, as "2026-05-01T09:30:00Z"; `changed_at` is that of its last question."""

    id: int
    title: str
    begun_at: str
    changed_at: str
    questions: int


@dataclass(frozen=True)
class Understood:
    """A follow-up as it will be looked up: `standing` is the question that stands alone. Comes before anything is found.

    `documents` are the ones that it is about, where it is asked of those alone.
    """

    standing: str
    by: RewrittenBy
    documents: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Meant:
    """A question for every document as a person asked it, and as it stands alone. `repeats` are the documents whose words may be
    in that; `documents` the ones that it is about, where it is asked of those alone ("which of them").
    """

    question: str
    standing: str
    by: RewrittenBy = RewrittenBy.NOBODY
    repeats: tuple[int, ...] = ()
    documents: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Asking:
    """How a question was asked, kept with its answer.

    `conversation` is None for the first question of a new one. `standing` is the question as it was looked up, empty where that
    is the question itself. `scope` are the documents that were asked, None for all. `repeats` are the documents whose words may
    stand in the answer, its record or the rewritten question, besides those that it cites. `record` is what `trace` made.
    """

    conversation: int | None = None
    standing: str = ""
    rewritten_by: RewrittenBy = RewrittenBy.NOBODY
    scope: tuple[int, ...] | None = None
    repeats: tuple[int, ...] = ()
    record: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class KeptTable:
    """A table or a chronology that was the answer, as the `keeping` of each wrote it: its head and its rows, without those of
    what was forgotten.
    """

    head: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as the vault has it.

    `marks` holds what a person said of its sentences, by their place from 0: true for right. `forgotten` where a document that
    it rested on was forgotten, and its sentences with it.
    """

    id: int
    conversation: int
    asked_at: str
    answer: Answer
    standing: str = ""
    rewritten_by: RewrittenBy = RewrittenBy.NOBODY
    scope: tuple[int, ...] | None = None
    marks: Mapping[int, bool] = field(default_factory=dict)
    table: KeptTable | None = None
    forgotten: bool = False

    @property
    def asked(self) -> str:
        """The question as it was looked up."""
        return self.standing or self.answer.question


@dataclass(frozen=True)
class Before:
    """What a follow-up needs of an answer that is kept: `asked` is the question as it was looked up."""

    id: int
    asked: str
    answer: Answer


@dataclass(frozen=True)
class FoundTalk:
    """A conversation that a search found, and the question in it that fits best; empty where its title does."""

    conversation: Conversation
    question: str = ""


@dataclass(frozen=True)
class Marked:
    """A sentence that was marked: the `position`-th of its answer, from 0, and whether it is right."""

    answer: KeptAnswer
    position: int
    right: bool

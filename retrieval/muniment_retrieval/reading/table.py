"""The table that comes out of reading through: a row a document, and a citation wherever something was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from muniment_retrieval.model import Citation, Document

from .coverage import receipt
from .routing import Kind, Wanted

_NAMED = 5
"""So many documents are named in a headline, where they are equal."""


class Found(StrEnum):
    """What a document says to what it was asked. `NO` means that nothing of it was found, and not that it is ruled out."""

    YES = "yes"
    NO = "no"
    VALUE = "value"
    NOT_FOUND = "not found"
    NOT_READ = "not read"


@dataclass(frozen=True)
class Row:
    """One document. `value` is what a person reads: "yes", "no", or the value as it stands in the source.

    `fits` says whether it is one of those that the question asks for; None where that cannot be said. `note` is a sentence, or
    empty. `topic` is what was asked, where more than one thing was; `measure` and `unit` are those of a value that is compared.
    """

    document: Document
    found: Found
    value: str
    fits: bool | None = None
    citation: Citation | None = None
    note: str = ""
    topic: str = ""
    measure: float | str | None = None
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """All rows, in the order of the documents' paths. `searched` of `documents` were looked at.

    `unreadable_pages` are pages of theirs whose text nobody could read; `stopped` is true where somebody asked to stop. `said` is
    the headline of what the library says of itself. `held_back` privileged documents were left out.
    """

    wanted: Wanted
    rows: tuple[Row, ...]
    searched: int
    documents: int
    unreadable_pages: int
    seconds: float
    stopped: bool = False
    said: str = ""
    held_back: int = 0

    @property
    def fitting(self) -> tuple[Row, ...]:
        """The rows that the question asks for; all with something found, where it only compares."""
        if self.wanted.kind is Kind.COMPARE:
            return tuple(row for row in self.rows if row.citation is not None)
        return tuple(row for row in self.rows if row.fits)

    @property
    def count(self) -> int:
        """How many documents the question asks for."""
        return len({row.document.id for row in self.fitting})

    @property
    def topics(self) -> tuple[str, ...]:
        """What was asked of each document, where that is more than one thing.

        The rows say so, and not the question: how that is cut into parts may have changed since a table was kept.
        """
        return tuple(row.topic for row in self.rows if row.topic and row.document.id == self.rows[0].document.id)

    @property
    def documents_rows(self) -> tuple[tuple[Row, ...], ...]:
        """The rows of each document, one for each topic."""
        if not self.topics:
            return tuple((row,) for row in self.rows)
        return tuple(tuple(rows) for _, rows in groupby(self.rows, key=lambda row: row.document.id))

    @property
    def headline(self) -> str:
        """The answer in a sentence."""
        if self.said:
            return self.said
        n, of = self.count, self.searched
        topic = self.wanted.topic
        if self.wanted.kind is Kind.MOST:
            best = "; ".join(f"{row.document.name}: {row.value}" for row in self.fitting[:_NAMED]) or "none"
            compared = sum(row.fits is not None for row in self.rows)
            return f"{best}. {_many(compared).capitalize()} of {_documents(of)} give a value of “{topic}” to compare."
        if self.wanted.kind is Kind.COMPARE:
            return f"{_many(n).capitalize()} of {_documents(of)} say something about “{topic}”."
        unsure = len({row.document.id for row in self.rows if row.fits is None and row.found is not Found.NOT_READ})
        what = f"“{topic}” was not found" if self.wanted.without else f"“{topic}” was found"
        rest = f" In {unsure} it cannot be said." if unsure else ""
        return f"{what} in {_many(n)} of {_documents(of)}.{rest}"

    @property
    def receipt(self) -> str:
        """What was looked at."""
        return receipt(self.searched, self.documents, self.unreadable_pages, stopped=self.stopped, held_back=self.held_back)


def _documents(n: int) -> str:
    return f"{n:,} document{'' if n == 1 else 's'}"


def _many(n: int) -> str:
    return "none" if n == 0 else f"{n:,}"

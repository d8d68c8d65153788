"""What will be read: every document cut into sections, and what of it cannot be read.

A section ends where the document begins a new part by its headings, as soon as it is worth a section; where it has none, and
where a part is long, it ends between two passages, which end with a sentence. Nothing is cut through a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from muniment_retrieval.model import Document, Passage, StoredPage

FEWEST_WORDS = 150
"""A heading begins a new section where the one before it has so many words."""

MOST_WORDS = 1_200
"""A section ends with the passage that brings it here."""


class Library(Protocol):
    """What summarising needs of a vault."""

    @property
    def connection(self) -> Any: ...

    def documents(self) -> list[Document]: ...

    def pages(self, document_id: int) -> Iterator[StoredPage]: ...

    def passages_of(self, document_id: int) -> list[Passage]: ...


@dataclass(frozen=True)
class Section:
    """A part of a document. `pages` are the labels of its first and its last page; `heading` may be empty.

    `number` counts the sections of a document from 1, and is 0 where there is only one or it has a heading.
    """

    document: Document
    heading: str
    pages: tuple[str, str]
    words: int
    passages: tuple[Passage, ...]
    number: int = 0

    @property
    def name(self) -> str:
        """What it is called: its heading, or its pages, or its number where a page has several."""
        first, last = self.pages
        if self.heading or first != last:
            return self.heading or f"pp. {first}–{last}"
        return f"p. {first}, part {self.number}" if self.number else f"p. {first}"


def sections_of(document: Document, passages: Sequence[Passage], labels: Sequence[str], *, headed: bool = True) -> list[Section]:
    """The sections of one document in order. `labels` are those of its pages, by index.

    A document that is not `headed`, a transcript, has lines that only look like headings.
    """
    found: list[list[Passage]] = []
    words = 0
    for passage in passages:
        begins = headed and bool(found) and _part(passage) != _part(found[-1][-1]) and words >= FEWEST_WORDS
        if not found or begins or words >= MOST_WORDS:
            found.append([])
            words = 0
        found[-1].append(passage)
        words += length(passage.text)
    parts = [_section(document, gathered, labels, headed=headed) for gathered in found]
    return [part if part.heading or len(parts) == 1 else replace(part, number=n) for n, part in enumerate(parts, 1)]


def length(text: str) -> int:
    """Words of a text; of one without spaces, what would be about as many."""
    return max(len(text.split()), len(text) // 12)


def _section(document: Document, passages: Sequence[Passage], labels: Sequence[str], *, headed: bool) -> Section:
    shown = tuple(labels[i] if i < len(labels) else str(i + 1) for i in (passages[0].page_index, passages[-1].page_index))
    words = sum(length(p.text) for p in passages)
    heading = _part(passages[0]) if headed else ""
    return Section(document, heading, (shown[0], shown[1]), words, tuple(passages))


def _part(passage: Passage) -> str:
    """The outermost heading above a passage."""
    return passage.heading.split(" › ", 1)[0]

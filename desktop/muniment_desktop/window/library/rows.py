"""The documents as a table shows them: filtered, sorted and put into words. No Qt, so that it can run on a lane.

Sorting goes in stretches, because one call of `sorted` over a hundred thousand names would hold every other thread up.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from muniment_retrieval.model import Document
    from muniment_retrieval.vault.policies import Policies

STRETCH = 4_000

TROUBLE = {
    "encrypted": "needs a password",
    "damaged": "damaged",
    "not supported": "kind not supported",
    "too large": "too large",
    "timed out": "took too long",
    "vanished": "no longer there",
    "no permission": "no permission to read",
    "empty": "no text in it",
    "skipped": "left out by a rule",
    "failed": "could not be read",
}


@dataclass(frozen=True)
class Arrangement:
    """What a person wants to see: documents whose path holds `needle`, in the order of a column."""

    needle: str = ""
    column: str = "name"
    descending: bool = False


@dataclass(frozen=True)
class Listing:
    """`documents` are all, by identifier; `shown` those that the table shows, `rows` where they stand in it, by identifier.

    `troubled` counts those that could not be read; `policies` are the rules for what may leave.
    """

    documents: dict[int, Document]
    shown: tuple[Document, ...]
    rows: dict[int, int]
    troubled: int
    policies: Policies | None = None


def arrange(documents: Sequence[Document], wanted: Arrangement, policies: Policies | None = None) -> Listing:
    """Filter and sort."""
    needle = wanted.needle.casefold()
    shown: Iterable[Document] = documents
    if needle:
        shown = (d for d in shown if needle in d.path.casefold())
    ordered = _sorted(list(shown), KEYS[wanted.column], wanted.descending)
    rows = {d.id: row for row, d in enumerate(ordered)}
    return Listing({d.id: d for d in documents}, ordered, rows, sum(d.state != "read" for d in documents), policies)


def folder_text(document: Document) -> str:
    """The folder that a document lies in."""
    head, _, _ = document.path.replace("\\", "/").rpartition("/")
    return head


KEYS: dict[str, Callable[[Document], Any]] = {
    "name": lambda d: (d.name.casefold(), d.path),
    "folder": lambda d: (folder_text(d).casefold(), d.name.casefold()),
    "pages": lambda d: (d.page_count, d.path),
    "words": lambda d: (not d.words, d.name.casefold()),
    "meaning": lambda d: (not d.meaning, d.name.casefold()),
    "state": lambda d: (d.state == "read", d.state, d.name.casefold()),
}


def _sorted(documents: list[Document], key: Callable[[Document], Any], descending: bool) -> tuple[Document, ...]:
    stretches = [sorted(documents[at : at + STRETCH], key=key, reverse=descending) for at in range(0, len(documents), STRETCH)]
    return tuple(heapq.merge(*stretches, key=key, reverse=descending))

"""Looks at every document in scope, one after the other, and makes the table.

Each document is searched by itself, and what it says best to the question becomes its row. How long it will take is told after
the first few, from how long they took. A stop keeps what was looked at.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from muniment_engines.api import Cancel

from muniment_retrieval.for_models import seen
from muniment_retrieval.model import Document, Hit, Kept, NameNotFound, Scope
from muniment_retrieval.search.query import Query
from muniment_retrieval.search.words import terms

from .coverage import Library, in_scope, unreadable_pages
from .judging import Judge
from .library_table import library_table
from .pace import Pace
from .routing import Wanted
from .table import Found, Row, Table

HITS = 24
"""So many passages of a document are looked at closely."""

TRIED = 3
"""After so many documents, it is told how long the others will take."""

_FIXED = 10
"""So many passages' worth of time a document takes, however short it is."""

_BEGINNING = 2_000
"""Characters of a document that may say what sort it is."""


class Finds(Protocol):
    """What reading through needs of a searcher."""

    def look_up(self, query: str, scope: Scope, top: int = 50) -> tuple[Query, list[Hit]]: ...


@dataclass(frozen=True)
class Forecast:
    """How many documents will be looked at, and how many seconds that will take here."""

    documents: int
    seconds: float


@dataclass(frozen=True)
class Looked:
    """One more document was looked at."""

    row: Row
    done: int
    total: int
    seconds_left: float | None


@dataclass(frozen=True)
class Tabled:
    """The table is whole; comes last. `kept` says where it is kept, if it is."""

    table: Table
    kept: Kept | None = None


class Reader:
    """Reads through the documents of one vault."""

    def __init__(self, searcher: Finds, library: Library) -> None:
        self._searcher = searcher
        self._library = library

    def look(
        self,
        wanted: Wanted,
        scope: Scope = Scope(),  # noqa: B008
        cancel: Cancel | None = None,
    ) -> Iterator[Forecast | Looked | Tabled]:
        """Yield the forecast, each row as it comes, and the table. After a stop, the table has what was looked at."""
        cancel = cancel or Cancel()
        started = time.perf_counter()
        documents = in_scope(self._library.documents(), scope)
        if wanted.library is not None:
            unreadable = unreadable_pages(self._library, [document.id for document in documents])
            table = library_table(wanted, documents, unreadable, time.perf_counter() - started)
            yield Tabled(replace(table, held_back=len(scope.without)))
            return
        meant = self._of_sort(wanted, documents)
        judge = Judge(wanted)
        rows: list[Row] = []
        pace = Pace([document.passage_count + _FIXED for document in meant])
        for document in meant:
            if cancel.requested:
                break
            rows.append(self._row(judge, document))
            pace.did_one()
            if len(rows) == min(TRIED, len(meant)):
                yield Forecast(len(meant), pace.whole)
                yield from (Looked(row, n, len(meant), pace.left) for n, row in enumerate(rows, 1))
            elif len(rows) > TRIED:
                yield Looked(rows[-1], len(rows), len(meant), pace.left)
        searched = sum(row.found is not Found.NOT_READ for row in rows)
        unreadable = unreadable_pages(self._library, [row.document.id for row in rows])
        stopped = len(rows) < len(meant)
        seconds = time.perf_counter() - started
        held_back = len(scope.without)
        yield Tabled(Table(wanted, tuple(rows), searched, len(meant), unreadable, seconds, stopped, held_back=held_back))

    def _row(self, judge: Judge, document: Document) -> Row:
        if not document.words:
            return Row(document, Found.NOT_READ, "not read", None, None, document.reason)
        try:
            query, hits = self._searcher.look_up(judge.asked, Scope((document.id,)), HITS)
            return judge.row(document, query, hits, self._library)
        except NameNotFound:  # forgotten in the meantime
            return Row(document, Found.NOT_READ, "not read", None, None, "It is not in this vault any more.")

    def _of_sort(self, wanted: Wanted, documents: Sequence[Document]) -> list[Document]:
        """Those whose name, title or beginning says that they are of the sort that is asked for; all, where none says so."""
        if not wanted.sort:
            return list(documents)
        needed = frozenset(wanted.sort)
        return [d for d in documents if needed <= self._speaks(d)] or list(documents)

    def _speaks(self, document: Document) -> frozenset[str]:
        beginning = ""
        if document.words and document.page_count:
            beginning = seen(self._library.page(document.id, 0), 0, _BEGINNING)
        return frozenset(terms(f"{document.name.replace('_', ' ')} {document.title} {beginning}"))

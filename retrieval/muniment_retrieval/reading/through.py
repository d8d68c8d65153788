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

from .combining import fits_all
from .coverage import Library, in_scope, unreadable_pages
from .judging import Judge
from .library_table import library_table
from .most import with_most
from .pace import Pace
from .routing import Kind, Wanted
from .table import Found, Row, Table

HITS = 24
"""So many passages of a document are looked at closely."""

TRIED = 3
"""After so many documents, it is told how long the others will take."""

NONE_NAMED = "The table before names no document, so none was asked."

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
        if scope.documents == ():
            yield Tabled(Table(wanted, (), 0, 0, 0, 0.0, said=NONE_NAMED))
            return
        cancel = cancel or Cancel()
        started = time.perf_counter()
        documents = in_scope(self._library.documents(), scope)
        if wanted.library is not None:
            unreadable = unreadable_pages(self._library, [document.id for document in documents])
            table = library_table(wanted, documents, unreadable, time.perf_counter() - started)
            yield Tabled(replace(table, held_back=len(scope.without)))
            return
        meant = self._meant(wanted, documents)
        judges = [Judge(part) for part in wanted.parts or (wanted,)]
        rows: list[Row] = []
        pace = Pace([document.passage_count + _FIXED for document in meant])
        for document in meant:
            if cancel.requested:
                break
            rows += self._rows(wanted, judges, document)
            pace.did_one()
            done = len(rows) // len(judges)
            if done == min(TRIED, len(meant)):
                yield Forecast(len(meant), pace.whole)
                yield from (Looked(row, n, len(meant), pace.left) for n, row in enumerate(rows[:: len(judges)], 1))
            elif done > TRIED:
                yield Looked(rows[-1], done, len(meant), pace.left)
        looked_at = {row.document.id: row.found is not Found.NOT_READ for row in rows}
        searched = sum(looked_at.values())
        unreadable = unreadable_pages(self._library, list(looked_at))
        stopped = len(looked_at) < len(meant)
        if wanted.kind is Kind.MOST:
            rows = with_most(rows, least=wanted.least)
        seconds = time.perf_counter() - started
        held_back = len(scope.without)
        yield Tabled(Table(wanted, tuple(rows), searched, len(meant), unreadable, seconds, stopped, held_back=held_back))

    def _rows(self, wanted: Wanted, judges: Sequence[Judge], document: Document) -> list[Row]:
        """The row of a document, or one for each thing that is asked; each says whether the document fits all of it."""
        if len(judges) == 1:
            return [self._row(judges[0], document)]
        rows = [replace(self._row(judge, document), topic=judge.wanted.topic) for judge in judges]
        if wanted.compares:
            return rows
        fits = fits_all((row.fits for row in rows), either=wanted.either)
        return [replace(row, fits=fits) for row in rows]

    def _row(self, judge: Judge, document: Document) -> Row:
        if not document.words:
            return Row(document, Found.NOT_READ, "not read", None, None, document.reason)
        try:
            query, hits = self._searcher.look_up(judge.asked, Scope((document.id,)), HITS)
            return judge.row(document, query, hits, self._library)
        except NameNotFound:  # forgotten in the meantime
            return Row(document, Found.NOT_READ, "not read", None, None, "It is not in this vault any more.")

    def _meant(self, wanted: Wanted, documents: Sequence[Document]) -> list[Document]:
        """Those whose name, title or beginning says that they are meant; all, where none says so, or not one of each name."""
        if wanted.names:
            told = {d.id: self._speaks(d) for d in documents}
            each = [[d for d in documents if frozenset(name) <= told[d.id]] for name in wanted.names]
            ids = {d.id for found in each for d in found}
            return [d for d in documents if d.id in ids] if all(each) else list(documents)
        if not wanted.sort:
            return list(documents)
        needed = frozenset(wanted.sort)
        return [d for d in documents if needed <= self._speaks(d)] or list(documents)

    def _speaks(self, document: Document) -> frozenset[str]:
        beginning = ""
        if document.words and document.page_count:
            beginning = seen(self._library.page(document.id, 0), 0, _BEGINNING)
        return frozenset(terms(f"{document.name.replace('_', ' ')} {document.title} {beginning}"))

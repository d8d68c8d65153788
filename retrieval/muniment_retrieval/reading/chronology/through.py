"""Reads every page in scope for dates, one document after the other, and puts what is found in the order of time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from muniment_engines.api import Cancel

from muniment_retrieval.model import Document, Kept, Scope, StoredPage

from ..coverage import Library, in_scope, unreadable_pages
from ..pace import Pace
from ..through import TRIED, Forecast
from .chronicle import Chronicle, Event, merged
from .events import events_of

MOST_EVENTS = 20_000
"""More are not kept: nobody reads them, and they must fit in memory."""


class Pages(Library, Protocol):
    """What a chronology needs of a vault."""

    def pages(self, document_id: int) -> Iterator[StoredPage]: ...


@dataclass(frozen=True)
class ReadOne:
    """One more document was read; `found` is how many events there are by now."""

    document: Document
    done: int
    total: int
    found: int
    seconds_left: float | None


@dataclass(frozen=True)
class Chronicled:
    """The chronology is whole; comes last. `kept` says where it is kept, if it is."""

    chronicle: Chronicle
    kept: Kept | None = None


class Chronicler:
    """Makes chronologies of one vault."""

    def __init__(self, library: Pages) -> None:
        self._library = library

    def look(
        self,
        scope: Scope = Scope(),  # noqa: B008
        cancel: Cancel | None = None,
    ) -> Iterator[Forecast | ReadOne | Chronicled]:
        """Yield the forecast, each document as it is read, and the chronology. After a stop, it has what was read."""
        cancel = cancel or Cancel()
        started = time.perf_counter()
        documents = in_scope(self._library.documents(), scope)
        pace = Pace([document.page_count + 1 for document in documents])
        events: list[Event] = []
        done = 0
        for document in documents:
            if cancel.requested or len(events) >= MOST_EVENTS:
                break
            events += events_of(document, list(self._library.pages(document.id))) if document.words else ()
            pace.did_one()
            done += 1
            if done == min(TRIED, len(documents)):
                yield Forecast(len(documents), pace.whole)
            yield ReadOne(document, done, len(documents), len(events), pace.left)
        read = documents[:done]
        unreadable = unreadable_pages(self._library, [document.id for document in read])
        searched, seconds = sum(document.words for document in read), time.perf_counter() - started
        more = len(events) >= MOST_EVENTS
        kept = tuple(merged(events)[:MOST_EVENTS])
        held_back = len(scope.without)
        yield Chronicled(Chronicle(kept, searched, len(documents), unreadable, seconds, more, cancel.requested, held_back))

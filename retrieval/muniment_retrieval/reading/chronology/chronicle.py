"""What comes out: events in the order of time, those that are told more than once told once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from muniment_retrieval.model import Citation
from muniment_retrieval.search.query import is_function_word
from muniment_retrieval.search.words import terms

from ..coverage import receipt

_MOST_OF_A_DAY = 60
"""More events of one day are not compared with each other."""

_ENOUGH = 3
"""With fewer words an event says too little to be another one."""

_PAGE_NUMBER = re.compile(r"\bpage\s+\d{1,5}(?:\s*(?:of|/)\s*\d{1,5})?\b|^\s*-?\s*\d{1,4}\s*-?\s|\s-?\s*\d{1,4}\s*-?\s*$", re.I)


@dataclass(frozen=True)
class Event:
    """What a sentence says of a date. `date` is "2019-03-05", or "2019-03"; `written` the same as it stands in the source.

    `uncertain` says what is uncertain about the date, or is empty. `label` names the field or the column that the date stands
    in. `who` are the names in the sentence that are plain. The first of `citations` is where it is said, the others where it
    is said again in other documents.
    """

    date: str
    written: str
    uncertain: str
    text: str
    who: tuple[str, ...]
    label: str
    citations: tuple[Citation, ...]

    @property
    def citation(self) -> Citation:
        return self.citations[0]


@dataclass(frozen=True)
class Chronicle:
    """All events in scope. `more` is true where there are more than are kept; `stopped` where somebody asked to stop."""

    events: tuple[Event, ...]
    searched: int
    documents: int
    unreadable_pages: int
    seconds: float
    more: bool = False
    stopped: bool = False
    held_back: int = 0

    @property
    def headline(self) -> str:
        """How many events there are, and from when to when."""
        n = len(self.events)
        if not n:
            return "No dated event was found."
        first, last = self.events[0].date, self.events[-1].date
        return f"{n:,} dated event{'' if n == 1 else 's'}, " + (f"from {first} to {last}." if n > 1 else f"of {first}.")

    @property
    def receipt(self) -> str:
        """What was looked at."""
        return receipt(self.searched, self.documents, self.unreadable_pages, stopped=self.stopped, held_back=self.held_back)


def merged(events: Iterable[Event]) -> list[Event]:
    """Events in the order of time. What another document says again of the same date, in the same words or in fewer of them, is
    one event.
    """
    found: dict[tuple[str, str], Event] = {}
    for event in events:
        key = event.date, without_page(event.citation.quote)
        before = found.setdefault(key, event)
        documents = {citation.document_id for citation in before.citations}
        if before is not event and event.citation.document_id not in documents:
            found[key] = replace(before, citations=(*before.citations, event.citation))
    joined = [one for of_date in _by_date(found.values()).values() for one in _joined(of_date)]
    return sorted(joined, key=lambda e: (e.date, e.citation.path, e.citation.page_index, e.citation.start))


def _by_date(events: Iterable[Event]) -> dict[str, list[Event]]:
    grouped: dict[str, list[Event]] = {}
    for event in events:
        grouped.setdefault(event.date, []).append(event)
    return grouped


def _joined(events: list[Event]) -> list[Event]:
    """The events of one day; what says nothing but what another document says, too, is told with that one."""
    if not 1 < len(events) <= _MOST_OF_A_DAY or len(events[0].date) < len("2019-03-05"):
        return events
    kept: list[tuple[Event, frozenset[str]]] = []
    for event in sorted(events, key=lambda one: -len(_said(one))):
        said = _said(event)
        at = next((n for n, (other, more) in enumerate(kept) if _says_no_more(event, said, other, more)), -1)
        if at < 0:
            kept.append((event, said))
        else:
            kept[at] = replace(kept[at][0], citations=(*kept[at][0].citations, *event.citations)), kept[at][1]
    return [event for event, _ in kept]


def _says_no_more(event: Event, said: frozenset[str], other: Event, more: frozenset[str]) -> bool:
    cited = {citation.document_id for citation in other.citations}
    return len(said) >= _ENOUGH and said <= more and not cited & {citation.document_id for citation in event.citations}


def _said(event: Event) -> frozenset[str]:
    """What an event says besides its date."""
    rest = event.text.replace(event.written, " ")
    return frozenset(t for t in terms(f"{event.label} {rest}") if not is_function_word(t))


def without_page(text: str) -> str:
    """A text by its words, without the number of its page: comparable with the same on another page."""
    return " ".join(terms(_PAGE_NUMBER.sub(" ", text)))

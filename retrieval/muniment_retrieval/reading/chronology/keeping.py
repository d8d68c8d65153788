"""A chronology as the vault keeps it, and back: its head, and a row for each citation of each event.

Each row is from one document, so that forgetting one takes its words and no others': an event that another document tells, too,
stays with what that one says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any

from muniment_retrieval.conversations import KeptTable
from muniment_retrieval.model import Citation

from .chronicle import Chronicle, Event
from .who import names_in

_KIND = "chronology"


def head_of(chronicle: Chronicle) -> dict[str, Any]:
    """All of a chronology but its events."""
    return {
        "kind": _KIND,
        "searched": chronicle.searched,
        "documents": chronicle.documents,
        "unreadable_pages": chronicle.unreadable_pages,
        "seconds": chronicle.seconds,
        "more": chronicle.more,
        "stopped": chronicle.stopped,
        "held_back": chronicle.held_back,
    }


def rows_of(chronicle: Chronicle) -> Iterator[tuple[dict[str, Any], list[int]]]:
    """Each citation with its document; the first of an event has what that one says."""
    for number, event in enumerate(chronicle.events):
        for at, citation in enumerate(event.citations):
            data: dict[str, Any] = {"event": number, "date": event.date, "citation": asdict(citation)}
            if at == 0:
                said = {"written": event.written, "text": event.text, "who": event.who, "label": event.label}
                data |= {**said, "uncertain": event.uncertain}
            yield data, [citation.document_id]


def chronicle_of(kept: KeptTable) -> Chronicle | None:
    """The chronology again, without what only forgotten documents told; None for a table of another kind."""
    head = dict(kept.head)
    if head.pop("kind", "") != _KIND:
        return None
    events = (_event(list(rows)) for _, rows in groupby(kept.rows, key=lambda row: row["event"]))
    return Chronicle(tuple(events), **head)


def _event(rows: list[Mapping[str, Any]]) -> Event:
    citations = tuple(Citation(**{**row["citation"], "document_id": row["documents"][0]}) for row in rows)
    first = rows[0]
    if "text" not in first:  # the document that told it first was forgotten
        quote = " ".join(citations[0].quote.split())
        return Event(first["date"], first["date"], "", quote, names_in(quote), "", citations)
    who = tuple(first["who"])
    return Event(first["date"], first["written"], first["uncertain"], first["text"], who, first["label"], citations)

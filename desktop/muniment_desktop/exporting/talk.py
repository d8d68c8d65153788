"""A conversation or a summary as it is exported: what was asked and said, with a note for each citation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from muniment_retrieval.conversations import Conversation, KeptAnswer
from muniment_retrieval.model import Answer, Badge, Citation, Cost
from muniment_retrieval.reading.chronology import Chronicle, Event
from muniment_retrieval.reading.table import Table
from muniment_retrieval.summarising import State, Summary

from ..leaving_text import asides, writer

_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BADGES = {Badge.VERIFIED: "", Badge.CLOSE: "close to what the source says", Badge.NOT_FOUND: "not found in the documents"}
REFUSED = "The documents do not say."
SUMMARY = "Summary"
FORGOTTEN = "What was answered here went with a document that was forgotten."


@dataclass(frozen=True)
class Said:
    """A sentence with the numbers of its notes, and what is to be said of it, or nothing."""

    text: str
    notes: tuple[int, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Grid:
    """A table or a chronology: what its columns are called, and its rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True)
class Exchange:
    """A question, how it was understood where that is another one, its answer with the table that is part of it, and what was
    searched.
    """

    question: str
    understood: str
    said: tuple[Said, ...]
    receipt: str
    grid: Grid | None = None


@dataclass(frozen=True)
class Paper:
    """A conversation, or a summary as its only exchange, with the notes, numbered from 1."""

    title: str
    begun: str
    exchanges: tuple[Exchange, ...]
    notes: tuple[str, ...]


def paper(conversation: Conversation, answers: Sequence[KeptAnswer], tables: Sequence[Table | Chronicle | None]) -> Paper:
    """`tables` has the table, or the chronology, of each answer that is one."""
    notes: list[str] = []
    exchanges = tuple(_exchange(kept, table, notes) for kept, table in zip(answers, tables, strict=True))
    return Paper(plain(conversation.title), conversation.begun_at[:10], exchanges, tuple(notes))


def summary_paper(summary: Summary, made: str) -> Paper:
    """A summary as it is exported, with what of its documents was not read; `made` is a day."""
    notes: list[str] = []
    said = [Said(plain(s.text), tuple(_noted(c, notes) for c in s.citations), _BADGES[s.badge]) for s in summary.sentences]
    unread = [Said(plain(f"Not read: {s.name}: {s.reason}")) for s in summary.receipt.sections if s.state is not State.READ]
    receipt = plain(" · ".join([summary.receipt.text, *_written(summary.cost)]))
    return Paper(
        plain(summary.title), made, (Exchange(plain(summary.focus) or SUMMARY, "", (*said, *unread), receipt),), tuple(notes)
    )


def plain(text: str) -> str:
    """Text in one line, without what no paper shows."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _exchange(kept: KeptAnswer, table: Table | Chronicle | None, notes: list[str]) -> Exchange:
    answer = kept.answer
    understood = plain(kept.standing) if kept.standing else ""
    if table is not None:
        grid = _events(table, notes) if isinstance(table, Chronicle) else _rows(table, notes)
        return Exchange(plain(answer.question), understood, (Said(plain(table.headline)),), plain(table.receipt), grid)
    if kept.forgotten:
        return Exchange(plain(answer.question), understood, (Said(FORGOTTEN),), "")
    return Exchange(plain(answer.question), understood, _sentences(kept, notes), _receipt(answer))


def _sentences(kept: KeptAnswer, notes: list[str]) -> tuple[Said, ...]:
    answer = kept.answer
    if answer.refused:
        nearest = [_noted(citation, notes) for citation in answer.nearest]
        return (Said(REFUSED), *((Said("Where they come closest:", tuple(nearest)),) if nearest else ()))
    said = []
    for at, sentence in enumerate(answer.sentences):
        marked = {True: "marked right", False: "marked wrong"}.get(kept.marks.get(at), "")  # type: ignore[arg-type]
        remark = "; ".join(filter(None, (_BADGES[sentence.badge], marked)))
        said.append(Said(plain(sentence.text), tuple(_noted(c, notes) for c in sentence.citations), remark))
    return tuple(said)


def _rows(table: Table, notes: list[str]) -> Grid | None:
    rows = []
    for told in table.documents_rows:
        cited = [() if row.citation is None else (_noted(row.citation, notes),) for row in told]
        cells = (Said(plain(row.value), numbers) for row, numbers in zip(told, cited, strict=True))
        note = " ".join(dict.fromkeys(row.note for row in told if row.note))
        rows.append((Said(plain(told[0].document.name)), *cells, Said(plain(note))))
    return _grid(("Document", *(table.topics or ("Answer",)), "Note"), rows)


def _events(chronicle: Chronicle, notes: list[str]) -> Grid | None:
    rows = [
        (
            Said(plain(event.date)),
            Said(plain(_told(event)), tuple(_noted(citation, notes) for citation in event.citations)),
            Said(plain(_doubt(event))),
        )
        for event in chronicle.events
    ]
    return _grid(("Date", "Event", "Note"), rows)


def _grid(heads: tuple[str, ...], rows: Sequence[tuple[Said, ...]]) -> Grid | None:
    """Without the last column where nothing is in it, and none at all without rows."""
    if not rows:
        return None
    columns = len(heads) if any(row[-1].text for row in rows) else len(heads) - 1
    return Grid(heads[:columns], tuple(row[:columns] for row in rows))


def _told(event: Event) -> str:
    return f"{event.label}: {event.text}" if event.label and not event.text.startswith(event.label) else event.text


def _doubt(event: Event) -> str:
    return f"as written: {event.written}; {event.uncertain}" if event.uncertain else ""


def _noted(citation: Citation, notes: list[str]) -> int:
    name = (citation.path or "a document").replace("\\", "/").rsplit("/", 1)[-1]
    notes.append(plain(f"{name}, p. {citation.page_label}: “{citation.quote}”"))
    return len(notes)


def _receipt(answer: Answer) -> str:
    return plain(" · ".join([f"searched {answer.searched:,} of {answer.documents:,} documents", *_written(answer.cost)]))


def _written(cost: Cost) -> list[str]:
    """Who wrote it, and where."""
    return [writer(cost), "sent elsewhere" if cost.sent_elsewhere else "on this machine", *asides(cost)]

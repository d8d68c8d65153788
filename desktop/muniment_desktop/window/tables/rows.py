"""What a table on screen shows: of an answer that looked at every document, and of a chronology."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..asking import wording

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation
    from muniment_retrieval.reading import Row, Table
    from muniment_retrieval.reading.chronology import Chronicle, Event

TABLE_HEADS = ("Document", "Answer", "Where it says so", "Page")
EVENT_HEADS = ("Date", "Event", "Who", "Document", "Page")


@dataclass(frozen=True)
class ShownRow:
    """One row: its cells, the place that it leads to, and whether it steps back behind the others. `hint` is a sentence."""

    cells: tuple[str, ...]
    target: Citation | None = None
    quiet: bool = False
    hint: str = ""


def table_rows(table: Table) -> tuple[ShownRow, ...]:
    """Those that the question asks for come first."""
    order = sorted(table.rows, key=lambda row: (row.fits is not True, row.citation is None))
    return tuple(_table_row(row, compared=all(r.fits is None for r in table.rows)) for row in order)


def event_rows(chronicle: Chronicle) -> tuple[ShownRow, ...]:
    return tuple(_event_row(event) for event in chronicle.events)


def plain_table(table: Table) -> str:
    """A table as plain text, for the clipboard."""
    lines = [table.wanted.question, "", table.headline, ""]
    for row in table_rows(table):
        name, answer, quote, page = row.cells
        lines.append(f"{name}: {answer}" + (f" – p. {page}: “{quote}”" if quote else ""))
    return "\n".join([*lines, "", f"({table.receipt})", ""])


def _table_row(row: Row, *, compared: bool) -> ShownRow:
    quiet = row.citation is None if compared else row.fits is not True
    if row.citation is None:
        return ShownRow((row.document.name, row.value, "", ""), None, quiet, row.note)
    quote = " ".join(row.citation.quote.split())
    return ShownRow((row.document.name, row.value, quote, row.citation.page_label), row.citation, quiet, row.note)


def _event_row(event: Event) -> ShownRow:
    date = f"{event.date} ?" if event.uncertain else event.date
    label = f"{event.label}: " if event.label and not event.text.startswith(event.label) else ""
    more = len(event.citations) - 1
    name = wording.file_name(event.citation.path) + (f" and {more} more" if more else "")
    hint = f"As written: {event.written}; {event.uncertain}." if event.uncertain else ""
    cells = date, label + event.text, ", ".join(event.who), name, event.citation.page_label
    return ShownRow(cells, event.citation, hint=hint)

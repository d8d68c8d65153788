"""What a table on screen shows: of an answer that looked at every document, and of a chronology."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..asking import wording

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation
    from muniment_retrieval.reading import Row, Table
    from muniment_retrieval.reading.chronology import Chronicle, Event
    from typing_extensions import TypeIs

TABLE_WIDTHS = (32, 20, 48, "p. 000")
TABLE_HEADS = ("Document", "Answer", "Where it says so", "Page")
EVENT_WIDTHS = ("2019-03-05 ?", 54, 18, 28, "p. 000")
WHO = 2
"""The column that can be spared."""

EVENT_HEADS = ("Date", "Event", "Who", "Document", "Page")


@dataclass(frozen=True)
class ShownRow:
    """One row: its cells, the place that it leads to, and whether it steps back behind the others. `hint` is a sentence."""

    cells: tuple[str, ...]
    target: Citation | None = None
    quiet: bool = False
    hint: str = ""


def is_chronicle(made: Table | Chronicle) -> TypeIs[Chronicle]:
    """Whether it is a chronology, and no table of documents."""
    from muniment_retrieval.reading.chronology import Chronicle

    return isinstance(made, Chronicle)


def documents_of(made: Table | Chronicle) -> set[int]:
    """The documents that anything in it is from."""
    if is_chronicle(made):
        return {citation.document_id for event in made.events for citation in event.citations}
    return {row.document.id for row in made.rows}


def rows_of(made: Table | Chronicle) -> tuple[ShownRow, ...]:
    """The rows of either, in the order in which they are shown."""
    return event_rows(made) if is_chronicle(made) else table_rows(made)


def table_rows(table: Table) -> tuple[ShownRow, ...]:
    """Those that the question asks for come first."""
    order = sorted(table.rows, key=lambda row: (row.fits is not True, row.citation is None))
    return tuple(_table_row(row, compared=all(r.fits is None for r in table.rows)) for row in order)


def event_rows(chronicle: Chronicle) -> tuple[ShownRow, ...]:
    return tuple(_event_row(event) for event in chronicle.events)


def plain_table(question: str, made: Table | Chronicle) -> str:
    """A table or a chronology as plain text, for the clipboard."""
    lines = [question, "", made.headline, "", *(_plain_events(made) if is_chronicle(made) else _plain_rows(made))]
    return "\n".join([*lines, "", f"({made.receipt})", ""])


def _plain_rows(table: Table) -> list[str]:
    lines = []
    for row in table_rows(table):
        name, answer, quote, page = row.cells
        lines.append(f"{name}: {answer}" + (f" – p. {page}: “{quote}”" if quote else ""))
    return lines


def _plain_events(chronicle: Chronicle) -> list[str]:
    rows = ((row.cells, f" {row.hint}" if row.hint else "") for row in event_rows(chronicle))
    return [f"{date}: {said} – {name}, p. {page}.{hint}" for (date, said, _, name, page), hint in rows]


def _table_row(row: Row, *, compared: bool) -> ShownRow:
    quiet = row.citation is None if compared else row.fits is not True
    if row.citation is None:
        return ShownRow((row.document.name, row.answer, "", ""), None, quiet, row.note)
    quote = " ".join(row.citation.quote.split())
    return ShownRow((row.document.name, row.answer, quote, row.citation.page_label), row.citation, quiet, row.note)


def _event_row(event: Event) -> ShownRow:
    date = f"{event.date} ?" if event.uncertain else event.date
    label = f"{event.label}: " if event.label and not event.text.startswith(event.label) else ""
    more = len(event.citations) - 1
    name = wording.file_name(event.citation.path) + (f" and {more} more" if more else "")
    hint = f"As written: {event.written}; {event.uncertain}." if event.uncertain else ""
    cells = date, label + event.text, ", ".join(event.who), name, event.citation.page_label
    return ShownRow(cells, event.citation, hint=hint)

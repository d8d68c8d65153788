"""What a table on screen shows: of an answer that looked at every document, and of a chronology."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..asking import wording

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation
    from muniment_retrieval.reading import Row, Table
    from muniment_retrieval.reading.chronology import Chronicle, Event
    from typing_extensions import TypeIs

_TABLE_WIDTHS = (32, 20, 48, "p. 000")
_TABLE_HEADS = ("Document", "Answer", "Where it says so", "Page")
_NAME_WIDTH, _CELL_WIDTH = 32, 24
EVENT_WIDTHS = ("2019-03-05 ?", 54, 18, 28, "p. 000")
WHO = 2
"""The column that can be spared."""

EVENT_HEADS = ("Date", "Event", "Who", "Document", "Page")


@dataclass(frozen=True)
class ShownRow:
    """One row: its cells, the place that it leads to, and whether it steps back behind the others. `hint` is a sentence.

    Where its cells lead to places of their own, `targets` has one for each, or None; `hints` what each is from.
    """

    cells: tuple[str, ...]
    target: Citation | None = None
    quiet: bool = False
    hint: str = ""
    targets: tuple[Citation | None, ...] = ()
    hints: tuple[str, ...] = ()

    def leads_to(self, column: int) -> Citation | None:
        """The place of a cell; that of the row where the cell has none of its own."""
        own = self.targets[column] if 0 <= column < len(self.targets) else None
        return own or self.target

    def hint_of(self, column: int) -> str:
        """What is said of a cell beside it."""
        return "\n".join(filter(None, (self.hints[column] if column < len(self.hints) else "", self.hint)))


def table_columns(table: Table) -> tuple[tuple[str, ...], tuple[int | str, ...]]:
    """The heads of a table, and how wide each column is: one for each thing that was asked."""
    if not table.topics:
        return _TABLE_HEADS, _TABLE_WIDTHS
    return ("Document", *map(_capital, table.topics)), (_NAME_WIDTH, *(_CELL_WIDTH for _ in table.topics))


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
    compared = all(row.fits is None for row in table.rows)
    order = sorted(table.documents_rows, key=lambda rows: (rows[0].fits is not True, all(row.citation is None for row in rows)))
    return tuple(_wide_row(rows, compared) if table.topics else _table_row(rows[0], compared=compared) for rows in order)


def event_rows(chronicle: Chronicle) -> tuple[ShownRow, ...]:
    return tuple(_event_row(event) for event in chronicle.events)


def plain_table(question: str, made: Table | Chronicle) -> str:
    """A table or a chronology as plain text, for the clipboard."""
    lines = [question, "", made.headline, "", *(_plain_events(made) if is_chronicle(made) else _plain_rows(made))]
    return "\n".join([*lines, "", f"({made.receipt})", ""])


def _plain_rows(table: Table) -> list[str]:
    if table.topics:
        return [_plain_wide(row, table_columns(table)[0]) for row in table_rows(table)]
    lines = []
    for row in table_rows(table):
        name, answer, said, page = row.cells
        where = f"p. {page}: “{said}”" if row.target is not None else said
        lines.append(f"{name}: {answer}" + (f" – {where}" if where else ""))
    return lines


def _plain_wide(row: ShownRow, heads: Sequence[str]) -> str:
    told = (f"{head}: {cell}" for head, cell in zip(heads[1:], row.cells[1:], strict=True))
    return f"{row.cells[0]}: {'; '.join(told)}"


def _plain_events(chronicle: Chronicle) -> list[str]:
    rows = ((row.cells, f" {row.hint}" if row.hint else "") for row in event_rows(chronicle))
    return [f"{date}: {said} – {name}, p. {page}.{hint}" for (date, said, _, name, page), hint in rows]


def _table_row(row: Row, *, compared: bool) -> ShownRow:
    quiet = row.citation is None if compared else row.fits is not True
    if row.citation is None:
        return ShownRow((row.document.name, row.value, row.note, ""), None, quiet)
    quote = " ".join(row.citation.quote.split())
    return ShownRow((row.document.name, row.value, quote, row.citation.page_label), row.citation, quiet, row.note)


def _wide_row(rows: Sequence[Row], compared: bool) -> ShownRow:
    """A document with a cell, and a place, for each thing that was asked."""
    cited = [row.citation for row in rows]
    quiet = not any(cited) if compared else rows[0].fits is not True
    pages = (f" · p. {citation.page_label}" if citation else "" for citation in cited)
    cells = (rows[0].document.name, *(row.value + page for row, page in zip(rows, pages, strict=True)))
    quotes = (f"“{' '.join(c.quote.split())}”" if c else "" for c in cited)
    hints = ("", *("\n".join(filter(None, (quote, row.note))) for quote, row in zip(quotes, rows, strict=True)))
    return ShownRow(cells, next(filter(None, cited), None), quiet, "", (None, *cited), hints)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _event_row(event: Event) -> ShownRow:
    date = f"{event.date} ?" if event.uncertain else event.date
    label = f"{event.label}: " if event.label and not event.text.startswith(event.label) else ""
    more = len(event.citations) - 1
    name = wording.file_name(event.citation.path) + (f" and {more} more" if more else "")
    hint = f"As written: {event.written}; {event.uncertain}." if event.uncertain else ""
    cells = date, label + event.text, ", ".join(event.who), name, event.citation.page_label
    return ShownRow(cells, event.citation, hint=hint)

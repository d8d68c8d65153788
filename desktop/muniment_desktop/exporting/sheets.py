"""What is written of a table or a chronology: plain rows of text, the first of which names the columns.

The first sheet is what a person reads, the second holds every citation word for word, the third what was asked and looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation
    from muniment_retrieval.reading import Row, Table
    from muniment_retrieval.reading.chronology import Chronicle

_OF_EACH = ("Page", "Sentence", "Note", "Citation")
_CITED = ("No.", "Document", "Page", "Quote", "From", "To", "Path")


@dataclass(frozen=True)
class Sheet:
    """`rows[0]` names the columns."""

    title: str
    rows: tuple[tuple[str, ...], ...]


def table_sheets(table: Table) -> tuple[Sheet, ...]:
    """A row a document; the numbers in the last column are those of the citations."""
    numbered = [row.citation for row in table.rows if row.citation is not None]
    if table.topics:
        heads = ("Document", *table.topics, "Counts", *(f"{what}: {t}" for t in table.topics for what in _OF_EACH), "Path")
        rows = tuple(_wide_row(rows, numbered) for rows in table.documents_rows)
    else:
        heads = ("Document", "Answer", "Counts", "Page", "Sentence", "Note", "Path", "Citation")
        rows = tuple(_table_row(row, numbered) for row in table.rows)
    about = (("Question", table.wanted.question), ("Answer", table.headline), ("Looked at", table.receipt))
    return Sheet("Table", (heads, *rows)), _citations(numbered), Sheet("About", (("What", "Said"), *about))


def sheets_of(made: Table | Chronicle) -> tuple[Sheet, ...]:
    """The sheets of either."""
    from muniment_retrieval.reading.chronology import Chronicle

    return chronicle_sheets(made) if isinstance(made, Chronicle) else table_sheets(made)


def chronicle_sheets(chronicle: Chronicle) -> tuple[Sheet, ...]:
    """A row an event, in the order of time."""
    numbered = [citation for event in chronicle.events for citation in event.citations]
    heads = ("Date", "As written", "Uncertain", "Event", "Who", "Field", "Document", "Page", "Path", "Also in")
    rows = tuple(
        (
            event.date,
            event.written,
            event.uncertain,
            event.text,
            ", ".join(event.who),
            event.label,
            _name(event.citation.path),
            event.citation.page_label,
            event.citation.path,
            ", ".join(_name(citation.path) for citation in event.citations[1:]),
        )
        for event in chronicle.events
    )
    about = (("Events", f"{len(chronicle.events):,}"), ("Looked at", chronicle.receipt))
    return Sheet("Chronology", (heads, *rows)), _citations(numbered), Sheet("About", (("What", "Said"), *about))


def _table_row(row: Row, numbered: list[Citation]) -> tuple[str, ...]:
    page, quote, note, number = _where(row, numbered)
    return row.document.name, row.value, _counts(row), page, quote, note, row.document.path, number


def _wide_row(rows: Sequence[Row], numbered: list[Citation]) -> tuple[str, ...]:
    """What one document says to several things, each in a column of its own; then where it says so."""
    first = rows[0]
    where = (cell for row in rows for cell in _where(row, numbered))
    return first.document.name, *(row.value for row in rows), _counts(first), *where, first.document.path


def _where(row: Row, numbered: list[Citation]) -> tuple[str, str, str, str]:
    citation = row.citation
    if citation is None:
        return "", "", row.note, ""
    return citation.page_label, " ".join(citation.quote.split()), row.note, str(numbered.index(citation) + 1)


def _counts(row: Row) -> str:
    return "" if row.fits is None else "yes" if row.fits else "no"


def _citations(citations: list[Citation]) -> Sheet:
    """`From` and `To` are code points of the page's text, as `muniment text` prints it."""
    rows = tuple(
        (str(n), _name(c.path), c.page_label, c.quote, str(c.start), str(c.end), c.path) for n, c in enumerate(citations, 1)
    )
    return Sheet("Citations", (_CITED, *rows))


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]

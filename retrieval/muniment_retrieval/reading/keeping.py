"""A table as the vault keeps it, and back: its head, and a row each with the documents that its words are from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Protocol

from muniment_retrieval.conversations import KeptTable
from muniment_retrieval.model import Citation, Document, NameNotFound
from muniment_retrieval.reading.routing import Kind, Wanted, wanted_in_table
from muniment_retrieval.reading.table import Found, Row, Table


class Documents(Protocol):
    """What bringing a table back needs of a vault."""

    def document(self, document_id: int) -> Document: ...


def head_of(table: Table) -> dict[str, Any]:
    """All of a table but its rows."""
    return {
        "question": table.wanted.question,
        "said": table.said,
        "searched": table.searched,
        "documents": table.documents,
        "unreadable_pages": table.unreadable_pages,
        "seconds": table.seconds,
        "stopped": table.stopped,
        "held_back": table.held_back,
    }


def rows_of(table: Table) -> list[tuple[dict[str, Any], list[int]]]:
    """Each row with the document that it is about."""
    return [(_kept(row), [row.document.id]) for row in table.rows]


def table_of(kept: KeptTable, vault: Documents) -> Table:
    """The table again, without the rows of documents that are not there any more."""
    head = dict(kept.head)
    question = head.pop("question")
    rows = [row for data in kept.rows if (row := _row(data, vault)) is not None]
    wanted = wanted_in_table(question) or Wanted(Kind.LIST, question, question, question)
    return Table(wanted=wanted, rows=tuple(rows), **head)


def _kept(row: Row) -> dict[str, Any]:
    citation = None if row.citation is None else asdict(row.citation)
    return {
        "found": row.found.value,
        "value": row.value,
        "fits": row.fits,
        "citation": citation,
        "note": row.note,
        "topic": row.topic,
    }


def _row(data: Mapping[str, Any], vault: Documents) -> Row | None:
    try:
        document = vault.document(*data["documents"])
    except NameNotFound:
        return None
    citation = None if data["citation"] is None else Citation(**{**data["citation"], "document_id": document.id})
    return Row(document, Found(data["found"]), data["value"], data["fits"], citation, data["note"], data.get("topic", ""))

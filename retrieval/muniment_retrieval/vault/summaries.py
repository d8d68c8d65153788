"""Keeping summaries, and what was written of one that is not finished, until a document that they rest on is forgotten.

What rests on a document that was forgotten while it was summarised is not kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .answers import are_here
from .cleaning import Cleaning, mark
from .store import Transactions


class Summaries:
    """Keeps the summaries of a vault; what is in a `body` is their maker's affair."""

    def __init__(self, transaction: Transactions, cleaning: Cleaning) -> None:
        self._transaction = transaction
        self._cleaning = cleaning

    def save(self, documents: Iterable[int], body: str) -> int | None:
        """Keep a summary of these documents; returns its identifier, None where one of them is there no more.

        `body` is a JSON object; whatever in it is called `document_id`, or is a list called `documents`, names documents.
        """
        wanted = set(documents)
        with self._transaction(changes_documents=False) as connection:
            if not are_here(connection, wanted):
                return None
            summary_id = int(connection.execute("INSERT INTO summaries (body) VALUES (?)", (body,)).lastrowid)
            rows = [(document, summary_id) for document in wanted]
            connection.executemany("INSERT INTO summary_documents VALUES (?, ?)", rows)
        return summary_id

    def remove(self, summary_id: int) -> None:
        """From the disk too."""
        with self._transaction(changes_documents=False) as connection:
            connection.execute("DELETE FROM summaries WHERE id = ?", (summary_id,))
            mark(connection)
        self._cleaning.clean()

    def keep_part(self, key: str, documents: Iterable[int], body: str) -> None:
        """Keep what was written of one part, under a key that says of what and how."""
        wanted = set(documents)
        with self._transaction(changes_documents=False) as connection:
            if not are_here(connection, wanted):
                return
            connection.execute("INSERT OR REPLACE INTO summary_parts VALUES (?, ?)", (key, body))
            rows = [(document, key) for document in wanted]
            connection.executemany("INSERT OR IGNORE INTO summary_part_documents VALUES (?, ?)", rows)


def stored_summaries(connection: Any) -> list[tuple[int, str, str]]:
    """Identifier, time (UTC) and body of each, the newest first."""
    rows = connection.execute("SELECT id, made_at, body FROM summaries ORDER BY id DESC").fetchall()
    return [(int(i), str(made), str(body)) for i, made, body in rows]


def stored_part(connection: Any, key: str) -> str | None:
    row = connection.execute("SELECT body FROM summary_parts WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def remove_summaries(connection: Any, document_id: int) -> None:
    """Remove, within a transaction, all that repeats a document."""
    where = "WHERE document_id = ?"
    connection.execute(f"DELETE FROM summaries WHERE id IN (SELECT summary_id FROM summary_documents {where})", (document_id,))
    connection.execute(f"DELETE FROM summary_parts WHERE key IN (SELECT key FROM summary_part_documents {where})", (document_id,))


def hand_over_summaries(connection: Any, old: int, new: int) -> None:
    """What repeats a document's old version goes with the new one and names it, within a transaction."""
    ids = "SELECT summary_id FROM summary_documents WHERE document_id = ?"
    for summary_id, body in connection.execute(f"SELECT id, body FROM summaries WHERE id IN ({ids})", (old,)).fetchall():
        renamed = json.dumps(_renamed(json.loads(body), old, new), ensure_ascii=False)
        connection.execute("UPDATE summaries SET body = ? WHERE id = ?", (renamed, summary_id))
    for table in ("summary_documents", "summary_part_documents"):
        connection.execute(f"UPDATE OR REPLACE {table} SET document_id = ? WHERE document_id = ?", (new, old))


def _renamed(value: Any, old: int, new: int) -> Any:
    """A body, or a part of one, in which a document has its new identifier."""
    if isinstance(value, list):
        return [_renamed(one, old, new) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: _renamed(one, old, new) for key, one in value.items()}
    if found.get("document_id") == old:
        found["document_id"] = new
    if isinstance(found.get("documents"), list):
        found["documents"] = [new if one == old else one for one in found["documents"]]
    return found

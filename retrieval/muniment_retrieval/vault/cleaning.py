"""Removing what is no longer wanted, until it is gone from the disk too.

A document that goes is first hidden, in one small transaction. Then its rows are deleted, some at a time; the full-text index,
which only marks its rows as deleted, is rewritten in small steps; and the log, which still holds the old rows, is cut to nothing.
Until all of that is done a mark stays in the vault, so that what was cut off is taken up by the next one to clean.

A step of the rewriting ends when it has written so much, however many deleted rows it has read. So the index is rewritten after
so many deletions, and not only after the last: no lock is held for long, also where most of a vault goes.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from .store import Transactions

ARRIVING, LEAVING = "arriving", "leaving"
"""States of a document that nobody sees: one that is being written, and one that is being removed."""

PAGES_AT_ONCE = 50
MERGE_PAGES = 200
"""How much of the full-text index is rewritten in one transaction, in pages of about 4 KB."""

PASSAGES_AT_ONCE = 10_000
"""After about so many deleted passages the full-text index is rewritten."""


class Cleaning:
    """Takes away what was hidden. Safe to run in several processes at once."""

    def __init__(self, transaction: Transactions) -> None:
        self._transaction = transaction
        self._connection = transaction.connection

    def needed(self) -> bool:
        return bool(self._connection.execute("SELECT leftovers FROM generation").fetchone()[0])

    def abandon_arriving(self) -> None:
        """Hide for good what was being written when its writer ended. Only for the one process that writes documents."""
        with self._transaction() as connection:
            row = connection.execute("UPDATE documents SET state = ? WHERE state = ?", (LEAVING, ARRIVING))
            if row.rowcount:
                mark(connection)

    def clean(self) -> bool:
        """Remove what was hidden from the disk; false where a reader is in the way of the last step, which stays to be done."""
        while self.needed():
            before = self._connection.execute("SELECT leftovers FROM generation").fetchone()[0]
            while self._remove_rows():
                self._rewrite_full_text()
            self._rewrite_full_text()
            if not self._transaction.empty_log():
                return False
            with self._transaction(changes_documents=False) as connection:
                connection.execute("UPDATE generation SET leftovers = 0 WHERE leftovers = ?", (before,))
        return True

    def _remove_rows(self) -> bool:
        """Remove the rows of documents, so many as the full-text index may have deleted ones; false where there are no more."""
        left = PASSAGES_AT_ONCE
        for (document_id,) in self._connection.execute("SELECT id FROM documents WHERE state = ?", (LEAVING,)).fetchall():
            while (gone := self._remove_pages(document_id)) is not None:
                left -= gone
                if left <= 0:
                    return True
        return False

    def _remove_pages(self, document_id: int) -> int | None:
        """Remove a document's last pages with all that hangs on them, and at the end the document.

        Returns how many passages went, None once the document is gone.
        """
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT page_index FROM pages WHERE document_id = ? ORDER BY page_index DESC LIMIT ?",
                (document_id, PAGES_AT_ONCE),
            ).fetchall()
            if not rows:
                connection.execute("DELETE FROM documents WHERE id = ? AND state = ?", (document_id, LEAVING))
                return None
            gone = sum(remove_passages(connection, document_id, page_index) for (page_index,) in rows)
            connection.execute("DELETE FROM pages WHERE document_id = ? AND page_index >= ?", (document_id, rows[-1][0]))
        return gone

    def _rewrite_full_text(self) -> None:
        going_on = True
        while going_on:
            with self._transaction(changes_documents=False) as connection:
                before = connection.total_changes
                connection.execute("INSERT INTO passages_fts (passages_fts, rank) VALUES ('merge', ?)", (-MERGE_PAGES,))
                going_on = connection.total_changes - before > 1  # the insert itself counts as one


def remove_passages(connection: Any, document_id: int, page_index: int) -> int:
    """Delete the passages of a page, within a transaction, with their words and vectors; returns how many there were."""
    place = (document_id, page_index)
    passages = "SELECT id FROM passages WHERE document_id = ? AND page_index = ?"
    connection.execute(f"DELETE FROM passages_fts WHERE rowid IN ({passages})", place)
    connection.execute(
        "UPDATE embedded SET passages = passages - (SELECT count(*) FROM vectors v WHERE v.space_id = embedded.space_id"
        f" AND v.passage_id IN ({passages})) WHERE document_id = ?",
        (*place, document_id),
    )
    return int(connection.execute("DELETE FROM passages WHERE document_id = ? AND page_index = ?", place).rowcount)


def hide(connection: Any, ids: Sequence[int]) -> None:
    """Take documents out of sight, within a transaction: their path is free, and what names them is gone."""
    for document_id in ids:
        connection.execute(
            "UPDATE documents SET state = ?, path = ?, container = '', title = '', sha256 = '', reason = '', notes = '[]'"
            " WHERE id = ?",
            (LEAVING, hidden_path(), document_id),
        )
        connection.execute("DELETE FROM copies WHERE document_id = ?", (document_id,))
    if ids:
        mark(connection)


def hidden_path() -> str:
    """A path that is no file's."""
    return f"\N{NULL}{secrets.token_hex(8)}"


def mark(connection: Any) -> None:
    """Say, within a transaction, that there is something to clean."""
    connection.execute("UPDATE generation SET leftovers = leftovers + 1")

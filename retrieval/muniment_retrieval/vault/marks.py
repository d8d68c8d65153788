"""What is known beside the documents themselves: what stands out on their pages, what a person leaves out or
wants masked, and passwords.

Passwords lie in the vault, which is encrypted, and nowhere else. They are tried on every file that is protected.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..model import Finding, Found
from .store import Transactions

EXCLUDED = "You left it out."
"""Why a file is skipped that a person leaves out."""


class Marks:
    """Changes to what a person said of files."""

    def __init__(self, transaction: Transactions) -> None:
        self._transaction = transaction

    def exclude(self, paths: Sequence[str]) -> None:
        """Leave these files out from now on, wherever they are offered. What was read of them is not touched."""
        with self._transaction() as connection:
            connection.executemany("INSERT OR IGNORE INTO excluded VALUES (?)", [(path,) for path in paths])

    def include(self, paths: Sequence[str]) -> None:
        """Leave these files out no longer."""
        with self._transaction() as connection:
            connection.executemany("DELETE FROM excluded WHERE path = ?", [(path,) for path in paths])

    def begin_reading(self, paths: Sequence[Path]) -> None:
        """A person added these; until `end_reading`, whoever opens the vault finds them in `unfinished`."""
        if not paths:
            return
        with self._transaction(changes_documents=False) as connection:
            connection.executemany("INSERT OR IGNORE INTO unfinished VALUES (?)", [(os.fsencode(path),) for path in paths])

    def end_reading(self, paths: Sequence[Path]) -> None:
        """These were read, or the person stopped it."""
        if not paths:
            return
        with self._transaction(changes_documents=False) as connection:
            connection.executemany("DELETE FROM unfinished WHERE path = ?", [(os.fsencode(path),) for path in paths])

    def remember(self, password: str) -> None:
        """This password opened a file."""
        with self._transaction(changes_documents=False) as connection:
            connection.execute("INSERT OR IGNORE INTO passwords (password) VALUES (?)", (password,))

    def mask(self, terms: Sequence[str]) -> None:
        """These terms are masked from now on before anything leaves; those that are there already stay as they are written."""
        with self._transaction(changes_documents=False) as connection:
            connection.executemany("INSERT OR IGNORE INTO mask_words VALUES (?)", [(term,) for term in terms])

    def mask_no_more(self, terms: Sequence[str]) -> None:
        """These terms are masked no longer, however they are written."""
        with self._transaction(changes_documents=False) as connection:
            connection.executemany("DELETE FROM mask_words WHERE term = ?", [(term,) for term in terms])

    def recognise_again(self, ids: Sequence[int]) -> None:
        """Pages of these documents that are pictures, and that could not be recognised, wait to be tried again."""
        with self._transaction() as connection:
            connection.executemany(
                "UPDATE pages SET scan = 'waiting' WHERE scan = 'failed' AND document_id = ?", [(one,) for one in ids]
            )


def stored_unfinished(connection: Any) -> list[Path]:
    """What a person added and was not read to its end."""
    return [Path(os.fsdecode(path)) for (path,) in connection.execute("SELECT path FROM unfinished ORDER BY path").fetchall()]


def stored_mask_words(connection: Any) -> list[str]:
    """The terms that a person wants masked, in the order of the alphabet."""
    return [str(term) for (term,) in connection.execute("SELECT term FROM mask_words ORDER BY term").fetchall()]


def write_findings(connection: Any, document_id: int, found: Iterable[Found]) -> None:
    """Within a transaction of somebody else's."""
    rows = [(document_id, one.page_index, one.kind, one.start, one.end) for one in found]
    connection.executemany("INSERT OR REPLACE INTO findings VALUES (?, ?, ?, ?, ?)", rows)


def replace_findings(connection: Any, document_id: int, page_index: int, found: Iterable[Found]) -> None:
    """The same for one page that is read again."""
    connection.execute("DELETE FROM findings WHERE document_id = ? AND page_index = ?", (document_id, page_index))
    write_findings(connection, document_id, found)


def stored_findings(connection: Any) -> dict[int, list[Found]]:
    """Everything that stands out, by document, in the order of the pages."""
    found: dict[int, list[Found]] = {}
    for document_id, page_index, kind, start, end in connection.execute("SELECT * FROM findings").fetchall():
        found.setdefault(document_id, []).append(Found(page_index, Finding(kind), start, end))
    return found


def hidden_on(connection: Any, document_id: int, page_index: int) -> tuple[tuple[int, int], ...]:
    """Where the text of a page is such as nobody can see: from and to, in code points."""
    sql = "SELECT start, end FROM findings WHERE document_id = ? AND page_index = ? AND kind = ? AND end > start ORDER BY start"
    return tuple((a, b) for a, b in connection.execute(sql, (document_id, page_index, Finding.HIDDEN)).fetchall())


def hidden_in(connection: Any, document_id: int) -> dict[int, tuple[tuple[int, int], ...]]:
    """The same for every page of a document that has such text, by index."""
    sql = "SELECT page_index, start, end FROM findings WHERE document_id = ? AND kind = ? AND end > start ORDER BY 1, 2"
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    for index, a, b in connection.execute(sql, (document_id, Finding.HIDDEN)).fetchall():
        found[index] = (*found.get(index, ()), (a, b))
    return found


def with_hidden(connection: Any, passages: Sequence[int]) -> list[int]:
    """Those of some passages with text that nobody can see; few, for passages are cut so as to leave it out."""
    sql = (
        "SELECT DISTINCT p.id FROM passages p JOIN findings f ON f.document_id = p.document_id AND f.page_index = p.page_index"
        f" AND f.kind = ? AND f.start < p.end AND f.end > p.start WHERE p.id IN ({','.join('?' * len(passages))})"
    )
    return [passage for (passage,) in connection.execute(sql, (Finding.HIDDEN, *passages)).fetchall()]


def stored_excluded(connection: Any) -> list[str]:
    return [path for (path,) in connection.execute("SELECT path FROM excluded ORDER BY path").fetchall()]


def is_excluded(connection: Any, path: str) -> bool:
    return connection.execute("SELECT 1 FROM excluded WHERE path = ?", (path,)).fetchone() is not None


def stored_passwords(connection: Any) -> list[str]:
    """Those that opened a file, the newest first."""
    return [password for (password,) in connection.execute("SELECT password FROM passwords ORDER BY id DESC").fetchall()]

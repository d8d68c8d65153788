"""Where documents lie: a path, further paths of files with the same content, and the paths of files in files.

All of it within a transaction of somebody else's.
"""

from __future__ import annotations

from typing import Any

from .cleaning import hide


def leave(connection: Any, path: str) -> list[int]:
    """Free a path. The document that stood there is hidden, unless a copy of it stands elsewhere; returns what was hidden.

    A document that stands elsewhere from now on takes the files in it along.
    """
    connection.execute("DELETE FROM copies WHERE path = ?", (path,))
    gone = []
    for (document_id,) in connection.execute("SELECT id FROM documents WHERE path = ?", (path,)).fetchall():
        copy = connection.execute(
            "SELECT path, container, size, modified_ns FROM copies WHERE document_id = ? ORDER BY path LIMIT 1", (document_id,)
        ).fetchone()
        if copy is None:
            hide(connection, [document_id])
            gone.append(document_id)
        else:
            connection.execute("DELETE FROM copies WHERE path = ?", copy[:1])
            connection.execute(
                "UPDATE documents SET path = ?, container = ?, size = ?, modified_ns = ? WHERE id = ?", (*copy, document_id)
            )
            _take_along(connection, path, copy[0])
    return gone


def leave_with_members(connection: Any, path: str) -> list[int]:
    """Free a path and those of the files in the file there, as far as they do not stand elsewhere; returns what was hidden."""
    gone = leave(connection, path)
    for inner in inside(connection, path):
        gone += leave(connection, inner)
    return gone


def _take_along(connection: Any, old: str, new: str) -> None:
    """The files in the file at `old` are in the one at `new`."""
    for path in inside(connection, old):
        leave(connection, new + path[len(old) :])
        for table in ("documents", "copies"):
            connection.execute(
                f"UPDATE {table} SET path = ? || substr(path, ?), container = ? || substr(container, ?) WHERE path = ?",
                (new, len(old) + 1, new, len(old) + 1, path),
            )


def inside(connection: Any, path: str) -> list[str]:
    """The paths of all files in the file at `path`, and in those."""
    found: list[str] = []
    outer = [path]
    while outer:
        container = outer.pop()
        for table in ("documents", "copies"):
            rows = connection.execute(f"SELECT path FROM {table} WHERE container = ?", (container,)).fetchall()
            found += [inner for (inner,) in rows]
            outer += [inner for (inner,) in rows]
    return found


def with_members(connection: Any, document_id: int) -> list[int]:
    """A document and those that are only in it."""
    found = [document_id]
    for (path,) in connection.execute("SELECT path FROM documents WHERE id = ?", (document_id,)).fetchall():
        for inner in inside(connection, path):
            connection.execute("DELETE FROM copies WHERE path = ?", (inner,))
            found += [row[0] for row in connection.execute("SELECT id FROM documents WHERE path = ?", (inner,)).fetchall()]
    return found

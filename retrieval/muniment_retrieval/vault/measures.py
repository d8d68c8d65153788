"""What forecasts rest on: how fast kinds of work went here before, and what files of each ending have come to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .store import Transactions

_ENDING = 4
_FILES = f"""
SELECT lower(substr(path, -{_ENDING})), count(*), sum(size), sum(passage_count) FROM documents
WHERE state = 'read' AND container = '' GROUP BY 1
"""
_SCANS = f"""
SELECT lower(substr(d.path, -{_ENDING})), count(*) FROM pages g JOIN documents d ON d.id = g.document_id
WHERE g.scan <> '' AND d.state = 'read' AND d.container = '' GROUP BY 1
"""


class Came(NamedTuple):
    """What files of one ending have come to; `size` is in bytes, `scans` are pages that are or were pictures."""

    files: int
    size: int
    passages: int
    scans: int


class Measures:
    """Keeps measures. The newest weigh most: a machine, and what is put into a vault, change."""

    def __init__(self, transaction: Transactions) -> None:
        self._transaction = transaction

    def keep(self, measured: Mapping[str, tuple[float, float]]) -> None:
        """Add, by name, so many units and what came of them; what was measured before counts half from now on."""
        rows = [(what, units, came) for what, (units, came) in measured.items() if units > 0]
        if not rows:
            return
        with self._transaction(changes_documents=False) as connection:
            connection.executemany(
                "INSERT INTO measures VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
                " SET units = units / 2 + excluded.units, came = came / 2 + excluded.came",
                rows,
            )


def stored_measures(connection: Any) -> dict[str, tuple[float, float]]:
    """By name: units, and what came of them."""
    return {what: (units, came) for what, units, came in connection.execute("SELECT what, units, came FROM measures").fetchall()}


def came_of_files(connection: Any) -> dict[str, Came]:
    """What the files in a vault have come to, by `ending`."""
    scans = dict(connection.execute(_SCANS).fetchall())
    rows = connection.execute(_FILES).fetchall()
    return {end: Came(files, size, passages, scans.get(end, 0)) for end, files, size, passages in rows}


def ending(path: str) -> str:
    """By which files are told apart here: the last letters of their names."""
    return path[-_ENDING:].lower()

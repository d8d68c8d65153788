"""Folders whose changes a vault follows, what is known of the files in them, and what was offered and is no document.

A path of a folder is kept as the system's own bytes, because it must lead there again; paths of files are kept as a person reads
them, as those of documents are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import LeftOut, Presence, Rules, VaultError, WatchedFolder
from .store import Transactions

_AT_ONCE = 5_000


@dataclass(frozen=True)
class KnownFile:
    """A file as it was when it was read last. `settled` where reading it again as it is would bring nothing new."""

    size: int
    modified_ns: int
    settled: bool


class Folders:
    """Changes to the folders of a vault and to what is left out in them."""

    def __init__(self, transaction: Transactions) -> None:
        self._transaction = transaction

    def add(self, path: str, rules: Rules) -> int:
        """Follow a folder; returns its identifier. Raises `VaultError` where it is in one that is followed, or around one."""
        with self._transaction(changes_documents=False) as connection:
            for folder in stored_folders(connection):
                _check_apart(path, folder.path)
            row = connection.execute(
                "INSERT INTO folders (path, exclude, largest, keeps_deleted, state, reason, identity)"
                " VALUES (?, ?, ?, ?, ?, '', '')",
                (os.fsencode(path), *_rules_as_row(rules), Presence.NEW),
            )
            return int(row.lastrowid)

    def change(self, folder_id: int, rules: Rules) -> None:
        """Give a folder other rules."""
        with self._transaction(changes_documents=False) as connection:
            connection.execute(
                "UPDATE folders SET exclude = ?, largest = ?, keeps_deleted = ? WHERE id = ?", (*_rules_as_row(rules), folder_id)
            )

    def remove(self, folder_id: int) -> None:
        """Follow a folder no longer. Its documents stay."""
        with self._transaction(changes_documents=False) as connection:
            connection.execute("DELETE FROM folders WHERE id = ?", (folder_id,))

    def say(self, folder_id: int, state: Presence, reason: str = "", identity: str | None = None) -> None:
        """Keep how a folder stands, and what tells it from another one in its place where that is known."""
        with self._transaction(changes_documents=False) as connection:
            connection.execute(
                "UPDATE folders SET state = ?, reason = ?, identity = ifnull(?, identity) WHERE id = ?",
                (state, reason, identity, folder_id),
            )

    def leave_out(self, offered: Sequence[str], found: Iterable[LeftOut]) -> None:
        """Keep what is left out at and below the paths that were offered, in the place of what was left out there before."""
        new = {one.path: one for one in found}
        with self._transaction() as connection:
            for path in offered:
                low, high = _below(path)
                connection.execute("DELETE FROM left_out WHERE path = ? OR (path > ? AND path < ?)", (path, low, high))
            rows = [(one.path, one.state, one.reason) for one in new.values()]
            connection.executemany("INSERT OR REPLACE INTO left_out VALUES (?, ?, ?)", rows)

    def took_in(self, paths: Sequence[str]) -> None:
        """These are left out no longer."""
        with self._transaction(changes_documents=False) as connection:
            connection.executemany("DELETE FROM left_out WHERE path = ?", [(path,) for path in paths])


def stored_folders(connection: Any) -> list[WatchedFolder]:
    """The folders that are followed, in the order of their paths."""
    query = "SELECT id, path, exclude, largest, keeps_deleted, state, reason, identity FROM folders ORDER BY path"
    return [_folder(*row) for row in connection.execute(query).fetchall()]


def stored_left_out(connection: Any) -> list[LeftOut]:
    return [LeftOut(*row) for row in connection.execute("SELECT path, state, reason FROM left_out ORDER BY path").fetchall()]


def known_below(connection: Any, path: str) -> dict[str, KnownFile]:
    """What is known of the files below a folder, by their paths; those of files in files are not among them."""
    low, high = _below(path)
    place = "container = '' AND {0}.path > ? AND {0}.path < ?"
    query = (
        "SELECT d.path, d.size, d.modified_ns, d.state = 'read' AND d.reason = '' OR d.state IN ('encrypted', 'empty')"
        f" FROM documents d WHERE d.state NOT IN ('arriving', 'leaving') AND d.{place.format('d')}"
        f" UNION ALL SELECT c.path, c.size, c.modified_ns, 1 FROM copies c WHERE c.{place.format('c')}"
    )
    rows = connection.execute(query, (low, high) * 2).fetchall()
    return {path: KnownFile(size, modified_ns, bool(settled)) for path, size, modified_ns, settled in rows}


def _below(path: str) -> tuple[str, str]:
    """Between what every path below a folder sorts."""
    start = path.rstrip(os.sep) + os.sep
    return start, start[:-1] + chr(ord(os.sep) + 1)


def _folder(number: int, path: bytes, exclude: str, largest: int, keeps: int, *said: str) -> WatchedFolder:
    state, reason, identity = said
    rules = Rules(tuple(json.loads(exclude)), largest, bool(keeps))
    return WatchedFolder(number, os.fsdecode(path), rules, Presence(state), reason, identity)


def _rules_as_row(rules: Rules) -> tuple[str, int, int]:
    return json.dumps(rules.exclude), rules.largest, int(rules.keeps_deleted)


def _check_apart(new: str, there: str) -> None:
    if new == there:
        raise VaultError("That folder is watched already.")
    if _is_in(new, there):
        raise VaultError(f"That folder is in {there}, which is watched with all that is in it.")
    if _is_in(there, new):
        raise VaultError(f"The folder {there} in it is watched already; stop watching that one first.")


def _is_in(inner: str, outer: str) -> bool:
    return inner.startswith(outer.rstrip(os.sep) + os.sep)

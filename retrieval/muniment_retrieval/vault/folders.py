"""Folders whose changes a vault follows, what is known of the files in them, and what was offered and is no document.

A path of a folder is kept as the system's own bytes, because it must lead there again; paths of files are kept as a person reads
them, as those of documents are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import LeftOut, Presence, Rules, VaultError, WatchedFolder
from .store import Transactions

_AT = "path = ?1 OR (path > ?2 AND path < ?3)"
"""At a path and below it, with what `_below` gives."""

_SETTLED = "'encrypted', 'empty', 'damaged', 'timed out'"
"""States of which the same file would come to the same end, for which nobody should wait at every start."""


@dataclass(frozen=True)
class KnownFile:
    """A file as it was when it was read last. `settled` where nobody needs to look into it again while it is the same."""

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

    def keep_mounts(self, folder_id: int, places: Collection[str]) -> None:
        """Keep where in a folder disks are mounted, or were."""
        with self._transaction(changes_documents=False) as connection:
            connection.execute("DELETE FROM mounts WHERE folder_id = ?", (folder_id,))
            rows = [(folder_id, os.fsencode(place)) for place in places]
            connection.executemany("INSERT INTO mounts VALUES (?, ?)", rows)

    def leave_out(self, offered: Sequence[str], found: Iterable[LeftOut]) -> None:
        """Keep what is left out at and below the paths that were offered, in the place of what was left out there before."""
        new = {one.path: one for one in found}
        old: dict[str, LeftOut] = {}
        for path in offered:
            rows = self._transaction.connection.execute(
                f"SELECT path, state, reason FROM left_out WHERE {_AT}", (path, *_below(path))
            )
            old.update((row[0], LeftOut(*row)) for row in rows.fetchall())
        if old == new:
            return
        with self._transaction() as connection:
            connection.executemany("DELETE FROM left_out WHERE path = ?", [(path,) for path in old.keys() - new.keys()])
            changed = [(one.path, one.state, one.reason) for one in new.values() if old.get(one.path) != one]
            connection.executemany("INSERT OR REPLACE INTO left_out VALUES (?, ?, ?)", changed)


def stored_folders(connection: Any) -> list[WatchedFolder]:
    """The folders that are followed, in the order of their paths."""
    query = "SELECT id, path, exclude, largest, keeps_deleted, state, reason, identity FROM folders ORDER BY path"
    return [_folder(*row) for row in connection.execute(query).fetchall()]


def stored_mounts(connection: Any, folder_id: int) -> frozenset[str]:
    """Where in a folder disks are mounted, or were."""
    rows = connection.execute("SELECT path FROM mounts WHERE folder_id = ?", (folder_id,)).fetchall()
    return frozenset(os.fsdecode(path) for (path,) in rows)


def stored_left_out(connection: Any) -> list[LeftOut]:
    return [LeftOut(*row) for row in connection.execute("SELECT path, state, reason FROM left_out ORDER BY path").fetchall()]


def known_below(connection: Any, path: str) -> dict[str, KnownFile]:
    """What is known of the files at and below a path, by their paths; those of files in files are not among them."""
    place = f"container = '' AND ({_AT})"
    query = (
        f"SELECT path, size, modified_ns, state = 'read' AND reason = '' OR state IN ({_SETTLED})"
        f" FROM documents WHERE state NOT IN ('arriving', 'leaving') AND {place}"
        f" UNION ALL SELECT path, size, modified_ns, 1 FROM copies WHERE {place}"
    )
    rows = connection.execute(query, (path, *_below(path))).fetchall()
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

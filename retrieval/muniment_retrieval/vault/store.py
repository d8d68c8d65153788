"""The vault's connection: SQLCipher with the raw key, WAL, secure deletion, and errors that say what to do."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..model import VaultBusy, VaultError, WrongKey
from . import schema

DATABASE = "vault.db"
BUSY_MILLISECONDS = 5_000


def connect(folder: Path, key: bytes, *, write: bool, name: str = DATABASE) -> Any:
    """An open connection, brought up to date where `write`; usable from any thread, one at a time.

    Raises `WrongKey`, `VaultTooNew`, `VaultBusy`, or `VaultError` with what to do.
    """
    from sqlcipher3 import dbapi2

    path = folder / name
    previous = os.umask(0o077)
    try:
        with telling(folder):
            mode = "rwc" if write else "ro"
            connection = dbapi2.connect(f"{path.as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False)
            try:
                _set_up(connection, key, write=write)
                if write and name == DATABASE:
                    schema.bring_up_to_date(connection, path)
            except BaseException:
                connection.close()
                raise
            return connection
    finally:
        os.umask(previous)


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Turn the database's errors into sentences."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.DatabaseError as error:
        raise _told(str(error), folder) from None


def _set_up(connection: Any, key: bytes, *, write: bool) -> None:
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_memory_security = ON")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # a wrong key shows itself here
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA foreign_keys = ON")
    if write:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")


def _told(message: str, folder: Path) -> VaultError:
    if "file is not a database" in message:
        return WrongKey("The key does not open this vault; restore the key that it was made with.")
    if "locked" in message or "busy" in message:
        return VaultBusy("Another Muniment is writing to this vault; wait until it has finished, and try again.")
    if "full" in message:
        return VaultError(f"The disk with the vault at {folder} is full; make room and go on. What was done is kept.")
    if "readonly" in message or "read-only" in message or "unable to open" in message:
        return VaultError(
            f"The vault at {folder} cannot be written; check the folder's permissions, or copy the vault elsewhere."
        )
    return VaultError(f"The vault at {folder} is damaged; restore it from a copy.")


class Transactions:
    """Writes, one transaction at a time across this process's threads; each raises the generation."""

    def __init__(self, connection: Any, folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._lock = threading.RLock()

    @contextmanager
    def __call__(self, *, changes_documents: bool = True) -> Iterator[Any]:
        with self._lock, telling(self._folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                if changes_documents:
                    self._connection.execute("UPDATE generation SET value = value + 1")
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

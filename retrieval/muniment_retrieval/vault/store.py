"""The vault's connection: SQLCipher with the raw key, WAL, secure deletion, and errors that say what to do."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from muniment_engines.system.memory import keep_out_of_swap

from ..model import VaultBusy, VaultError, WrongKey

DATABASE = "vault.db"
BUSY_MILLISECONDS = 5_000
LOG_MILLISECONDS = 500
"""How long the write lock is held for readers to go, when the log is emptied."""

_ASK_AGAIN, _LONG, _GIVE_WAY = 0.005, 0.02, 0.02
"""Seconds between two tries to write; a transaction that others noticed; and how long at least they may go first then."""

_GIVE_WAY_PART = 0.1
"""And for what part of the time that it took: where the machine is busy, others are slower to take their turn too."""

_ROOM = 1 << 20
"""With less free space than this, an error of input and output means a full disk."""


def connect(folder: Path, key: bytes, *, write: bool, name: str = DATABASE, create: bool = False) -> Any:
    """An open connection to a file that is there, or that `create` makes; usable from any thread.

    Raises `WrongKey`, `VaultBusy`, or `VaultError` with what to do.
    """
    path = folder / name
    keep_out_of_swap(key)  # SQLCipher has a copy of its own
    if not create:
        _check_there(path)
    previous = os.umask(0o077)
    try:
        with telling(folder):
            return _opened(path, key, write=write, create=create)
    finally:
        os.umask(previous)


def is_writable(folder: Path) -> bool:
    """Whether this process may change the vault: its folder, because the log lies beside the database, and the database."""
    return os.access(folder, os.W_OK) and os.access(folder / DATABASE, os.W_OK)


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Turn the database's errors into sentences. A misuse of the connection stays what it is, a defect."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except (dbapi2.ProgrammingError, dbapi2.IntegrityError):
        raise
    except dbapi2.DatabaseError as error:
        raise _told(str(error), folder) from None


class Transactions:
    """Writes, one transaction at a time across this process's threads; each raises the generation.

    The database's own waiting asks every tenth of a second, and may for seconds meet no gap between the transactions of somebody
    who writes much. So whoever waits asks often, and whoever has written for long pauses.
    """

    def __init__(self, connection: Any, folder: Path) -> None:
        self.connection = connection
        self.folder = folder
        self._lock = threading.RLock()

    @contextmanager
    def __call__(self, *, changes_documents: bool = True) -> Iterator[Any]:
        with self._lock, telling(self.folder):
            self._begin()
            begun = monotonic()
            try:
                yield self.connection
                if changes_documents:
                    self.connection.execute("UPDATE generation SET value = value + 1")
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
        if (held := monotonic() - begun) > _LONG:
            sleep(max(_GIVE_WAY, _GIVE_WAY_PART * held))

    def empty_log(self) -> bool:
        """Bring all that was written into the database itself and cut the log to nothing; false where somebody is in the way."""
        with self._lock, telling(self.folder):
            self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # most of the work, while others write
            with self._waiting(LOG_MILLISECONDS):
                busy, _, _ = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def _begin(self) -> None:
        until = monotonic() + BUSY_MILLISECONDS / 1000
        with self._waiting(0):
            while not self._begun(last=monotonic() >= until):
                sleep(_ASK_AGAIN)

    def _begun(self, *, last: bool) -> bool:
        from sqlcipher3 import dbapi2

        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except dbapi2.OperationalError as error:
            if last or not _is_busy(str(error)):
                raise
            return False
        return True

    @contextmanager
    def _waiting(self, milliseconds: int) -> Iterator[None]:
        """Have the database itself wait for no longer than this."""
        self.connection.execute(f"PRAGMA busy_timeout = {milliseconds}")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


def _is_busy(message: str) -> bool:
    return "locked" in message or "busy" in message


def _check_there(path: Path) -> None:
    try:
        empty = path.stat().st_size == 0
    except FileNotFoundError as error:
        raise VaultError(f"{path} is missing; restore it from a copy, with the header.json that belongs to it.") from error
    except OSError as error:
        raise VaultError(f"The vault at {path.parent} cannot be read: {error.strerror}.") from error
    if empty:
        raise VaultError(f"{path} is empty; restore it from a copy.")


def _opened(path: Path, key: bytes, *, write: bool, create: bool) -> Any:
    from sqlcipher3 import dbapi2

    mode = "rwc" if create else "rw" if write else "ro"
    still = "&immutable=1" if mode == "ro" and _cannot_change(path) else ""
    connection = dbapi2.connect(f"{path.as_uri()}?mode={mode}{still}", uri=True, isolation_level=None, check_same_thread=False)
    try:
        _set_up(connection, key, write=write)
    except BaseException:
        connection.close()
        raise
    return connection


def _cannot_change(path: Path) -> bool:
    """Whether nobody can be writing: then the database is read without its log, which a read-only folder has no room for."""
    log = path.with_name(f"{path.name}-wal")
    return not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size)


def _set_up(connection: Any, key: bytes, *, write: bool) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # SQLCipher prints to stderr what our errors tell
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
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
    if _is_busy(message):
        return VaultBusy("Another Muniment is writing to this vault; wait until it has finished, and try again.")
    if "full" in message or ("I/O" in message and _no_room(folder)):
        return VaultError(f"The disk with the vault at {folder} is full; make room and go on. What was done is kept.")
    if "readonly" in message or "read-only" in message:
        return VaultError(
            f"The vault at {folder} cannot be written; check the folder's permissions, or copy the vault elsewhere."
        )
    if "unable to open" in message:
        return VaultError(f"The vault at {folder} cannot be opened; check its permissions, or copy it to where you may write.")
    if "I/O" in message:
        return VaultError(f"The disk with the vault at {folder} fails; check the disk, and copy the vault elsewhere.")
    return VaultError(f"The vault at {folder} is damaged; restore it from a copy.")


def _no_room(folder: Path) -> bool:
    return shutil.disk_usage(folder).free < _ROOM

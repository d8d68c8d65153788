"""What is on disk, as steps that only append: a vault of any version is brought up to the newest by the steps that it lacks.

Before the first step a copy of the vault is made, and kept until the last one is done. A step is never changed once a version
with it was released; `user_version` counts the steps that were done.
"""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..model import VaultError, VaultTooNew

_FOLDER = files(__package__) / "steps"

STEPS = tuple((_FOLDER / name).read_text(encoding="utf-8") for name in sorted(file.name for file in _FOLDER.iterdir()))
"""The steps, each the SQL statements of a file; none of its texts or remarks holds a semicolon."""


def check_age(connection: Any, *, newest: bool) -> None:
    """Raises `VaultTooNew` for a vault with steps that we do not know; where `newest`, `VaultError` for one that lacks some."""
    done = _done(connection)
    if done > len(STEPS):
        raise VaultTooNew("A newer Muniment made this vault; update Muniment to open it.")
    if newest and done < len(STEPS):
        raise VaultError("An older Muniment made this vault; open it once where it can be written, to bring it up to date.")


def bring_up_to_date(connection: Any, database: Path) -> None:
    """Do the steps that this vault lacks, each in a transaction. Raises `VaultTooNew` where it has more than we know."""
    check_age(connection, newest=False)
    done = _done(connection)
    if done == len(STEPS):
        return
    copy = _copy(connection, database) if done else None
    for number, step in enumerate(STEPS, 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _done(connection) < number:  # another process may have been faster
                for statement in _statements(step):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    if copy is not None:
        copy.unlink(missing_ok=True)


def _done(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _copy(connection: Any, database: Path) -> Path:
    """The vault as it was, encrypted with the same key, beside it."""
    copy = database.with_name(f"{database.name}.before-update")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("BEGIN IMMEDIATE")  # nobody writes meanwhile
    try:
        shutil.copyfile(database, copy)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise VaultError(f"There is no room beside {database} for the copy that an update needs; make room.") from error
    finally:
        connection.execute("ROLLBACK")
    return copy


def _statements(script: str) -> list[str]:
    return [s for s in (part.strip() for part in script.split(";")) if s]

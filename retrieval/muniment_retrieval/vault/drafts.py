"""A vault's database while it is made: under another name, until there is a header whose key opens it."""

from __future__ import annotations

from pathlib import Path

from . import header, schema
from .store import DATABASE, connect, telling

DRAFT = f"{DATABASE}.new"


def make(folder: Path, key: bytes) -> None:
    """Make an empty database, which has not got its name yet."""
    connection = connect(folder, key, write=True, name=DRAFT, create=True)
    try:
        with telling(folder):
            schema.bring_up_to_date(connection, folder / DRAFT)
    finally:
        connection.close()  # its log goes with it


def clear(folder: Path) -> None:
    """Remove what a creation left behind that was cut off before it wrote the header."""
    if not header.exists(folder):
        for path in [*folder.glob(f"{DRAFT}*"), *folder.glob(f"{header.HEADER}.new")]:
            path.unlink()


def finish(folder: Path) -> None:
    """Give a vault's database its name, where the making of the vault was cut off before that."""
    draft, database = folder / DRAFT, folder / DATABASE
    if draft.exists() and not database.exists():
        draft.replace(database)

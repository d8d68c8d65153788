"""One indexer for a vault: a lock that ends with the process that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from muniment_engines.system.locks import try_lock

from ..model import VaultError


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Whether the lock could be had; it is held inside. Raises `VaultError` where the folder cannot be written."""
    try:
        file = (folder / "indexer.lock").open("ab")
    except OSError as error:
        raise VaultError(f"The vault at {folder} cannot be written: {error.strerror}; check its permissions.") from error
    with file:
        yield try_lock(file.fileno())

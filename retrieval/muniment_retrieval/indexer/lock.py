"""One indexer for a vault: a lock that ends with the process that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from muniment_engines.system.locks import try_lock


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Whether the lock could be had; it is held inside."""
    with (folder / "indexer.lock").open("ab") as file:
        yield try_lock(file.fileno())

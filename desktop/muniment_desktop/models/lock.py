"""One fetch of a model at a time, across all processes. The system lets go of the lock when a process ends, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from muniment_engines.api import Cancel
from muniment_engines.system.locks import try_lock

_AGAIN_SECONDS = 0.2


@contextmanager
def held(path: Path, cancel: Cancel) -> Iterator[None]:
    """Hold the lock of the file `path`, which stays, for the time of the block; waits for it. Raises `Cancelled`."""
    with path.open("ab") as file:
        while not try_lock(file.fileno()):
            cancel.wait(_AGAIN_SECONDS)
            cancel.check()
        yield


def is_held(path: Path) -> bool:
    """Whether somebody holds it now."""
    if not path.exists():
        return False
    with path.open("ab") as file:
        return not try_lock(file.fileno())

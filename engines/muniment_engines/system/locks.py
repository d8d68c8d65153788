"""A lock between processes, on an open file. The system lets go of it when the process that holds it ends, however it ends."""

from __future__ import annotations

import sys


def try_lock(descriptor: int) -> bool:
    """Take the lock, until the descriptor is closed; false where another holds it."""
    if sys.platform == "win32":
        from .lock_windows import try_lock as lock
    else:
        from .lock_posix import try_lock as lock
    return lock(descriptor)

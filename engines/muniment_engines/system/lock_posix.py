"""File locks of POSIX systems."""

from __future__ import annotations

import fcntl
import sys

assert sys.platform != "win32"  # for type checkers on other systems


def try_lock(descriptor: int) -> bool:
    """Take the lock, until the descriptor is closed; false where another holds it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""File locks of Windows."""

from __future__ import annotations

import msvcrt
import sys

assert sys.platform == "win32"  # for type checkers on other systems


def try_lock(descriptor: int) -> bool:
    """Take the lock, until the descriptor is closed; false where another holds it."""
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True

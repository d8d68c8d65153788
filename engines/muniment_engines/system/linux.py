"""Linux: files in memory that can no longer change, and a child that ends when its parent does."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import sys

assert sys.platform == "linux"  # for type checkers on other systems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SET_PARENT_DEATH_SIGNAL, _SET_DUMPABLE = 1, 4
_SEALS = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE


def sealed_memory(parts: Iterable[bytes | bytearray | memoryview]) -> int:
    """A descriptor of a file in memory that holds `parts` and that nobody can change any more. The caller closes it."""
    descriptor = os.memfd_create("muniment", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        for part in parts:
            view = memoryview(part)
            while view:
                view = view[os.write(descriptor, view) :]
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _SEALS)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def end_with_parent(parent: int) -> None:
    """Have the kernel kill this process when the thread that started it ends; `parent` is that thread's process."""
    ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # it ended before the kernel was told


def keep_private() -> None:
    """Keep this process's memory from debuggers of the same user, and out of every crash report. A program that asks the desktop
    for something cannot: its portals look at who asks."""
    ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)

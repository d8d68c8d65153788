"""The memory of a Windows machine, from the system's own call."""

from __future__ import annotations

import ctypes
import sys

assert sys.platform == "win32"  # for type checkers on other systems


class _Status(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_ulong),
        ("load", ctypes.c_ulong),
        ("total", ctypes.c_ulonglong),
        ("free", ctypes.c_ulonglong),
        ("rest", ctypes.c_ulonglong * 5),
    )


def memory() -> tuple[int, int]:
    """Bytes of memory in all, and free."""
    status = _Status(length=ctypes.sizeof(_Status))
    ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
    return status.total, status.free

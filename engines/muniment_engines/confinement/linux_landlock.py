"""Landlock: which files a process may still touch, which TCP ports, and whether signals leave it. By raw system calls.

The kernel says which version of the interface it has; whatever that offers is asked for, and what it does not is reported.
A right that is handled is refused wherever no rule gives it. Only the calling thread is held, so this comes before there is
another.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys

assert sys.platform == "linux"  # for type checkers on other systems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same number on every processor
_PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_ABI_1 = (1 << 13) - 1
_REFER, TRUNCATE, IOCTL_DEVICE = 1 << 13, 1 << 14, 1 << 15
BIND_TCP, CONNECT_TCP = 1, 2
ABSTRACT_SOCKETS, SIGNALS = 1, 2

READ = READ_FILE | READ_DIR
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE
ALL_FILES = _ABI_1 | _REFER | TRUNCATE | IOCTL_DEVICE

_SINCE = (  # ABI, what it brought, as told to a person where it lacks
    (3, "cutting files short"),
    (4, "TCP ports"),
    (5, "device controls"),
    (6, "signals and abstract sockets"),
)


class Rules:
    """What to ask for. `files` are pairs of a path and the rights on it; they count only where `limit_files`."""

    __slots__ = ("files", "limit_files", "ports", "scopes")

    def __init__(self, *, limit_files: bool, files: Iterable[tuple[str, int]], ports: int, scopes: int) -> None:
        self.limit_files = limit_files
        self.files = files
        self.ports = ports
        self.scopes = scopes


def version() -> int:
    """The kernel's Landlock ABI; 0 where it has none, or has it switched off."""
    return max(0, int(_syscall(_CREATE, ctypes.c_void_p(None), ctypes.c_size_t(0), ctypes.c_uint32(1))))


def lacks(abi: int) -> list[str]:
    """What this ABI cannot limit, in words."""
    return [words for since, words in _SINCE if abi < since]


def apply(rules: Rules, abi: int) -> bool:
    """Hold this thread, and every child and thread it makes, to `rules`. False where the kernel refuses."""
    handled = _handled_files(abi) if rules.limit_files else 0
    ports = rules.ports if abi >= 4 else 0
    scopes = rules.scopes if abi >= 6 else 0
    if not (handled or ports or scopes):
        return False
    attributes = struct.pack("=QQQ", handled, ports, scopes)[: 8 if abi < 4 else 16 if abi < 6 else 24]
    ruleset = int(_syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0)))
    if ruleset < 0:
        return False
    try:
        if handled:
            for path, rights in rules.files:
                _allow(ruleset, path, rights & handled)
        return bool(_syscall(_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def _handled_files(abi: int) -> int:
    rights = _ABI_1
    for since, right in ((2, _REFER), (3, TRUNCATE), (5, IOCTL_DEVICE)):
        if abi >= since:
            rights |= right
    return rights


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # not on this system, or gone: no rule, no right
        return
    try:
        if not stat.S_ISDIR(os.fstat(folder).st_mode):
            rights &= ON_FILES
        beneath = struct.pack("=Qi", rights, folder)
        if _syscall(_ADD, ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), beneath, ctypes.c_uint32(0)):
            raise OSError(ctypes.get_errno(), "Landlock took no rule", path)
    finally:
        os.close(folder)


_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def _syscall(number: int, *arguments: object) -> int:
    return int(_libc.syscall(ctypes.c_long(number), *arguments))

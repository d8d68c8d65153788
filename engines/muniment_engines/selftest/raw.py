"""System calls by number, past Python and the C library, so that only the kernel can refuse them.

The numbers are those of Linux. Elsewhere none is called: such a way out is not there, and the self-test says so.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from muniment_engines.confinement.linux_calls import NUMBERS, machine_column

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_MORE = {  # x86_64, aarch64: what the filter has no opinion of
    "kill": (62, 129),
    "memfd_create": (319, 279),
    "openat": (257, 56),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "sendto": (44, 206),
}
_AT_FOLDER = -100
FOREIGN, X32 = "foreign", "x32"
"""Names for calls that are made as a program for another processor makes them, or by the other numbers of this one."""


class CallRefused(OSError):
    """`name` and `arguments` are what was asked of the kernel; of arguments that are no numbers there is a 0."""

    def __init__(self, number: int, name: str, arguments: tuple[int, ...]) -> None:
        super().__init__(number, os.strerror(number))
        self.name = name
        self.arguments = arguments


def can_call() -> bool:
    """True where calls are known by their numbers."""
    return machine_column() is not None


def number_of(name: str) -> int:
    column = machine_column()
    if column is None:
        raise FileNotFoundError(errno.ENOENT, "no numbers are known for this machine")
    return {**_MORE, **NUMBERS}[name][column]


def call(name: str, *arguments: Any) -> int:
    """The call's result. Raises `CallRefused`."""
    libc = ctypes.CDLL(None, use_errno=True)
    widened = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    result = int(libc.syscall(ctypes.c_long(number_of(name)), *widened))
    if result < 0:
        plain = tuple(value if isinstance(value, int) else 0 for value in arguments)
        raise CallRefused(ctypes.get_errno(), name, plain)
    return result


def in_a_fork(work: Callable[[], object]) -> None:
    """Do something in a copy of this process. Raises what refused it there, and `OSError` (ECHILD) where it was killed for it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        told = struct.pack("i", 0)
        try:
            work()
        except CallRefused as refused:
            told = struct.pack("i", refused.errno or errno.EIO) + "\0".join([refused.name, *map(str, refused.arguments)]).encode()
        except OSError as error:
            told = struct.pack("i", error.errno or -1)
        finally:
            os.write(writing, told)
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    if not told:
        raise ProcessLookupError(errno.ECHILD, "killed")
    number = struct.unpack("i", told[:4])[0]
    if number == -1:
        raise PermissionError("refused in the interpreter")
    if told[4:]:
        name, *values = told[4:].decode().split("\0")
        raise CallRefused(number, name, tuple(map(int, values)))
    if number:
        raise OSError(number, os.strerror(number))


def unix_address(path: str) -> bytes:
    """`path` begins with a NUL for an abstract one."""
    name = os.fsencode(path)
    return struct.pack("=H", 1) + name + (b"" if name.startswith(b"\0") else b"\0")


def internet_address(host: str, port: int) -> bytes:
    """`host` is four numbers with dots."""
    return struct.pack("=H", 2) + struct.pack("!H4s", port, bytes(map(int, host.split(".")))) + bytes(8)


def internet_6_address(port: int) -> bytes:
    """This machine's own, ::1."""
    return struct.pack("=H", 10) + struct.pack("!HI16sI", port, 0, bytes(15) + b"\1", 0)


def open_file(path: str, flags: int) -> int:
    return call("openat", _AT_FOLDER, os.fsencode(path), flags | os.O_CLOEXEC, 0o600)

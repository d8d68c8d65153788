"""Ways into other processes: their memory, their descriptors, signals to them, and programs in their place."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import struct

from muniment_engines.selftest.raw import call, in_a_fork, open_file
from muniment_engines.selftest.way import Targets, Way

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_SEIZE = 0x4206
_EMPTY_PATH = 0x1000
_PROGRAM = "/bin/true"


def _trace(to: Targets) -> None:
    call("ptrace", _SEIZE, to.victim, None, None)  # it ends with this process


def _read_memory(to: Targets) -> None:
    here = ctypes.create_string_buffer(8)
    parts = struct.pack("PN", ctypes.addressof(here), 8)
    try:
        call("process_vm_readv", to.victim, parts, 1, struct.pack("PN", ctypes.addressof(here), 8), 1, 0)
    except OSError as error:
        if error.errno != errno.EFAULT:  # it came as far as the other's memory, where nothing lies at this address
            raise


def _memory_file(to: Targets) -> None:
    os.close(open_file(f"/proc/{to.victim}/mem", os.O_RDONLY))


def _environment_file(to: Targets) -> None:
    number = open_file(f"/proc/{to.victim}/environ", os.O_RDONLY)
    try:
        if not os.read(number, 1):
            raise FileNotFoundError(errno.ENOENT, "nothing is shown")
    finally:
        os.close(number)


def _take_descriptor(to: Targets) -> None:
    number = call("pidfd_open", to.victim, 0)
    try:
        os.close(call("pidfd_getfd", number, 0, 0))
    finally:
        os.close(number)


def _signal(to: Targets) -> None:
    call("kill", to.victim, int(signal.SIGCONT))


def _signal_by_descriptor(to: Targets) -> None:
    number = call("pidfd_open", to.victim, 0)
    try:
        call("pidfd_send_signal", number, int(signal.SIGCONT), None, 0)
    finally:
        os.close(number)


def _memory_program(_to: Targets) -> None:
    """A program that lies in memory only."""
    number = call("memfd_create", b"program", 0)
    os.write(number, b"#!" + _PROGRAM.encode() + b"\n")

    def become() -> None:
        arguments = (ctypes.c_char_p * 2)(b"program", None)
        call("execveat", number, b"", arguments, (ctypes.c_char_p * 1)(None), _EMPTY_PATH)

    try:
        _become(become)
    finally:
        os.close(number)


def _program(_to: Targets) -> None:
    def become() -> None:
        arguments = (ctypes.c_char_p * 2)(b"program", None)
        call("execve", _PROGRAM.encode(), arguments, (ctypes.c_char_p * 1)(None))

    _become(become)


def _become(become: Callable[[], None]) -> None:
    """A copy of this process that has become another says nothing any more: its pipe is gone with it."""
    try:
        in_a_fork(become)
    except ProcessLookupError:
        return


def _session(_to: Targets) -> None:
    in_a_fork(lambda: call("setsid"))


WAYS = (
    Way("tracing another process", _trace),
    Way("reading another process's memory, by call", _read_memory),
    Way("reading another process's memory, by file", _memory_file),
    Way("reading another process's environment", _environment_file),
    Way("taking another process's descriptor", _take_descriptor),
    Way("a signal to another process", _signal),
    Way("a signal by a descriptor", _signal_by_descriptor),
    Way("starting a program", _program),
    Way("a program that lies in memory only", _memory_program),
    Way("a session of its own, to outlive its owner", _session),
)

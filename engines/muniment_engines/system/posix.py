"""POSIX: descriptors over sockets, limits, groups of processes."""

from __future__ import annotations

import array
import os
import resource
import signal
import socket
import subprocess
import sys
from contextlib import suppress

from muniment_engines.frames import MAX_DESCRIPTORS

assert sys.platform != "win32"  # for type checkers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_ROOM = socket.CMSG_SPACE(MAX_DESCRIPTORS * array.array("i").itemsize)
_CLOSE_ON_EXEC: int = getattr(socket, "MSG_CMSG_CLOEXEC", 0)
_FIRST_FREE = 3


def send(sock: socket.socket, data: memoryview, descriptors: Sequence[int]) -> int:
    """Send some of `data`, and with it the descriptors."""
    rights = array.array("i", descriptors)
    return sock.sendmsg([data], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])


def receive(sock: socket.socket, into: memoryview, descriptors: list[int]) -> int:
    """Receive some bytes; descriptors that come with them are added to the list and not inherited by children."""
    count, ancillary, _flags, _address = sock.recvmsg_into([into], _ROOM, _CLOSE_ON_EXEC)
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            numbers = array.array("i")
            numbers.frombytes(data[: len(data) - len(data) % numbers.itemsize])
            for number in numbers:
                os.set_inheritable(number, False)
            descriptors.extend(numbers)
    return count


def above_standard(descriptor: int) -> int:
    """The same descriptor under a number above 2, where nothing that prints can hit it."""
    passed: list[int] = []
    while descriptor < _FIRST_FREE:
        passed.append(descriptor)
        descriptor = os.dup(descriptor)
    for number in passed:
        os.close(number)
        os.open(os.devnull, os.O_RDWR)
    os.set_inheritable(descriptor, False)
    return descriptor


def limit_memory(size: int) -> None:
    """Refuse this process more than `size` bytes of address space; what asks for more gets `MemoryError`."""
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def no_core_dumps() -> None:
    """Linux hands the memory of a process with the limit 0 to a crash reporter all the same, where there is one, and that of a
    process with the limit 1 to nobody."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    limit = 1 if sys.platform == "linux" and most != 0 else 0
    resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))


def has_ended(process: subprocess.Popen[bytes]) -> bool:
    """True once a child has ended; what it had started in its group is ended then, before its number can be anybody else's."""
    if process.returncode is None and hasattr(os, "waitid"):
        with suppress(ChildProcessError):  # another thread has just waited for it
            if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                return False
            _end_group(process.pid)
    return process.poll() is not None


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a child and, where it was started as the leader of its own group, all that it started in it."""
    if not has_ended(process):
        _end_group(process.pid)
        process.kill()
        process.wait()


def _end_group(leader: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # it has no group of its own
        os.killpg(leader, signal.SIGKILL)


def interrupt_main_thread(thread: int) -> None:
    """Wake the main thread out of whatever it waits for and have it run the handler of SIGUSR1."""
    signal.pthread_kill(thread, signal.SIGUSR1)


def may_write(descriptor: int) -> bool:
    import fcntl

    return fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE != os.O_RDONLY

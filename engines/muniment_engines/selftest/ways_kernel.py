"""Ways through the kernel: rings that no filter sees into, namespaces, keys, programs in the kernel, foreign system calls."""

from __future__ import annotations

import ctypes
import errno
import os
import signal

from muniment_engines.selftest.raw import FOREIGN, X32, CallRefused, call, can_call, in_a_fork, number_of
from muniment_engines.selftest.way import Targets, Way

_NEW_USER, _NEW_NETWORK, _NEW_MOUNT = 0x10000000, 0x40000000, 0x00020000
_X32_BIT = 0x40000000
_SESSION_KEYS = -3
_32_BIT_GETPID = bytes.fromhex("b814000000cd80c3")


def _ring(_to: Targets) -> None:
    os.close(call("io_uring_setup", 1, ctypes.create_string_buffer(120)))


def _unshare(flags: int) -> None:
    in_a_fork(lambda: call("unshare", flags))


def _clone(_to: Targets) -> None:
    def clone() -> None:
        child = call("clone", _NEW_USER | _NEW_NETWORK | int(signal.SIGCHLD), None, None, None, None)
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)

    in_a_fork(clone)


def _mount(_to: Targets) -> None:
    def mount() -> None:
        call("mount", b"none", b"/", None, 1 << 5, None)  # the same again, where it may be had at all

    in_a_fork(mount)


def _open_tree(_to: Targets) -> None:
    os.close(call("open_tree", -100, b"/", 0))


def _keys(_to: Targets) -> None:
    call("keyctl", 0, _SESSION_KEYS, 0)


def _add_key(_to: Targets) -> None:
    value = b"muniment"
    number = call("add_key", b"user", b"muniment-selftest", value, len(value), _SESSION_KEYS)
    call("keyctl", 3, number)


def _kernel_program(_to: Targets) -> None:
    os.close(call("bpf", 0, ctypes.create_string_buffer(bytes([2, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0]), 72), 72))


def _faults(_to: Targets) -> None:
    os.close(call("userfaultfd", 1))


def _counters(_to: Targets) -> None:
    about = ctypes.create_string_buffer(bytes([1, 0, 0, 0, 112, 0, 0, 0]), 112)
    os.close(call("perf_event_open", about, 0, -1, -1, 0))


def _module(_to: Targets) -> None:
    call("init_module", None, 0, b"")


def _handle(_to: Targets) -> None:
    os.close(call("open_by_handle_at", -100, ctypes.create_string_buffer(136), 0))


def _other_numbers(_to: Targets) -> None:
    """The numbers of x32, in which a filter that forgets them sees other calls."""
    libc = ctypes.CDLL(None, use_errno=True)
    if os.uname().machine != "x86_64":
        raise FileNotFoundError("no such numbers on this processor")
    if libc.syscall(ctypes.c_long(_X32_BIT | number_of("socket")), 1, 1, 0) < 0:
        raise CallRefused(ctypes.get_errno(), X32, ())


def _foreign(_to: Targets) -> None:
    """A call as a 32-bit program makes it. The filter ends the process for it, so a copy tries."""
    import mmap

    if os.uname().machine != "x86_64" or not can_call():
        raise FileNotFoundError("no such calls on this processor")
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(_32_BIT_GETPID)

    def ask() -> None:
        ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()

    try:
        in_a_fork(ask)
    except ProcessLookupError:
        raise CallRefused(errno.EPERM, FOREIGN, ()) from None


WAYS = (
    Way("a ring for calls that no filter sees (io_uring)", _ring),
    Way("a namespace of users", lambda _: _unshare(_NEW_USER)),
    Way("a namespace of networks", lambda _: _unshare(_NEW_USER | _NEW_NETWORK)),
    Way("a namespace of mounts", lambda _: _unshare(_NEW_USER | _NEW_MOUNT)),
    Way("a process in new namespaces", _clone),
    Way("mounting", _mount),
    Way("a tree of mounts", _open_tree),
    Way("the kernel's keys", _keys),
    Way("a key in the kernel, for others to read", _add_key),
    Way("a program in the kernel (bpf)", _kernel_program),
    Way("page faults in its own hands (userfaultfd)", _faults),
    Way("the processor's counters", _counters),
    Way("a module for the kernel", _module),
    Way("a file by its handle", _handle),
    Way("system calls by x32's numbers", _other_numbers),
    Way("system calls of a 32-bit program", _foreign),
)

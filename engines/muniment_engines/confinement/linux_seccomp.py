"""The seccomp filter: which system calls a process may still make, as a BPF program written by hand.

A call made for a foreign architecture ends the process. Refused in every profile are the calls that reach into other processes,
load code into the kernel or make namespaces; `io_uring`, because a filter does not see what is asked through it; and two ways to
type into the terminal, with which a confined command could have the shell run something after it. Then come sockets, by
family, and for what writes to named files only, whatever else of a file can carry text, and queues that others can read.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

from muniment_engines.confinement.linux_calls import ABSENT, MACHINES, NUMBERS, machine_column
from muniment_engines.confinement.profiles import Profile

assert sys.platform == "linux"  # for type checkers on other systems

_AUDIT_ARCH = (0xC000003E, 0xC00000B7)
_SECCOMP = (317, 277)
_X32_BIT = 0x40000000

_ATTRIBUTES = (
    "setxattr", "lsetxattr", "fsetxattr", "setxattrat", "removexattr", "lremovexattr", "fremovexattr", "removexattrat",
    "file_setattr", "utime", "utimes", "futimesat", "utimensat", "chown", "lchown", "fchownat", "fchmodat2",
)  # fmt: skip
"""What is told of a file beside its content: Landlock does not limit these, and they can carry text."""
_MODES = ("chmod", "fchmod", "fchmodat", "fchown")  # SQLite gives a new file its rights with these
_QUEUES = ("mq_open", "msgget", "semget", "shmget")  # shared with whoever knows a name
_BY_ARGUMENT_OR_PROFILE = frozenset(
    {
        "accept", "accept4", "bind", "clone", "connect", "execve", "execveat", "ioctl", "listen", "setpgid", "setsid", "socket",
        "socketpair", *_ATTRIBUTES, *_MODES, *_QUEUES,
    }
)  # fmt: skip
_NOT_THERE = {"clone3", "io_uring_enter", "io_uring_register", "io_uring_setup"}  # callers fall back; clone3 hides its flags
_TYPES_INTO_TERMINAL = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX
_STREAMS = (0x1, 0x801, 0x80001, 0x80801)  # SOCK_STREAM, with what may be said of it
_NAMESPACES = 0x7E020080  # every CLONE_NEW* flag

_LOAD, _JUMP_EQUAL, _JUMP_ABOVE, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_AT_NUMBER, _AT_ARCH, _AT_ARGUMENTS = 0, 4, 16

Instruction = tuple[int, int, int, int]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def apply(profile: Profile) -> str:
    """Install the filter in every thread; returns an empty text, or why there is none."""
    machine = os.uname().machine
    if machine_column() is None:
        return f"no system call filter has been written for this processor ({machine})"
    code = b"".join(struct.pack("HBBI", *instruction) for instruction in program(profile, machine))
    libc = ctypes.CDLL(None, use_errno=True)
    loaded = _Program(len(code) // 8, code)
    if libc.syscall(ctypes.c_long(_SECCOMP[MACHINES[machine]]), 1, 1, ctypes.byref(loaded)) == 0:
        return ""
    return f"the kernel took no system call filter ({errno.errorcode.get(ctypes.get_errno(), 'threads')})"


def program(profile: Profile, machine: str) -> list[Instruction]:
    """The filter's instructions: operation, jump if true, jump if false, constant."""
    column = MACHINES[machine]
    numbers = {name: of[column] for name, of in NUMBERS.items() if of[column] != ABSENT}
    code: list[Instruction] = [
        (_LOAD, 0, 0, _AT_ARCH),
        (_JUMP_EQUAL, 1, 0, _AUDIT_ARCH[column]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _AT_NUMBER),
        (_JUMP_ABOVE, 0, 1, _X32_BIT),
        (_RETURN, 0, 0, _ERRNO | errno.ENOSYS),
    ]
    for name, number in numbers.items():
        if name not in _BY_ARGUMENT_OR_PROFILE:
            code += _refuse(number, errno.ENOSYS if name in _NOT_THERE else errno.EPERM)
    code += _refuse_flags(numbers["clone"], _NAMESPACES)
    code += _refuse_values(numbers["ioctl"], 1, _TYPES_INTO_TERMINAL)
    for name in filter(numbers.__contains__, _refused_by(profile)):
        code += _refuse(numbers[name], errno.EACCES)
    if not profile.connects:  # a letter needs no connection, so there may be no socket that takes an address
        code += _refuse(numbers["socket"], errno.EACCES) + _require_values(numbers["socketpair"], 1, _STREAMS)
    code += _allow_values(numbers["socket"], 0, profile.families)
    code += _allow_values(numbers["socketpair"], 0, profile.families)
    return [*code, (_RETURN, 0, 0, _ALLOW)]


def _refused_by(profile: Profile) -> list[str]:
    names = []
    if not profile.connects:
        names += ["connect", "bind", "listen", "accept", "accept4"]
    if not profile.executes:
        names += ["execve", "execveat", "setpgid", "setsid"]  # it stays in the group that the starter ends
    if profile.writes == "listed" and not profile.network:
        names += [*_ATTRIBUTES, *_QUEUES]
        names += [] if profile.executes else _MODES
    return names


def _refuse(number: int, error: int) -> list[Instruction]:
    return [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | error)]


def _refuse_flags(number: int, flags: int) -> list[Instruction]:
    return [
        (_JUMP_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, _AT_ARGUMENTS),
        (_JUMP_ANY_BIT, 0, 1, flags),
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _refuse_values(number: int, argument: int, values: tuple[int, ...]) -> list[Instruction]:
    return _by_values(number, argument, values, _ERRNO | errno.EPERM, _ALLOW)


def _allow_values(number: int, argument: int, values: tuple[int, ...]) -> list[Instruction]:
    return _by_values(number, argument, values, _ALLOW, _ERRNO | errno.EACCES)


def _require_values(number: int, argument: int, values: tuple[int, ...]) -> list[Instruction]:
    """Refuse all others; what has one of these is looked at further."""
    code: list[Instruction] = [(_JUMP_EQUAL, 0, len(values) + 3, number), (_LOAD, 0, 0, _AT_ARGUMENTS + 8 * argument)]
    code += [(_JUMP_EQUAL, len(values) - index, 0, value) for index, value in enumerate(values)]
    return [*code, (_RETURN, 0, 0, _ERRNO | errno.EACCES), (_LOAD, 0, 0, _AT_NUMBER)]


def _by_values(number: int, argument: int, values: tuple[int, ...], then: int, otherwise: int) -> list[Instruction]:
    """Only the low half of an argument is looked at: the kernel takes these as 32-bit numbers too."""
    code: list[Instruction] = [(_JUMP_EQUAL, 0, len(values) + 3, number), (_LOAD, 0, 0, _AT_ARGUMENTS + 8 * argument)]
    code += [(_JUMP_EQUAL, len(values) - index, 0, value) for index, value in enumerate(values)]
    return [*code, (_RETURN, 0, 0, otherwise), (_RETURN, 0, 0, then)]

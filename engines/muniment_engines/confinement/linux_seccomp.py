"""The seccomp filter: which system calls a process may still make, as a BPF program written by hand.

A call made for a foreign architecture ends the process. Refused in every profile are the calls that reach into other processes,
load code into the kernel or make namespaces; `io_uring`, because a filter does not see what is asked through it; and two ways to
type into the terminal, with which a confined command could have the shell run something after it. Then come sockets, by family.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

from muniment_engines.confinement.profiles import Profile

assert sys.platform == "linux"  # for type checkers on other systems

_MACHINES = {"x86_64": 0, "aarch64": 1}
_AUDIT_ARCH = (0xC000003E, 0xC00000B7)
_SECCOMP = (317, 277)
_X32_BIT = 0x40000000

_ABSENT = -1
NUMBERS = {  # x86_64, aarch64
    "accept": (43, 202),
    "accept4": (288, 242),
    "add_key": (248, 217),
    "bind": (49, 200),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clone": (56, 220),
    "clone3": (435, 435),
    "connect": (42, 203),
    "delete_module": (176, 106),
    "execve": (59, 221),
    "execveat": (322, 281),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "ioctl": (16, 29),
    "ioperm": (173, _ABSENT),
    "iopl": (172, _ABSENT),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "listen": (50, 201),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_madvise": (440, 440),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "setns": (308, 268),
    "setpgid": (109, 154),
    "setsid": (112, 157),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}

_BY_ARGUMENT_OR_PROFILE = frozenset(
    "accept accept4 bind clone connect execve execveat ioctl listen setpgid setsid socket socketpair".split()  # noqa: SIM905
)
_NOT_THERE = {"clone3", "io_uring_enter", "io_uring_register", "io_uring_setup"}  # callers fall back; clone3 hides its flags
_TYPES_INTO_TERMINAL = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX
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
    if machine not in _MACHINES or sys.maxsize < 2**32 or sys.byteorder != "little":
        return f"no system call filter has been written for this processor ({machine})"
    code = b"".join(struct.pack("HBBI", *instruction) for instruction in program(profile, machine))
    libc = ctypes.CDLL(None, use_errno=True)
    loaded = _Program(len(code) // 8, code)
    if libc.syscall(ctypes.c_long(_SECCOMP[_MACHINES[machine]]), 1, 1, ctypes.byref(loaded)) == 0:
        return ""
    return f"the kernel took no system call filter ({errno.errorcode.get(ctypes.get_errno(), 'threads')})"


def program(profile: Profile, machine: str) -> list[Instruction]:
    """The filter's instructions: operation, jump if true, jump if false, constant."""
    column = _MACHINES[machine]
    numbers = {name: of[column] for name, of in NUMBERS.items() if of[column] != _ABSENT}
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
    for name in _refused_by(profile):
        code += _refuse(numbers[name], errno.EACCES)
    code += _allow_values(numbers["socket"], 0, profile.families)
    code += _allow_values(numbers["socketpair"], 0, profile.families)
    return [*code, (_RETURN, 0, 0, _ALLOW)]


def _refused_by(profile: Profile) -> list[str]:
    names = []
    if not profile.connects:
        names += ["connect", "bind", "listen", "accept", "accept4"]
    if not profile.executes:
        names += ["execve", "execveat", "setpgid", "setsid"]  # it stays in the group that the starter ends
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


def _by_values(number: int, argument: int, values: tuple[int, ...], then: int, otherwise: int) -> list[Instruction]:
    """Only the low half of an argument is looked at: the kernel takes these as 32-bit numbers too."""
    code: list[Instruction] = [(_JUMP_EQUAL, 0, len(values) + 3, number), (_LOAD, 0, 0, _AT_ARGUMENTS + 8 * argument)]
    code += [(_JUMP_EQUAL, len(values) - index, 0, value) for index, value in enumerate(values)]
    return [*code, (_RETURN, 0, 0, otherwise), (_RETURN, 0, 0, then)]

"""What the filter of a profile says to a call: its program, run here.

The kernel asks the filter before it looks at anything else, so where the filter refuses, it was the filter.
"""

from __future__ import annotations

import os
import sys

from muniment_engines.confinement import linux_seccomp as seccomp
from muniment_engines.confinement.profiles import PROFILES
from muniment_engines.selftest.raw import FOREIGN, X32, number_of

assert sys.platform == "linux"  # for type checkers on other systems

_LOAD, _EQUAL, _ABOVE, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_ALLOW = 0x7FFF0000
_AT_NUMBER, _AT_ARCH, _AT_ARGUMENTS = 0, 4, 16


def refuses(profile: str, name: str, arguments: tuple[int, ...]) -> bool:
    """True where the filter of `profile` does not let this call pass."""
    if name in (FOREIGN, X32):
        return True
    machine = os.uname().machine
    data = {_AT_NUMBER: number_of(name), _AT_ARCH: _ARCH[machine]}
    data |= {_AT_ARGUMENTS + 8 * at: value & 0xFFFFFFFF for at, value in enumerate(arguments)}
    code = seccomp.program(PROFILES[profile], machine)
    at = held = 0
    while True:
        operation, yes, no, constant = code[at]
        at += 1
        if operation == _RETURN:
            return constant != _ALLOW
        if operation == _LOAD:
            held = data.get(constant, 0)
            continue
        at += yes if {_EQUAL: held == constant, _ABOVE: held >= constant, _ANY_BIT: bool(held & constant)}[operation] else no

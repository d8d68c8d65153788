"""Confinement on Linux: no new privileges, no core dumps, then Landlock, then seccomp, which ends the making of more rules."""

from __future__ import annotations

import ctypes
import os
import sys

from muniment_engines.confinement import linux_capabilities as capabilities
from muniment_engines.confinement import linux_landlock as landlock
from muniment_engines.confinement import linux_paths as paths
from muniment_engines.confinement import linux_seccomp as seccomp
from muniment_engines.confinement.profiles import Profile
from muniment_engines.system import linux as system
from muniment_engines.system.posix import no_core_dumps

assert sys.platform == "linux"  # for type checkers on other systems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from muniment_engines.confinement import Confinement

_SET_NO_NEW_PRIVILEGES = 38


def apply(profile: Profile, readable: Sequence[str], writable: Sequence[str], gpu: bool, report: Confinement) -> None:
    """Apply what this kernel offers, and write into `report` what was and what was not."""
    for path in writable:
        os.stat(path)  # noqa: PTH116 - raises where it is not there
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        report.missing.append("the kernel lets programs gain privileges, so that neither filter nor Landlock can be had")
        return
    no_core_dumps()
    if profile.private:
        system.keep_private()
    report.applied.append("no new privileges, no core dumps")
    if capabilities.drop(libc):
        report.applied.append("root's powers are given up, but for those over files")
    _landlock(profile, readable, writable, gpu, report)
    _seccomp(profile, report)


def _landlock(profile: Profile, readable: Sequence[str], writable: Sequence[str], gpu: bool, report: Confinement) -> None:
    report.landlock = abi = landlock.version()
    rules = landlock.Rules(
        limit_files=profile.limits_files,
        files=_files(profile, readable, writable, gpu),
        ports=landlock.BIND_TCP if profile.network else landlock.BIND_TCP | landlock.CONNECT_TCP,
        scopes=landlock.SIGNALS | (0 if profile.name == "window" else landlock.ABSTRACT_SOCKETS),
    )
    if abi == 0 or not landlock.apply(rules, abi):
        report.missing.append("Landlock is not to be had from this kernel: files, ports and signals are not limited by it")
        return
    report.applied.append(f"Landlock, ABI {abi}")
    report.missing.extend(f"this kernel's Landlock does not limit {words}" for words in landlock.lacks(abi))


def _files(profile: Profile, readable: Sequence[str], writable: Sequence[str], gpu: bool) -> list[tuple[str, int]]:
    rules = [(path, landlock.ALL_FILES) for path in writable]
    rules.append(("/dev/null", landlock.READ_FILE | landlock.WRITE_FILE))
    if profile.reads == "anything":
        rules.append(("/", landlock.READ | (landlock.EXECUTE if profile.executes else 0)))
        return rules
    rules += [(path, landlock.READ) for path in (*paths.program(), *paths.FONTS, *readable)]
    if profile.executes:
        rules += [(path, landlock.READ | landlock.EXECUTE) for path in paths.interpreter()]
    if profile.network:
        rules += [(path, landlock.READ) for path in (*paths.NETWORK, *paths.certificates())]
    if gpu:
        rules += [(path, landlock.READ) for path in paths.GRAPHICS]
        rules += [(path, landlock.ALL_FILES) for path in paths.graphics_devices()]
    return rules


def _seccomp(profile: Profile, report: Confinement) -> None:
    if why := seccomp.apply(profile):
        report.missing.append(why)
        return
    report.seccomp = True
    local = "AF_UNIX only" if profile.connects else "pairs only"
    sockets = "none" if not profile.families else "any that the network needs" if profile.network else local
    report.applied.append(f"system call filter (sockets: {sockets})")

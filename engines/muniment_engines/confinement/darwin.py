"""Confinement on macOS: a sandbox profile, through the call that the system's own tools use and its headers call deprecated.

It limits the network and writing for native code too. It does not limit reading: the folders that the system's libraries read are
documented nowhere, and a profile that guesses at them breaks with the next release.
"""

from __future__ import annotations

import ctypes
import os

from muniment_engines.confinement.profiles import Profile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from muniment_engines.confinement import Confinement

_LIBRARY = "/usr/lib/libsandbox.1.dylib"


def apply(profile: Profile, writable: Sequence[str], report: Confinement) -> None:
    """Apply the profile, and write into `report` what it does and what it cannot."""
    if profile.reads == "listed":
        report.missing.append("macOS: which files may be read is not limited")
    try:
        library = ctypes.CDLL(_LIBRARY)
        sentence = ctypes.c_char_p()
        refused = library.sandbox_init(sandbox_profile(profile, writable).encode(), ctypes.c_uint64(0), ctypes.byref(sentence))
    except (OSError, AttributeError):
        refused = True
    if refused:
        report.missing.append("macOS: the system took no sandbox profile; native code is not held by anything")
        return
    report.applied.append("sandbox profile (network, writing)")


def sandbox_profile(profile: Profile, writable: Sequence[str]) -> str:
    """The profile in the system's own language; the last rule that fits decides."""
    lines = ["(version 1)", "(allow default)"]
    if not profile.network:
        lines.append("(deny network*)")
    if profile.connects and not profile.network:
        lines += ["(allow network* (local unix-socket))", "(allow network* (remote unix-socket))"]
    if not profile.executes:
        lines.append("(deny process-exec*)")
    if profile.writes == "listed":
        lines.append("(deny file-write*)")
        lines.append('(allow file-write-data (literal "/dev/null"))')
        lines += [f"(allow file-write* (subpath {_quoted(os.path.realpath(path))}))" for path in writable]
    return "\n".join(lines)


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

"""Confinement: a process gives up what it does not need, before any code of third parties runs in it.

`boot` calls `confine` once, with one thread alive and `site` not yet imported. On Linux a seccomp filter and Landlock follow, on
macOS a sandbox profile; then, on every system, an audit hook in the interpreter, which stops Python code that means no harm and
counts what it refused. What a system or its kernel lacks is no error: the report says so, and `doctor` shows it.
"""

from __future__ import annotations

import sys

from muniment_engines.confinement import audit
from muniment_engines.confinement.profiles import PROFILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Confinement", "confine"]


class Confinement:
    """What was applied to this process.

    `applied` and `missing` are plain sentences; `landlock` is the kernel's ABI, 0 where there is none; `refused` counts, by the
    interpreter's name of the event, what the audit hook refused so far. No path, name or address is ever kept.
    """

    __slots__ = ("applied", "landlock", "missing", "profile", "refused", "seccomp", "system")

    def __init__(self, profile: str) -> None:
        self.profile = profile
        self.system = sys.platform
        self.seccomp = False
        self.landlock = 0
        self.applied: list[str] = []
        self.missing: list[str] = []
        self.refused: dict[str, int] = {}

    def as_json(self) -> dict[str, str | bool | int | list[str] | dict[str, int]]:
        return {
            "profile": self.profile,
            "system": self.system,
            "seccomp": self.seccomp,
            "landlock": self.landlock,
            "applied": list(self.applied),
            "missing": list(self.missing),
            "refused": dict(self.refused),
        }


def confine(profile: str, *, readable: Sequence[str] = (), writable: Sequence[str] = (), gpu: bool = False) -> Confinement:
    """Give up, for good and for all children, what `profile` ("window", "indexer", "worker", "courier" or "none") does not need.

    `readable` and `writable` are files and folders besides the program's own; a folder stands for all that is in it. What is
    `readable` but not there is passed over. `gpu` also lets a worker reach graphics devices.

    Raises `ValueError` for a profile that there is not, and `FileNotFoundError` for something `writable` that is not there.
    """
    report = Confinement(profile)
    if profile == "none":
        return report
    if profile not in PROFILES:
        raise ValueError(f"There is no confinement named {profile!r}.")
    rights = PROFILES[profile]
    if sys.platform == "linux":
        from muniment_engines.confinement import linux

        linux.apply(rights, readable, writable, gpu, report)
    elif sys.platform == "darwin":
        from muniment_engines.confinement import darwin

        darwin.apply(rights, writable, report)
    else:
        from muniment_engines.confinement import windows

        windows.apply(report)
    report.refused = audit.install(rights, writable)
    report.applied.append("Python code is refused what the profile does not allow")
    return report

"""Starting a child: this executable again, with one end of a socket, and what it may be told on its command line.

The starter and `DirectLauncher` both start children here. The command line holds what the one who starts decides (role, target,
confinement, numbers of descriptors); it never holds text, keys or settings: these follow in the first frame.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys

from muniment_engines.environment import HAS_TERMINAL, child_environment, frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

BOOT_ARGUMENT = "--muniment-boot"
"""A frozen application that finds this as its first argument calls `boot.main` with the others, before anything else."""

STARTS_OTHERS = frozenset({"window", "indexer", "none"})
"""Profiles whose processes get a control socket to the starter."""


class Roles:
    """What can be started: for each role a target ("module:function") and a profile; and the folders of our packages."""

    __slots__ = ("packages", "table")

    def __init__(self, table: Mapping[str, Sequence[str]], packages: Sequence[str]) -> None:
        self.table = {name: (str(target), str(profile)) for name, (target, profile) in table.items()}
        self.packages = [os.path.abspath(folder) for folder in packages]  # noqa: PTH100

    def as_json(self) -> dict[str, Any]:
        return {"roles": self.table, "packages": self.packages}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Roles:
        return cls(data["roles"], data["packages"])


class Spawned:
    """A child that was started: its process, this side's end of its channel, and of its control socket where it has one."""

    __slots__ = ("channel", "control", "process")

    def __init__(self, process: subprocess.Popen[bytes], channel: socket.socket, control: socket.socket | None) -> None:
        self.process = process
        self.channel = channel
        self.control = control


def boot_command() -> list[str]:
    """The command that starts `boot.main`."""
    if frozen():
        return [sys.executable, BOOT_ARGUMENT]
    boot = os.path.join(os.path.dirname(os.path.abspath(__file__)), "boot.py")  # noqa: PTH100, PTH118, PTH120
    return [sys.executable, "-I", "-S", boot]


def starter_command(roles: Roles, first: str, arguments: Sequence[str]) -> list[str]:
    """The command of a starter that starts `first`; for `os.execv`, or for `subprocess` where there is no such thing."""
    return [*boot_command(), "starter", json.dumps({**roles.as_json(), "first": first}, separators=(",", ":")), *arguments]


def spawn(
    roles: Roles,
    role: str,
    environment: Mapping[str, str],
    *,
    arguments: Sequence[str] = (),
    stderr: int | None = subprocess.DEVNULL,
    controlled: bool = False,
    first: bool = False,
) -> Spawned:
    """Start a child; `controlled` is for the starter, with which the child ends and which it may ask for others. The `first`
    child's channel carries nothing but the starter's end.

    Raises `KeyError` for an unknown role and `OSError` where the system cannot start it.
    """
    target, profile = roles.table[role]
    ours, theirs = _pair()
    control = _pair() if controlled and profile in STARTS_OTHERS else None
    passed = [theirs, control[1]] if control else [theirs]
    boot = {
        "role": role,
        "target": target,
        "profile": profile,
        "channel": passed[0],
        "control": passed[1] if control else None,
        "parent": os.getpid() if controlled else None,
        "first": first,
        **roles.as_json(),
    }
    terminal = profile in HAS_TERMINAL
    try:
        process = subprocess.Popen(
            [*boot_command(), "child", json.dumps(boot, separators=(",", ":")), *arguments],
            stdin=None if terminal else subprocess.DEVNULL,
            stdout=None if terminal else subprocess.DEVNULL,
            stderr=None if terminal else stderr,
            env=child_environment(profile, environment),
            pass_fds=passed,
            start_new_session=not terminal,
        )
    except BaseException:
        ours.close()
        if control:
            control[0].close()
        raise
    finally:
        for descriptor in passed:
            os.close(descriptor)
    return Spawned(process, ours, control[0] if control else None)


def _pair() -> tuple[socket.socket, int]:
    """Our end, and theirs by its number, which is none that a child's standard streams take."""
    from muniment_engines.system import posix

    ours, theirs = socket.socketpair()
    return ours, posix.above_standard(theirs.detach())

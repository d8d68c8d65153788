"""Launchers: how a process has others started.

`StarterLauncher` asks the starter, over the control socket that the starter gave to this process; everything so started ends
with this process. `DirectLauncher` starts children itself: for tests, and for scripts that are not confined.

Windows has neither SCM_RIGHTS nor sockets that a child inherits by number: no launcher works there yet.
"""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Protocol

from muniment_engines.channel import Channel, ChannelClosed
from muniment_engines.elsewhere import open_elsewhere
from muniment_engines.errors import EngineError, MunimentError, Offline
from muniment_engines.frames import Frame, ProtocolError
from muniment_engines.spawn import Roles, spawn

Json = Any
"""What JSON can hold."""

_REPLY_SECONDS = 30.0
_STEP = 0.01
_BROKEN = "Muniment's first process does not answer; start Muniment again."


class Child(Protocol):
    """A process that was started. `kill` and `wait` may be called again, and from any thread."""

    @property
    def channel(self) -> Channel: ...

    def kill(self) -> None:
        """End it at once, and whatever it started. Closes the channel."""
        ...

    def wait(self, seconds: float | None = None) -> int | None:
        """Its exit status (negative: the signal that ended it), or None where it still runs after `seconds`."""
        ...


class Launcher(Protocol):
    """Starts processes by role."""

    def start(self, role: str, spec: Mapping[str, Json]) -> Child:
        """Start a process and send it its spec. Of the spec, `boot` reads `readable`, `writable`, `private_folder`,
        `memory_bytes`, `extra_path` and `gpu`; everything else is between the caller and the role's target.

        Raises `Offline` for a courier while offline, and `EngineError` where the process cannot be started.
        """
        ...

    def open_elsewhere(self, target: str) -> None:
        """Open a file (absolute path) or an address (https, http, mailto) in the person's own program for it."""
        ...

    def set_offline(self, offline: bool) -> None:
        """Going offline ends every courier, and none is started until told otherwise."""
        ...


def package_folders(roles: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Where the packages of the roles' targets lie; imports nothing but their parents."""
    names = {target.partition(":")[0].partition(".")[0] for target, _ in roles.values()}
    specs = [importlib.util.find_spec(name) for name in sorted(names | {"muniment_engines"})]
    folders = (Path(spec.origin).parents[1] for spec in specs if spec is not None and spec.origin)
    return tuple(dict.fromkeys(str(folder.resolve()) for folder in folders))


def launcher_from(spec: Mapping[str, Json]) -> Launcher:
    """The launcher of this process, from the spec that its target was given."""
    boot = spec["boot"]
    if boot["control"] is not None:
        return StarterLauncher(boot["control"])
    return DirectLauncher(boot["roles"], boot["packages"])


class DirectLauncher:
    """Starts children of this process. `stderr` is where they may print: nowhere, or None for this process's own.

    A child ends when its channel does, unless it hangs in native code; only the starter has the kernel see to that as well.
    """

    def __init__(
        self,
        roles: Mapping[str, Sequence[str]],
        packages: Sequence[str] | None = None,
        *,
        stderr: int | None = subprocess.DEVNULL,
    ) -> None:
        self._roles = Roles(roles, package_folders(roles) if packages is None else packages)
        self._stderr = stderr
        self._offline = False
        self._couriers: list[Child] = []

    def start(self, role: str, spec: Mapping[str, Json]) -> Child:
        sends = self._roles.table[role][1] == "courier"
        if sends and self._offline:
            raise _refusal("offline")
        try:
            spawned = spawn(self._roles, role, os.environ, stderr=self._stderr)
        except OSError as error:
            raise _cannot_start() from error
        child = _greet(_DirectChild(spawned.process, Channel(spawned.channel)), spec)
        self._couriers += [child] if sends else []
        return child

    def set_offline(self, offline: bool) -> None:
        self._offline = offline
        for courier in self._couriers if offline else ():
            courier.kill()
        self._couriers = [courier for courier in self._couriers if courier.wait(0) is None]

    def open_elsewhere(self, target: str) -> None:
        open_elsewhere(target, os.environ)


class StarterLauncher:
    """Asks the starter, through this process's control socket. One question at a time; any thread may ask."""

    def __init__(self, control: int) -> None:
        self._control = Channel(socket.socket(fileno=control), takes_descriptors=True)
        self._asking = threading.Lock()

    def start(self, role: str, spec: Mapping[str, Json]) -> Child:
        reply = self.ask({"start": role})
        if len(reply.descriptors) != 1:
            raise EngineError(_BROKEN)
        channel = Channel(socket.socket(fileno=reply.descriptors[0]))
        return _greet(_StarterChild(self, reply.header["child"], channel), spec)

    def open_elsewhere(self, target: str) -> None:
        self.ask({"open": target})

    def set_offline(self, offline: bool) -> None:
        self.ask({"offline": offline})

    def start_afresh(self) -> None:
        """Have the starter end all that this process started, and, when this process ends, start a fresh one in its place."""
        self.ask({"afresh": True})

    def ask(self, question: Mapping[str, Json]) -> Frame:
        """One question to the starter and its reply. Raises `Offline` or `EngineError` where it refuses."""
        try:
            with self._asking:
                self._control.send(question)
                reply = self._control.receive(_REPLY_SECONDS)
        except (ChannelClosed, ProtocolError, TimeoutError) as error:
            self._control.close()  # a reply that comes late must not be taken for the next one's
            raise EngineError(_BROKEN) from error
        if reply is None:
            raise EngineError(_BROKEN)
        refused = reply.header.get("refused")
        if refused is not None:
            raise _refusal(refused)
        return reply


class _DirectChild:
    def __init__(self, process: subprocess.Popen[bytes], channel: Channel) -> None:
        self.channel = channel
        self._process = process
        self._ending = threading.Lock()

    def kill(self) -> None:
        self.channel.close()
        with self._ending:
            from muniment_engines.system import posix

            posix.end(self._process)

    def wait(self, seconds: float | None = None) -> int | None:
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None


class _StarterChild:
    def __init__(self, launcher: StarterLauncher, number: int, channel: Channel) -> None:
        self.channel = channel
        self._launcher = launcher
        self._number = number
        self._status: int | None = None

    def kill(self) -> None:
        self.channel.close()
        if self._status is None:
            with suppress(MunimentError):  # with the starter gone, all children are gone
                self._launcher.ask({"kill": self._number})

    def wait(self, seconds: float | None = None) -> int | None:
        until = None if seconds is None else monotonic() + seconds
        while self._status is None:
            self._status = self._launcher.ask({"status": self._number}).header["status"]
            if self._status is None:
                if until is not None and monotonic() >= until:
                    return None
                sleep(_STEP)
        return self._status


def _greet(child: Child, spec: Mapping[str, Json]) -> Child:
    """Send the spec, which a child waits for."""
    try:
        child.channel.send(spec)
    except (ChannelClosed, TimeoutError) as error:
        child.kill()
        raise _cannot_start() from error
    except BaseException:
        child.kill()
        raise
    return child


def _cannot_start() -> EngineError:
    return EngineError("A process of Muniment's could not be started; close other programs and try again.")


def _refusal(reason: str) -> MunimentError:
    if reason == "offline":
        return Offline("The network is switched off; switch it on to fetch something.")
    if reason == "cannot open":
        return MunimentError("The system has no program to open this with, or it is no longer there.")
    return _cannot_start()

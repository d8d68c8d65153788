"""The indexer's own workers: one for each engine that reads files, one that embeds, and one that reads pictures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from muniment_engines.errors import EngineError
from muniment_engines.host import EmbedWorker, OcrWorker, ParseWorker, Worker, WorkerSpec
from muniment_engines.launcher import Launcher


class Engines:
    """Workers start when they are needed."""

    def __init__(self, launcher: Launcher, spec: Mapping[str, Any]) -> None:
        self._launcher = launcher
        self._parse = [ParseWorker(launcher, _spec(s)) for s in spec["parse"]]
        self._more: list[ParseWorker] = []
        self._kinds: dict[str, ParseWorker] = {}
        self.embed = None if spec["embed"] is None else EmbedWorker(launcher, _spec(spec["embed"]))
        self.ocr = None if spec["ocr"] is None else OcrWorker(launcher, _spec(spec["ocr"]))

    def find_parsers(self) -> list[str]:
        """Ask the engines what they read; returns why some do not start. Raises `EngineError` where none does."""
        self._kinds = {}
        failures: list[EngineError] = []
        for worker in self._parse:
            try:
                kinds = worker.info.media_types
            except EngineError as error:
                failures.append(error)
                continue
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
                return worker
        self._more.append(ParseWorker(self._launcher, first.spec))
        return self._more[-1]

    def release(self) -> None:
        """End the processes, which start again when they are needed."""
        for worker in self._all():
            worker.release()

    def __enter__(self) -> Engines:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._all():
            worker.close()

    def _all(self) -> list[Worker]:
        return [*self._parse, *self._more, *(worker for worker in (self.embed, self.ocr) if worker is not None)]


def _spec(value: Mapping[str, Any]) -> WorkerSpec:
    return WorkerSpec(**{**value, "readable": tuple(value["readable"]), "extra_path": tuple(value["extra_path"])})

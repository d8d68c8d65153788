"""The indexer's own workers: one for each engine that reads files, and one that embeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from muniment_engines.errors import EngineError
from muniment_engines.host import EmbedWorker, ParseWorker, Worker, WorkerSpec
from muniment_engines.launcher import Launcher


class Engines:
    """Workers start when they are needed."""

    def __init__(self, launcher: Launcher, spec: Mapping[str, Any]) -> None:
        self._parse = [ParseWorker(launcher, _spec(s)) for s in spec["parse"]]
        self.embed = None if spec["embed"] is None else EmbedWorker(launcher, _spec(spec["embed"]))

    def parsers(self) -> tuple[dict[str, ParseWorker], list[str]]:
        """The workers by media type, the first for each, and why others do not start. Raises `EngineError` where none does."""
        found: dict[str, ParseWorker] = {}
        failures: list[EngineError] = []
        for worker in self._parse:
            try:
                kinds = worker.info.media_types
            except EngineError as error:
                failures.append(error)
                continue
            for kind in kinds:
                found.setdefault(kind, worker)
        if failures and not found:
            raise failures[0]
        return found, [str(error) for error in failures]

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
        return [*self._parse, *([self.embed] if self.embed else [])]


def _spec(value: Mapping[str, Any]) -> WorkerSpec:
    return WorkerSpec(**{**value, "readable": tuple(value["readable"]), "extra_path": tuple(value["extra_path"])})

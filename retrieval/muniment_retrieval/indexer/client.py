"""Whoever wants files read: starts the indexer with the first order, hears its events, pauses and stops it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from muniment_engines.api import Cancel
from muniment_engines.errors import EngineCrashed
from muniment_engines.host import WorkerSpec
from muniment_engines.launcher import Child, Launcher

from ..model import IndexReport, Progress, VaultBusy

_ENDING = 3.0


class IndexerClient:
    """One indexer for one vault. `index` may run once at a time; `pause` and `resume` come from any thread."""

    def __init__(
        self, launcher: Launcher, folder: Path, key: bytes, parse: Sequence[WorkerSpec], embed: WorkerSpec | None
    ) -> None:
        self._launcher = launcher
        self._spec = {
            "folder": str(folder),
            "key": key.hex(),
            "parse": [spec.as_json() for spec in parse],
            "embed": None if embed is None else embed.as_json(),
            "writable": [str(folder)],
        }
        self._child: Child | None = None
        self._lock = threading.Lock()

    def index(self, paths: Sequence[Path], cancel: Cancel) -> Iterator[Progress | IndexReport]:
        """Read files and folders; the last event is the report. Raises `VaultBusy`, and `EngineCrashed` where it ends."""
        child = self._started()
        child.channel.send({"add": [str(path) for path in paths]})
        take_back = cancel.when_requested(lambda: self._tell({"cancel": True}))
        try:
            while (frame := child.channel.receive()) is not None:
                event = _event(frame.header)
                yield event
                if isinstance(event, IndexReport):
                    return
        finally:
            take_back()
        self._child = None
        raise EngineCrashed("The part of Muniment that reads documents has ended; what was read is kept. Index again to go on.")

    def pause(self) -> None:
        self._tell({"pause": True})

    def resume(self) -> None:
        self._tell({"pause": False})

    def close(self) -> None:
        """End it; what it was doing is whole or not there."""
        child, self._child = self._child, None
        if child is not None:
            child.channel.close()
            if child.wait(_ENDING) is None:
                child.kill()

    def _started(self) -> Child:
        with self._lock:
            if self._child is None:
                self._child = self._launcher.start("indexer", self._spec)
            return self._child

    def _tell(self, order: dict[str, Any]) -> None:
        child = self._child
        if child is not None:
            child.channel.send(order)


def _event(header: dict[str, Any]) -> Progress | IndexReport:
    if "progress" in header:
        return Progress(**header["progress"])
    if "busy" in header:
        raise VaultBusy("Another Muniment is reading documents into this vault; wait until it has finished.")
    return IndexReport(**header["report"])

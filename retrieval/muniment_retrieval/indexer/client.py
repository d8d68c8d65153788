"""Whoever wants files read: starts the indexer with the first order, hears its events, pauses and stops it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from muniment_engines.api import Cancel
from muniment_engines.channel import ChannelClosed
from muniment_engines.errors import EngineCrashed
from muniment_engines.frames import ProtocolError
from muniment_engines.host import WorkerSpec
from muniment_engines.launcher import Child, Launcher

from ..model import IndexReport, Progress
from .protocol import event_from_json, send_paths

_ENDING = 2.0
_AGAIN = 0.2


class IndexerClient:
    """One indexer for one vault. All methods may be called from any thread; a second `index` waits for the first."""

    def __init__(
        self,
        launcher: Launcher,
        folder: Path,
        key: bytes,
        parse: Sequence[WorkerSpec],
        embed: WorkerSpec | None,
        ocr: WorkerSpec | None = None,
    ) -> None:
        self._launcher = launcher
        self._spec = {
            "folder": str(folder),
            "key": key.hex(),
            "parse": [spec.as_json() for spec in parse],
            "embed": None if embed is None else embed.as_json(),
            "ocr": None if ocr is None else ocr.as_json(),
            "writable": [str(folder)],
        }
        self._child: Child | None = None
        self._lock = threading.Lock()
        self._running = threading.Lock()

    def index(self, paths: Sequence[Path], cancel: Cancel) -> Iterator[Progress | IndexReport]:
        """Read files and folders; the last event is the report. To stop iterating ends the indexer.

        Raises `VaultBusy` where another indexer has the vault, `VaultError`, and `EngineCrashed` where the indexer ends.
        """
        while not self._running.acquire(timeout=_AGAIN):
            cancel.check()
        try:
            yield from self._index(paths, cancel)
        finally:
            self._running.release()

    def pause(self) -> None:
        self._tell({"pause": True})

    def resume(self) -> None:
        self._tell({"pause": False})

    def prefer(self, document_id: int, page_index: int) -> None:
        """Recognise this page before all others, where it is a picture that waits."""
        self._tell({"prefer": [document_id, page_index]})

    def close(self) -> None:
        """End it; what it was doing is whole or not there."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            child.channel.close()
            if child.wait(_ENDING) is None:
                child.kill()

    def _index(self, paths: Sequence[Path], cancel: Cancel) -> Iterator[Progress | IndexReport]:
        child = self._started()
        reported = False
        with suppress(ChannelClosed, TimeoutError):  # it has ended; what it had to say can still be read
            send_paths(child.channel, paths)
        take_back = cancel.when_requested(lambda: self._tell({"cancel": True}))
        try:
            for event in _events(child):
                reported = isinstance(event, IndexReport)
                yield event
                if reported:
                    return
        finally:
            take_back()
            if not reported:
                self.close()
        raise EngineCrashed("The part of Muniment that reads documents has ended; what was read is kept. Index again to go on.")

    def _started(self) -> Child:
        with self._lock:
            if self._child is None:
                self._child = self._launcher.start("indexer", self._spec)
            return self._child

    def _tell(self, order: dict[str, Any]) -> None:
        child = self._child
        if child is not None:
            with suppress(ChannelClosed, TimeoutError):  # whoever hears its events learns that it has ended
                child.channel.send(order)


def _events(child: Child) -> Iterator[Progress | IndexReport]:
    """What the indexer says until it ends, or ends in the middle of saying something."""
    with suppress(ProtocolError):
        while (frame := child.channel.receive()) is not None:
            yield event_from_json(frame.header)

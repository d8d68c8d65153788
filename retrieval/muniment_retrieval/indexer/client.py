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
from muniment_engines.host import WorkerSpec
from muniment_engines.launcher import Child, Launcher

from ..model import Effort, IndexReport, Progress, Rules
from .ears import Ears
from .protocol import event_from_json, send_paths

_ENDING = 2.0
_AGAIN = 0.2
_ENDED = "The part of Muniment that reads documents has ended; what was read is kept. Index again to go on."


class IndexerClient:
    """One indexer for one vault. All methods may be called from any thread; a second `index` waits for the first.

    `follow` may run beside `index`, which comes first.
    """

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
        self._ears: Ears | None = None
        self._lock = threading.Lock()
        self._running = threading.Lock()
        self._following = threading.Lock()

    def index(
        self, paths: Sequence[Path], cancel: Cancel, rules: Rules | None = None, effort: Effort | None = None
    ) -> Iterator[Progress | IndexReport]:
        """Read files and folders by these rules, as hard as `effort` says; the last event is the report.

        To stop iterating ends the indexer.

        Raises `VaultBusy` where another indexer has the vault, `VaultError`, and `EngineCrashed` where the indexer ends.
        """
        yield from self._alone(self._running, self._index(paths, cancel, rules or Rules(), effort or Effort()), cancel)

    def follow(self, cancel: Cancel) -> Iterator[Progress | IndexReport]:
        """Read what changes in the folders that the vault follows, until that is cancelled. Whenever files were read or forgotten
        there is a report; vectors follow it. To stop iterating ends the indexer.

        Raises what `index` raises.
        """
        yield from self._alone(self._following, self._follow(cancel), cancel)

    def look_again(self) -> None:
        """The folders that the vault follows have changed, or their rules."""
        if self._following.locked():
            self._tell({"follow": True})

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
            ears, self._ears = self._ears, None
        if child is not None and ears is not None:
            ears.close()
            if child.wait(_ENDING) is None:
                child.kill()

    def _alone(
        self, lock: threading.Lock, events: Iterator[Progress | IndexReport], cancel: Cancel
    ) -> Iterator[Progress | IndexReport]:
        while not lock.acquire(timeout=_AGAIN):
            cancel.check()
        try:
            yield from events
        finally:
            lock.release()

    def _index(self, paths: Sequence[Path], cancel: Cancel, rules: Rules, effort: Effort) -> Iterator[Progress | IndexReport]:
        child, ears = self._started()
        reported = False
        with suppress(ChannelClosed, TimeoutError):  # it has ended; what it had to say can still be read
            send_paths(child.channel, paths, rules, effort)
        take_back = cancel.when_requested(lambda: self._tell({"cancel": True}))
        try:
            for header in ears.ordered():
                event = event_from_json(header)
                reported = isinstance(event, IndexReport)
                yield event
                if reported:
                    return
        finally:
            take_back()
            if not reported:
                self.close()
        raise EngineCrashed(_ENDED)

    def _follow(self, cancel: Cancel) -> Iterator[Progress | IndexReport]:
        _, ears = self._started()
        ended = False
        self._tell({"follow": True})
        take_back = cancel.when_requested(lambda: self._tell({"follow": False}))
        try:
            for header in ears.followed():
                if "ended" in header:
                    ended = True
                    return
                yield event_from_json(header)
        finally:
            take_back()
            if not ended:
                self.close()
        raise EngineCrashed(_ENDED)

    def _started(self) -> tuple[Child, Ears]:
        with self._lock:
            if self._child is None or self._ears is None:
                self._child = self._launcher.start("indexer", self._spec)
                self._ears = Ears(self._child.channel)
            return self._child, self._ears

    def _tell(self, order: dict[str, Any]) -> None:
        child = self._child
        if child is not None:
            with suppress(ChannelClosed, TimeoutError):  # whoever hears its events learns that it has ended
                child.channel.send(order)

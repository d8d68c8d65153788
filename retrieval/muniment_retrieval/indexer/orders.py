"""The indexer's ear: a thread that hears orders while another one works on them."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass, field
from pathlib import Path

from muniment_engines.api import Cancel
from muniment_engines.channel import Channel
from muniment_engines.frames import ProtocolError

from .protocol import paths_of


@dataclass(frozen=True)
class Order:
    """Paths to read, and whether that is still wanted."""

    paths: list[Path]
    cancel: Cancel = field(default_factory=Cancel)


class Orders:
    """What the other side wants. When it ends, everything is cancelled."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._waiting: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._given: list[Order] = []
        self.preferred: tuple[int, int] | None = None
        """The page (its document and index) that somebody looks at, and that is recognised before all others."""
        self._going = threading.Event()
        self._going.set()

    def start(self) -> None:
        threading.Thread(target=self._hear, name="orders", daemon=True).start()

    def next(self, seconds: float | None) -> Order | None:
        """The next order, or None when there will be none. Raises `TimeoutError` where none has come for so long."""
        try:
            return self._waiting.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None

    @property
    def paused(self) -> bool:
        return not self._going.is_set()

    def wait_while_paused(self) -> None:
        self._going.wait()

    def _hear(self) -> None:
        try:
            while (frame := self._channel.receive()) is not None:
                if "add" in frame.header:
                    order = Order(paths_of(frame))
                    self._given = [*(o for o in self._given if not o.cancel.requested), order]
                    self._waiting.put(order)
                elif "prefer" in frame.header:
                    document_id, index = frame.header["prefer"]
                    self.preferred = (int(document_id), int(index))
                elif frame.header.get("pause"):
                    self._going.clear()
                elif "pause" in frame.header:
                    self._going.set()
                else:
                    self._cancel()
        except ProtocolError:
            pass  # it ended in the middle of a frame
        self._cancel()
        self._waiting.put(None)

    def _cancel(self) -> None:
        for order in self._given:
            order.cancel.request()
        self._going.set()

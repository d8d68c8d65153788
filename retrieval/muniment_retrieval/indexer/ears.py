"""What an indexer says, sorted: a thread hears it, and whoever ordered something and whoever follows each get what is theirs."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping
from typing import Any

from muniment_engines.channel import Channel
from muniment_engines.frames import ProtocolError

_WAITING = 1_000
"""How many events may wait for somebody before the indexer has to wait too."""

_AGAIN = 0.2

_Header = Mapping[str, Any]


class Ears:
    """Hears one channel until it ends or is closed."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._closed = threading.Event()
        self._ordered: queue.Queue[_Header | None] = queue.Queue(_WAITING)
        self._followed: queue.Queue[_Header | None] = queue.Queue(_WAITING)
        self._thread = threading.Thread(target=self._hear, name="hearing the indexer", daemon=True)
        self._thread.start()

    def ordered(self) -> Iterator[_Header]:
        """What comes of orders, until the end."""
        return self._said(self._ordered)

    def followed(self) -> Iterator[_Header]:
        """What comes of following, until the end."""
        return self._said(self._followed)

    def close(self) -> None:
        """End the channel; whoever still listens is told that it has ended."""
        self._closed.set()
        self._channel.close()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _hear(self) -> None:
        try:
            while (frame := self._channel.receive()) is not None:
                header = frame.header
                if "failed" in header:  # the indexer ends with it
                    self._say(self._ordered, header)
                    self._say(self._followed, header)
                else:
                    self._say(self._followed if "followed" in header else self._ordered, header)
        except ProtocolError:
            pass  # it ended in the middle of saying something
        self._say(self._ordered, None)
        self._say(self._followed, None)

    def _say(self, waiting: queue.Queue[_Header | None], header: _Header | None) -> None:
        while not self._closed.is_set():
            try:
                waiting.put(header, timeout=_AGAIN)
            except queue.Full:
                continue
            return

    def _said(self, waiting: queue.Queue[_Header | None]) -> Iterator[_Header]:
        while True:
            try:
                header = waiting.get(timeout=_AGAIN)
            except queue.Empty:
                if self._closed.is_set():
                    return
                continue
            if header is None:
                return
            yield header

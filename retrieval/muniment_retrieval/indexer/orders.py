"""The indexer's ear: a thread that hears orders while another one works on them."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from muniment_engines.api import Cancel
from muniment_engines.channel import Channel
from muniment_engines.frames import Frame, ProtocolError

from ..model import Effort, Rules
from .protocol import effort_of, paths_of, rules_of

_AGAIN = 0.2


@dataclass(frozen=True)
class Order:
    """Paths to read, by which rules and how hard, and whether that is still wanted."""

    paths: list[Path]
    rules: Rules
    effort: Effort
    cancel: Cancel = field(default_factory=Cancel)


@dataclass(frozen=True)
class Follow:
    """Whether the vault's folders are followed from now on; comes again when they, or their rules, have changed."""

    wanted: bool


class Orders:
    """What the other side wants. When it ends, everything is cancelled."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._changed = threading.Condition()
        self._waiting: deque[Order | Follow] = deque()
        self._given: list[Order] = []
        self._aside = Cancel()
        self._woken = False
        self._ended = False
        self.preferred: tuple[int, int] | None = None
        """The page (its document and index) that somebody looks at, and that is recognised before all others."""
        self._going = threading.Event()
        self._going.set()

    def start(self) -> None:
        threading.Thread(target=self._hear, name="orders", daemon=True).start()

    def next(self, seconds: float | None) -> Order | Follow | None:
        """The next order, or None when there will be none.

        Raises `TimeoutError` where none has come for so long, or `wake` was called.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._woken or self._ended, seconds)
            self._woken = False
            if self._waiting:
                return self._waiting.popleft()
            if self._ended:
                return None
            raise TimeoutError

    def wake(self) -> None:
        """There is something else to do than orders."""
        with self._changed:
            self._woken = True
            self._changed.notify()

    def aside(self) -> Cancel:
        """For what nobody has ordered: it is cancelled as soon as there is an order."""
        with self._changed:
            self._aside = Cancel()
            if self._waiting or self._ended:
                self._aside.request()
            return self._aside

    @property
    def paused(self) -> bool:
        return not self._going.is_set()

    def wait_while_paused(self, cancel: Cancel) -> None:
        while not cancel.requested and not self._going.wait(_AGAIN):
            pass

    def _hear(self) -> None:
        try:
            while (frame := self._channel.receive()) is not None:
                self._take(frame)
        except ProtocolError:
            pass  # it ended in the middle of a frame
        self._ended = True
        self._cancel()
        self._wake_up()

    def _take(self, frame: Frame) -> None:
        header = frame.header
        if "add" in header:
            order = Order(paths_of(frame), rules_of(header), effort_of(header))
            self._given = [*(o for o in self._given if not o.cancel.requested), order]
            self._waiting.append(order)
            self._wake_up()
        elif "follow" in header:
            self._waiting.append(Follow(bool(header["follow"])))
            self._wake_up()
        elif "prefer" in header:
            document_id, index = header["prefer"]
            self.preferred = (int(document_id), int(index))
        elif header.get("pause"):
            self._going.clear()
        elif "pause" in header:
            self._going.set()
        else:
            self._cancel()

    def _cancel(self) -> None:
        for order in self._given:
            order.cancel.request()
        self._going.set()

    def _wake_up(self) -> None:
        with self._changed:
            self._aside.request()
            self._changed.notify()

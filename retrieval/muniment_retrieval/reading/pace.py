"""How long reading through takes here: from the documents that were read, for those that are left."""

from __future__ import annotations

import time
from collections.abc import Sequence


class Pace:
    """`weights` say how much there is to do, a document each, in any unit. The first one pays for starting the engines."""

    def __init__(self, weights: Sequence[int]) -> None:
        self._weights = list(weights)
        self._at = 0
        self._left = sum(self._weights)
        self._done = 0
        self._spent = 0.0
        self._started = self._last = time.perf_counter()

    def did_one(self) -> None:
        """The next document is done."""
        now, weight = time.perf_counter(), self._weights[self._at]
        if self._at or len(self._weights) == 1:
            self._done += weight
            self._spent += now - self._last
        self._at += 1
        self._left -= weight
        self._last = now

    @property
    def left(self) -> float | None:
        """Seconds for those that are left, or None where it is too early to say."""
        return self._left * self._spent / self._done if self._done else None

    @property
    def whole(self) -> float:
        """Seconds for all, those that are done included."""
        return self._last - self._started + (self.left or 0.0)

"""How long work will still take, from what was done so far on this machine."""

from __future__ import annotations

import time

_SOON = 2.0
"""Seconds before which nothing is forecast: the first file pays for starting the engines."""


class Pace:
    """`total` is the amount of work, in any unit; `guess` the seconds that one of it takes, until more is known."""

    def __init__(self, total: int, guess: float | None = None) -> None:
        self._todo = total
        self._guess = guess
        self._done = 0
        self._start = time.monotonic()

    def did(self, amount: int, *, counts: bool = True) -> None:
        """So much is done; with `counts` false it took no time, and says nothing of the pace."""
        self._todo -= amount
        if counts:
            self._done += amount

    def stood_still(self, seconds: float) -> None:
        """So long nothing was done, because somebody asked for that."""
        self._start += seconds

    @property
    def spent(self) -> float:
        """Seconds since it began, without those in which it stood still."""
        return time.monotonic() - self._start

    def left(self) -> float | None:
        """Seconds, or None where it is too early to say."""
        spent = time.monotonic() - self._start
        if self._done == 0 or spent < _SOON:
            return None if self._guess is None else max(0.0, self._todo) * self._guess
        return max(0.0, self._todo) * spent / self._done

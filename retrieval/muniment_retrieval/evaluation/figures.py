"""Shares and means with 95 % intervals, and medians, from what was counted question by question."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_Z = 1.96
_MEDIANS = frozenset(("seconds", "seconds_to_first_token", "answer_words", "hit_words"))


@dataclass(frozen=True)
class Figure:
    """A median, where there is no interval; else the share or mean of `n` values between 0 and 1, and the interval it lies in."""

    value: float
    n: int
    interval: tuple[float, float] | None = None

    def as_json(self) -> dict[str, Any]:
        """`{"value", "n", "95%"}`."""
        found: dict[str, Any] = {"value": self.value, "n": self.n}
        return found if self.interval is None else {**found, "95%": list(self.interval)}


def figure(name: str, values: Sequence[float]) -> Figure:
    """What `values`, of which there is at least one, come to under this name: times and lengths are medians."""
    if name in _MEDIANS:
        return Figure(round(statistics.median(values), 4), len(values))
    return share(values)


def share(values: Sequence[float]) -> Figure:
    """A share with Wilson's interval; for a mean of values between 0 and 1, the same formula as an approximation."""
    n, p = len(values), statistics.fmean(values)
    middle, spread = p + _Z * _Z / (2 * n), _Z * math.sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
    low, high = ((middle + sign * spread) / (1 + _Z * _Z / n) for sign in (-1, 1))
    return Figure(round(p, 4), n, (round(low, 3) + 0.0, round(high, 3)))  # never -0.0

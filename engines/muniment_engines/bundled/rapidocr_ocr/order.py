"""The order in which the lines of a page are read: from top to bottom, row by row, but column by column where there are columns.

Lines that stand beside each other are of a table, or of two columns. They are of columns where a gap between them goes on over
several rows, with lines on either side that are long and close together as a running text's are. Lines that reach across the
gap (titles, footers, text of full width) end the columns above them and begin others below. Columns are looked for in columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

NARROWEST_GAP = 0.7
"""Heights of a line that two columns are apart at least."""
FEWEST_LINES = 3
LONG_LINE = 8.0
"""Heights of a line that the lines of a column are long, in the median."""
FULL = 0.5
"""How much of the height of a column its lines fill at least: those of a table or of a form stand further apart."""
_DEEPEST = 4
_BESIDE = 0.5


@dataclass(frozen=True)
class Place:
    """A line's extent along the writing and down the page. `number` says which line it is."""

    number: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def reading_order(extents: NDArray[np.float64]) -> list[int]:
    """Indices of lines in the order in which they are read; `extents` is float[n, 4]: left, top, right and bottom."""
    return [place.number for place in _ordered([Place(number, *row) for number, row in enumerate(extents.tolist())], 0)]


def _ordered(places: Sequence[Place], depth: int) -> list[Place]:
    gap = _column_gap(places) if depth < _DEEPEST and len(places) >= 2 * FEWEST_LINES else None
    if gap is None:
        return _by_rows(places)
    ordered: list[Place] = []
    for zone in _zones(places, gap):
        sides = [place for place in zone if place.right <= gap], [place for place in zone if place.left >= gap]
        if len(zone) > 1 and _are_columns(*sides):
            ordered += [place for side in sides for place in _ordered(side, depth + 1)]
        else:
            ordered += _by_rows(zone)
    return ordered


def _by_rows(places: Sequence[Place]) -> list[Place]:
    return [place for row in rows_of(places) for place in sorted(row, key=lambda place: place.left)]


def rows_of(places: Sequence[Place]) -> list[list[Place]]:
    """Lines beside each other together, rows from top to bottom."""
    rows: list[list[Place]] = []
    for place in sorted(places, key=lambda place: place.middle):
        if rows and any(_are_beside(place, other) for other in rows[-1]):
            rows[-1].append(place)
        else:
            rows.append([place])
    return rows


def _are_beside(one: Place, other: Place) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > _BESIDE * min(one.height, other.height) and (one.right <= other.left or other.right <= one.left)


def _column_gap(places: Sequence[Place]) -> float | None:
    """Where along the writing the gap between two columns is: the one that most rows share, of those with columns beside it."""
    height = float(np.median([place.height for place in places]))
    gaps = [
        (one.right, other.left)
        for row in rows_of(places)
        for one, other in pairwise(sorted(row, key=lambda place: place.left))
        if other.left - one.right >= NARROWEST_GAP * height
    ]
    if len(gaps) < FEWEST_LINES:
        return None
    middles = np.array([(left + right) / 2 for left, right in gaps])
    lefts, rights = np.array(gaps).T
    shared = ((lefts[None, :] < middles[:, None]) & (middles[:, None] < rights[None, :])).sum(axis=1)
    for at in np.argsort(-shared, kind="stable"):
        if shared[at] < FEWEST_LINES:
            return None
        gap = float(middles[at])
        if any(_are_columns(*_sides(zone, gap)) for zone in _zones(places, gap)):
            return gap
    return None


def _sides(places: Sequence[Place], gap: float) -> tuple[list[Place], list[Place]]:
    return [place for place in places if place.right <= gap], [place for place in places if place.left >= gap]


def _zones(places: Sequence[Place], gap: float) -> list[list[Place]]:
    """Lines that reach across the gap, each by itself, and between these what stands beside the gap."""
    zones: list[list[Place]] = [[]]
    for place in sorted(places, key=lambda place: place.middle):
        if place.left < gap < place.right:
            zones += [[place], []]
        else:
            zones[-1].append(place)
    return [zone for zone in zones if zone]


def _are_columns(left: Sequence[Place], right: Sequence[Place]) -> bool:
    return all(_is_running_text(side) for side in (left, right))


def _is_running_text(places: Sequence[Place]) -> bool:
    if len(places) < FEWEST_LINES:
        return False
    height = float(np.median([place.height for place in places]))
    length = float(np.median([place.right - place.left for place in places]))
    extent = max(place.bottom for place in places) - min(place.top for place in places)
    return length >= LONG_LINE * height and len(places) * height >= FULL * extent

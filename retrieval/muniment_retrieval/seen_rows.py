"""The rows of a page that was recognised, and where on them a table's cells are parted.

First every word is brought into one frame: the writing's own, upright, in which rows are level although the paper lay askew.
Lines that stand beside each other on one height are one row. Cells are parted where a gap is wider than a justified line's, or
where the rows above or below go on at the same place; but never a clause's number from its text, nor a field's name from its
value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from muniment_engines.api import Seen, SeenLine, SeenWord
from numpy.typing import NDArray

WIDE = 2.0
"""Heights of a row that a gap has at least that parts two cells by itself."""
ALIGNED = 1.2
"""The same for one whose right side is in line with another's above or below."""
WITHIN = 0.5
"""Heights of a row that cells of one column may begin apart."""
BESIDE = 0.5
"""Heights by which the middles of lines on one row differ at most."""

_MARKER = re.compile(
    r"(?:[(\[]?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxlcIVXLC]{1,6})[.)\]]?|[•·▪●◦‣*–—-]|\W{1,2}"
    r"|(?:Item|Section|Article|Note|Exhibit|Clause)\s+[\dIVXL]+[A-Za-z]?(?:\.\d{1,3})*[.:)]?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Placed:
    """A word in the frame of the writing: where it begins and ends along its row, its middle downwards, and its height."""

    word: SeenWord
    left: float
    right: float
    middle: float
    height: float


@dataclass(frozen=True)
class Row:
    """Words of one height on the page, in order. `cells` are the numbers of the words with which a further cell begins."""

    words: tuple[Placed, ...]
    cells: tuple[int, ...] = ()

    @cached_property
    def middle(self) -> float:
        return float(np.mean([word.middle for word in self.words]))

    @cached_property
    def height(self) -> float:
        return float(np.median([word.height for word in self.words]))

    @property
    def gaps(self) -> list[tuple[int, float]]:
        """The number of each word but the first, with its distance from the one before in heights of the row."""
        words = self.words
        return [(at, (words[at].left - words[at - 1].right) / max(self.height, 1e-3)) for at in range(1, len(words))]


def rows_of(seen: Seen) -> list[Row]:
    """The rows of a page in the order of its lines."""
    rows: list[list[Placed]] = []
    for line in _level(seen):
        if rows and _is_beside(rows[-1][-1], line[0]):
            rows[-1] += line
        else:
            rows.append(line)
    return _with_cells([Row(tuple(words)) for words in rows])


def _level(seen: Seen) -> list[list[Placed]]:
    """The words of each line in the frame of the writing."""
    upright = [[_upright(word, seen.turned) for word in line.words] for line in seen.lines]
    slope = _slope(upright)
    return [[_levelled(word, slope) for word in line] for line in upright]


def _upright(word: SeenWord, turned: int) -> Placed:
    left, top, right, bottom = word.box
    across, down = (left + right) / 2, (top + bottom) / 2
    along, below = {0: (across, down), 90: (down, -across), 180: (-across, -down), 270: (-down, across)}[turned]
    length, height = (bottom - top, right - left) if turned in (90, 270) else (right - left, bottom - top)
    return Placed(word, along - length / 2, along + length / 2, below, height)


def _slope(lines: Sequence[Sequence[Placed]]) -> float:
    """How far writing goes down for each pixel that it goes on: what most of it does, by length."""
    runs = [(line[-1].left - line[0].left, line[-1].middle - line[0].middle) for line in lines]
    slopes = sorted((down / along, along) for along, down in runs if along > 0)
    if not slopes:
        return 0.0
    reached = np.cumsum([along for _, along in slopes])
    return slopes[int(np.searchsorted(reached, reached[-1] / 2))][0]


def _levelled(word: Placed, slope: float) -> Placed:
    """A word as if its row were level; the box around a word askew is higher than the word."""
    height = word.height - abs(slope) * (word.right - word.left)
    middle = word.middle - slope * (word.left + word.right) / 2
    return Placed(word.word, word.left, word.right, middle, max(height, word.height / 2))


def _is_beside(before: Placed, after: Placed) -> bool:
    height = min(before.height, after.height)
    return abs(after.middle - before.middle) < BESIDE * height and after.left > before.right - BESIDE * height


def _with_cells(rows: Sequence[Row]) -> list[Row]:
    begins = [[row.words[at].left for at, gap in row.gaps if gap >= ALIGNED] for row in rows]
    found = []
    for number, row in enumerate(rows):
        near = [
            left for other in (number - 2, number - 1, number + 1, number + 2) if 0 <= other < len(rows) for left in begins[other]
        ]
        cells = tuple(at for at, gap in row.gaps if _parts(row, at, gap, near))
        found.append(Row(row.words, cells) if cells and not _hangs(rows, number, cells) else row)
    return found


def _parts(row: Row, at: int, gap: float, near: Sequence[float]) -> bool:
    before = " ".join(word.word.text for word in row.words[:at])
    if gap < ALIGNED or _MARKER.match(before) or before.endswith(":"):
        return False
    return gap >= WIDE or any(abs(row.words[at].left - left) < WITHIN * row.height for left in near)


def _hangs(rows: Sequence[Row], number: int, cells: Sequence[int]) -> bool:
    """Whether a row begins a paragraph that hangs beside its first words: the next row goes on at the same place."""
    if len(cells) != 1 or number + 1 == len(rows):
        return False
    row, below = rows[number], rows[number + 1]
    begins, goes_on = row.words[cells[0]], below.words[0]
    near = 0 < below.middle - row.middle < 2.5 * row.height
    return near and abs(goes_on.left - begins.left) < WITHIN * row.height and not any(c.isdigit() for c in begins.word.text)


def confidence_of(lines: Sequence[SeenLine]) -> float:
    """How sure an engine is of a page, between 0 and 1: the mean over its letters; 1 where nothing is written."""
    letters: NDArray[np.float64] = np.array([sum(len(word.text) for word in line.words) for line in lines], np.float64)
    return float(np.average([line.confidence for line in lines], weights=letters)) if len(lines) else 1.0

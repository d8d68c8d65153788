"""Cuts the characters of a page into pieces: what stands on one line without a wide gap.

A piece is a line of prose, the cell of a table, or a mark set higher or lower than its line. All that is decided of a page's
layout is decided of pieces: which of them go on in the same line, which make a table's row, and which order they are read in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muniment_engines.bundled.pdf.characters import BREAK, HYPHEN, SPACE

WIDE = 0.9
"""How much of its line's height a gap has at least that parts two pieces."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`start` and `end` count the page's characters; the box is in points as displayed.

    `gap` is the code of what stands before it in the file's order: SPACE, BREAK, or HYPHEN where a hyphen ends the line before.
    """

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float
    gap: int

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def runs_down(self) -> bool:
        """Whether its line runs up or down the page."""
        return self.end - self.start > 2 and self.height > 1.5 * (self.right - self.left)


def cut(codes: NDArray[np.uint32], boxes: NDArray[np.float32]) -> list[Piece]:
    """The pieces of a page in the file's order; `codes` has single blanks, and none at either end."""
    if not len(codes):
        return []
    blank = (codes == SPACE) | (codes == BREAK)
    at = np.flatnonzero(blank)
    before, after = boxes[at - 1], boxes[at + 1]
    height = np.minimum(before[:, 3] - before[:, 1], after[:, 3] - after[:, 1])
    across = after[:, 0] - before[:, 2]
    level = np.minimum(before[:, 3], after[:, 3]) - np.maximum(before[:, 1], after[:, 1])
    apart = (codes[at] == BREAK) | (across > WIDE * height) | (across < -height) | (level < 0.2 * height)
    hyphens = np.flatnonzero(codes[:-1] == HYPHEN)
    starts = np.unique(np.concatenate(([0], at[apart] + 1, hyphens + 1)))
    starts = starts[~blank[starts]]
    filled = np.where(blank[:, None], np.float32(np.nan), boxes)
    edges = np.concatenate((np.fmin.reduceat(filled[:, :2], starts), np.fmax.reduceat(filled[:, 2:], starts)), axis=1)
    parted = blank[starts - 1]
    gaps = np.where(parted, codes[starts - 1], HYPHEN)
    ends = np.append(starts[1:] - parted[1:], len(codes))
    rows = zip(starts.tolist(), ends.tolist(), edges.tolist(), gaps.tolist(), strict=True)
    return [Piece(start, end, left, top, right, bottom, gap) for start, end, (left, top, right, bottom), gap in rows]

"""Which lines of a page are headings, by how they are set: larger than its text, or bold and apart from it.

What a heading says ("ARTICLE IV", "2.1 Rent") is judged by whoever reads the text. Here is told what the text does not show.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from muniment_engines.bundled.pdf.characters import BREAK
from muniment_engines.bundled.pdf.text import Composed, decoded

LARGER = 1.12
"""How much larger than the page's usual character those of a heading are."""

LEVELS = (1.6, 1.25)
"""The same for headings of the first and second level."""

LONGEST = 120
MARGIN = 0.08
"""Share of a page's height."""

LINES = 3
"""Of one heading, at most."""

MANY = 0.4
"""Share of a page's lines from which on bold ones are no headings."""

_BAR = " | "


def headings_of(page: Composed, bold: NDArray[np.bool_], height: float) -> tuple[tuple[int, int, int], ...]:
    """Start and end in the text, and level from 1.

    `bold` is bool[n] of the page's characters that begin bold lines; `height` is the page's, whose lower margin has no headings.
    """
    visible = np.flatnonzero(~page.blank)
    if not len(visible):
        return ()
    heights = page.boxes[:, 3] - page.boxes[:, 1]
    usual = float(np.median(heights[visible]))
    if usual <= 0:
        return ()
    ends = np.append(np.flatnonzero(page.codes == BREAK), len(page.codes))
    starts = np.append(0, ends[:-1] + 1)
    apart = np.append(True, ends[:-1] == starts[:-1])  # an empty line is above
    kept = (ends > starts) & (ends - starts <= LONGEST)
    kept[kept] = page.boxes[starts[kept], 1] < (1 - MARGIN) * height
    heavy = np.zeros(len(starts), bool)
    heavy[kept] = bold[page.source[starts[kept]]]
    size = np.zeros(len(starts))
    size[kept] = np.minimum(heights[starts[kept]], heights[ends[kept] - 1])
    if heavy.sum() > MANY * (ends > starts).sum():
        heavy[:] = False
    candidates = np.flatnonzero(kept & ((size > LARGER * usual) | heavy)).tolist()
    blocks = _blocks(candidates, size)
    return tuple(
        (int(starts[first]), int(ends[last]), _level(size[first] / usual))
        for first, last in blocks
        if (size[first] > LARGER * usual or apart[first]) and _may_be(decoded(page.codes[starts[first] : ends[last]]))
    )


def _blocks(candidates: list[int], size: NDArray[np.float64]) -> list[tuple[int, int]]:
    """First and last line of candidates that follow each other and are of one size, as long as they are few."""
    blocks: list[tuple[int, int]] = []
    for line in candidates:
        if blocks and blocks[-1][1] == line - 1 and abs(size[line] - size[line - 1]) < 0.05 * size[line]:
            blocks[-1] = (blocks[-1][0], line)
        else:
            blocks.append((line, line))
    return [(first, last) for first, last in blocks if last - first < LINES]


def _level(ratio: float) -> int:
    return next((level for level, least in enumerate(LEVELS, 1) if ratio >= least), len(LEVELS) + 1)


def _may_be(text: str) -> bool:
    if sum(c.isalpha() for c in text) < 3 or len(text) > LONGEST or _BAR in text:
        return False
    return not (text[0].islower() or text[-1] in ",;:")

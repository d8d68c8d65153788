"""Makes a page's text of its characters, and keeps for each character of the text where it came from.

Spaces are folded first: a run of them becomes one, or one line break. Then hyphens at lines' ends are resolved, and at last a
blank line is put wherever the gap between two lines says that a paragraph ends. The order is PDFium's, which is the file's own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muniment_engines.bundled.pdf.characters import BREAK, DROPPED, HYPHEN, SPACE, Characters
from muniment_engines.bundled.pdf.hyphens import Vocabulary

WIDER = 0.4
"""How much more of a line's height than usual the gap before a paragraph has."""

USUAL = 25
"""Percentile of a page's gaps that lies within its paragraphs."""


@dataclass(frozen=True, eq=False)
class Composed:
    """`codes` is uint32[n], the text's code points; `boxes` float32[n, 4] in points as displayed, zeros for spaces."""

    codes: NDArray[np.uint32]
    boxes: NDArray[np.float32]

    @property
    def text(self) -> str:
        return decoded(self.codes)

    @property
    def blank(self) -> NDArray[np.bool_]:
        return is_blank(self.codes)


def compose(characters: Characters, vocabulary: Vocabulary) -> Composed:
    """The text of a page; `vocabulary` learns its words."""
    codes, source = _folded(characters.codes)
    codes, kept = _resolved(codes, vocabulary)
    source = source[kept]
    gaps = _paragraph_ends(codes, characters.boxes[source])
    return Composed(np.insert(codes, gaps, BREAK), np.insert(characters.boxes[source], gaps, 0, axis=0))


def decoded(codes: NDArray[np.uint32]) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le")


def is_blank(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    blank: NDArray[np.bool_] = (codes == SPACE) | (codes == BREAK)
    return blank


def _folded(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The codes with each run of spaces and breaks as one of them, none at either end; and where each was before."""
    source = np.flatnonzero(codes != DROPPED)
    codes = codes[source]
    blank = is_blank(codes)
    begins = blank & ~np.append(False, blank[:-1])
    run = np.cumsum(begins) - 1
    broken = np.zeros(int(begins.sum()), bool)
    broken[run[codes == BREAK]] = True
    codes = codes.copy()
    codes[begins] = np.where(broken, np.uint32(BREAK), np.uint32(SPACE))
    keep = ~blank | begins
    if not (~blank).any():
        return codes[:0], source[:0]
    visible = np.flatnonzero(~blank)
    keep[: visible[0]] = False
    keep[visible[-1] + 1 :] = False
    return codes[keep], source[keep]


def _resolved(codes: NDArray[np.uint32], vocabulary: Vocabulary) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """The codes without the hyphens of broken words, and bool[n] of what was kept. The line ends after the word."""
    draft = decoded(codes)
    vocabulary.learn(draft)
    kept = np.ones(len(codes), bool)
    blanks = np.flatnonzero(is_blank(codes))
    codes = codes.copy()
    for at in np.flatnonzero(codes == HYPHEN):
        place = int(np.searchsorted(blanks, at))
        start = int(blanks[place - 1]) + 1 if place else 0
        end = int(blanks[place]) if place < len(blanks) else len(codes)
        if vocabulary.joins(draft[start:at], draft[at + 1 : end]):
            kept[at] = False
        else:
            codes[at] = ord("-")
        if end < len(codes):
            codes[end] = BREAK
    return codes[kept], kept


def _paragraph_ends(codes: NDArray[np.uint32], boxes: NDArray[np.float32]) -> NDArray[np.int64]:
    """Indices of the line breaks after which the next line stands further off than lines of one paragraph do."""
    breaks = np.flatnonzero(codes == BREAK)
    if len(breaks) < 2:
        return breaks[:0]
    starts = np.append(0, breaks + 1)
    filled = np.where(is_blank(codes)[:, None], np.float32(np.nan), boxes)
    top, bottom = np.fmin.reduceat(filled[:, 1], starts), np.fmax.reduceat(filled[:, 3], starts)
    gap, height = top[1:] - bottom[:-1], bottom - top
    lower = np.minimum(height[1:], height[:-1])
    within = gap[(gap > -lower) & (gap < 2 * lower)]
    if len(within) < 2:
        return breaks[:0]
    ends: NDArray[np.int64] = breaks[gap > np.percentile(within, USUAL) + WIDER * lower]
    return ends

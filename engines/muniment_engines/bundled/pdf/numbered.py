"""Pages whose lines are numbered in the left margin, as a court reporter's transcript or a pleading is.

The numbers belong to the paper, not to what was said: in the text they would stand in the midst of sentences. So they are taken
out, and kept with where each line begins, so that a citation can say 45:12. A column of numbers is taken for them where it counts
from one to twenty or more, at the left, in even steps as wide as a typewriter's, down most of the page. The number of the page,
which stands above or below the lines, is found along with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from muniment_engines.bundled.pdf.characters import DROPPED, Characters
from muniment_engines.bundled.pdf.geometry import Frame
from muniment_engines.bundled.pdf.text import Composed, decoded

FEWEST, MOST = 20, 40
"""Lines on one page."""

LONGEST = 20_000
"""Characters on a page that may be numbered, at most."""

PITCH = 15.0
"""Points from one line to the next, at least: numbered pages have wide lines, tables have not."""

UNEVEN = 0.3
"""How much a step may differ from the usual one."""

DOWN = 0.5
"""Share of the page's height that the lines take, at least."""

LEFT = 0.25
"""Share of the page's breadth in which the numbers stand."""

BESIDE = 6.0
"""Points by which the edges of the numbers differ at most."""

_AT_LINE = re.compile(r"^[ \0]*(\d{1,2})(?=[ \n\0]|$)", re.M)
_PAGE = re.compile(r"^[ \0]*(?:Page\s+)?(\d{1,5})[ \0]*$", re.M)


@dataclass(frozen=True)
class Numbering:
    """`spans` are the numbers' places among the page's characters, `middles` their heights, the first line's first."""

    spans: tuple[tuple[int, int], ...]
    middles: NDArray[np.float64]
    pitch: float
    label: str

    def without_numbers(self, characters: Characters) -> Characters:
        """The page's characters without the lines' numbers."""
        codes = characters.codes.copy()
        for start, end in self.spans:
            codes[start:end] = DROPPED
        return Characters(codes, characters.boxes, characters.suspect, characters.bold)

    def lines(self, page: Composed) -> tuple[tuple[int, int], ...]:
        """Where each line begins in the text, and its number. What stands above and below the lines has none."""
        at = np.flatnonzero(~page.blank)
        middle = (page.boxes[at, 1] + page.boxes[at, 3]) / 2
        nearest = np.abs(middle[:, None] - self.middles[None, :])
        number, distance = nearest.argmin(axis=1), nearest.min(axis=1)
        near = distance < 0.6 * self.pitch
        change = np.flatnonzero(near & (np.append(-1, np.where(near, number, -1)[:-1]) != number))
        return tuple((int(at[place]), int(number[place]) + 1) for place in change)


def numbering_of(characters: Characters, frame: Frame) -> Numbering | None:
    """None for the pages of nearly all documents."""
    if len(characters.codes) > LONGEST:
        return None
    text = decoded(characters.codes)
    found = [match.span(1) for match in _AT_LINE.finditer(text)]
    if not FEWEST <= len(found) <= LONGEST // 10:
        return None
    chain = _longest(text, found, characters.boxes)
    if not FEWEST <= len(chain) <= MOST:
        return None
    boxes = np.array([_box(characters.boxes, span) for span in chain], np.float64)
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    steps = np.diff(middles)
    pitch = float(median(steps.tolist()))
    width, height = frame.size
    even = bool((np.abs(steps - pitch) < UNEVEN * pitch).mean() > 0.9)
    if pitch < PITCH or not even or middles[-1] - middles[0] < DOWN * height or boxes[:, 2].max() > LEFT * width:
        return None
    if _left_of(characters.boxes, boxes):
        return None
    return Numbering(tuple(chain), middles, pitch, _label(text, characters.boxes, middles, pitch))


def _longest(text: str, found: Sequence[tuple[int, int]], boxes: NDArray[np.float32]) -> list[tuple[int, int]]:
    """The longest of the chains 1, 2, 3 … whose numbers stand below each other."""
    best: list[tuple[int, int]] = []
    for first, span in enumerate(found):
        if text[slice(*span)] != "1":
            continue
        chain = [span]
        for other in found[first + 1 :]:
            if int(text[slice(*other)]) == len(chain) + 1 and _below(_box(boxes, chain[-1]), _box(boxes, other)):
                chain.append(other)
        best = max(best, chain, key=len)
    return best


def _box(boxes: NDArray[np.float32], span: tuple[int, int]) -> tuple[float, float, float, float]:
    part = boxes[span[0] : span[1]]
    (left, top), (right, bottom) = part[:, :2].min(axis=0).tolist(), part[:, 2:].max(axis=0).tolist()
    return left, top, right, bottom


def _below(above: tuple[float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    return box[1] > above[1] and min(abs(box[0] - above[0]), abs(box[2] - above[2])) < BESIDE


def _left_of(boxes: NDArray[np.float32], numbers: NDArray[np.float64]) -> bool:
    """Whether more than a stroke or two stands left of the numbers, level with them."""
    level = (boxes[:, 1] > numbers[0, 1]) & (boxes[:, 3] < numbers[-1, 3])
    return int((level & (boxes[:, 2] > 0) & (boxes[:, 2] < numbers[:, 0].min())).sum()) > FEWEST


def _label(text: str, boxes: NDArray[np.float32], middles: NDArray[np.float64], pitch: float) -> str:
    """The number that stands alone above or below the lines; empty where there is none."""
    for match in _PAGE.finditer(text):
        _, top, _, bottom = _box(boxes, match.span(1))
        middle = (top + bottom) / 2
        if middle < middles[0] - 0.6 * pitch or middle > middles[-1] + 0.6 * pitch:
            return match[1]
    return ""

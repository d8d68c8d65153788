"""Where a quote stands on its page: boxes of its words, joined along each line."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muniment_retrieval.model import StoredPage

QUARTER = 0.25
"""Boxes are stored in quarter points."""

STEEPEST = 1.4
"""How many times a word's height a lit stretch of a line may have on a scan: where paper lay askew, a line is lit in steps."""

GAP_IN_HEIGHTS = 2.5
"""Words of a line that stand farther apart than this are lit one by one: there is a column between them."""


@dataclass(frozen=True)
class Box:
    """A rectangle in points from the top left of the page as displayed."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left), min(self.top, other.top), max(self.right, other.right), max(self.bottom, other.bottom)
        )


def quote_boxes(page: StoredPage, start: int, end: int) -> list[Box]:
    """The boxes of `page.text[start:end]`, one for each line and column that it runs over, in reading order.

    Empty where the page does not say where its words stand.
    """
    spans, scale = page.words.spans, QUARTER * page.factor
    inside = (spans[:, 0] < end) & (spans[:, 1] > start)
    boxes = [Box(*(float(value) * scale for value in row)) for row in page.words.boxes[inside]]
    return _joined([b for b in boxes if b.right > b.left and b.height > 0], STEEPEST if page.scan else inf)


def text_edges(page: StoredPage) -> tuple[float, float]:
    """Where the page's text begins and ends from left to right, in points; the page's edges where nobody knows."""
    boxes = page.words.boxes
    if not len(boxes):
        return 0.0, page.width
    scale = QUARTER * page.factor
    left, right = float(boxes[:, 0].min()) * scale, float(boxes[:, 2].max()) * scale
    return max(0.0, left), min(page.width, max(right, left + page.width / 3))


def _joined(words: list[Box], steepest: float) -> list[Box]:
    lines: list[Box] = []
    for word in words:
        if lines and _continues(lines[-1], word) and lines[-1].joined(word).height <= steepest * word.height:
            lines[-1] = lines[-1].joined(word)
        else:
            lines.append(word)
    return lines


def _continues(line: Box, word: Box) -> bool:
    shared = min(line.bottom, word.bottom) - max(line.top, word.top)
    if shared < 0.5 * min(line.height, word.height):
        return False
    gap = max(word.left - line.right, line.left - word.right)
    return gap < GAP_IN_HEIGHTS * max(line.height, word.height)

"""Puts what was drawn late where it is read: a heading between its paragraphs, a value beside the name of its field.

A page is read in the order of the file, which is nearly always the order in which it was written. What programs draw late are
headings, captions, and what was filled into a form. Such a thing is of a few lines, and the page has an empty place in the midst
of what was drawn before, just where it stands. A second column has none: it stands beside the first.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from muniment_engines.bundled.pdf.lines import Line

LARGEST = 3
"""Lines of what is moved, at most."""

LINES = 2000
"""Lines of a page to put into order, at most."""

PASSED = 3
"""Lines further down that were drawn before it, at least: a page's number alone may be drawn first."""

MOST = 100
"""Things on one page to move, at most: where there are more, the page has an order of its own."""

TOLERANCE = 0.3
"""How much of a line's height two lines may share that stand below each other."""

BESIDE = 20.0
"""Heights of a line that a value stands from its field's name, at most."""


def reading_order(lines: Sequence[Line]) -> list[int] | None:
    """The numbers of the lines as they are read; None where that is the order in which they come."""
    if not LARGEST <= len(lines) <= LINES:
        return None
    boxes = np.array([_box(line) for line in lines])
    late = _late(boxes)
    if not 0 < len(late) <= MOST:
        return None
    moved = {number for first, last in late for number in range(first, last)}
    order = [number for number in range(len(lines)) if number not in moved]
    for first, last in late:
        place = _place(lines, boxes, order, first, last)
        if place is None:
            place = next((at for at, number in enumerate(order) if number > first), len(order))
        order[place:place] = range(first, last)
    return None if order == list(range(len(lines))) else order


def _box(line: Line) -> tuple[float, float, float, float]:
    return line.cells[0].left, line.top, line.cells[-1].right, line.bottom


def _late(boxes: NDArray[np.float64]) -> list[tuple[int, int]]:
    """First line, and the one after the last, of each small block that goes back up to above several lines, or follows such."""
    left, top, right, bottom = boxes.T
    height = bottom - top
    gap = top[1:] - bottom[:-1]
    apart = (gap < -0.5 * height[1:]) | (gap > height[1:]) | (left[1:] > right[:-1]) | (right[1:] < left[:-1])
    firsts = np.append(0, np.flatnonzero(apart) + 1).tolist()
    found: list[tuple[int, int]] = []
    for first, last in zip(firsts, [*firsts[1:], len(boxes)], strict=True):
        follows = bool(found) and found[-1][1] == first
        if last - first > LARGEST or not first or not (follows or top[first] < top[first - 1] - height[first]):
            continue
        passed = top[:first] >= bottom[last - 1]
        if last - first > 1:
            passed &= (left[:first] < right[first]) & (right[:first] > left[first])
        if int(passed.sum()) >= PASSED:
            found.append((first, last))
    return found


def _place(lines: Sequence[Line], boxes: NDArray[np.float64], order: list[int], first: int, last: int) -> int | None:
    """Where in `order` the block belongs; None where no place is empty for it."""
    left, top = boxes[first:last, 0].min(), boxes[first, 1]
    right, bottom = boxes[first:last, 2].max(), boxes[last - 1, 3]
    near = TOLERANCE * (boxes[first, 3] - top)
    placed = boxes[order]
    over = (placed[:, 0] < right) & (placed[:, 2] > left)
    above, below = placed[:, 3] <= top + near, placed[:, 1] >= bottom - near
    if last - first == 1 and (beside := _field_of(lines, placed, order, boxes[first])) is not None:
        return beside + 1
    between = over[:-1] & above[:-1] & over[1:] & below[1:]
    found = np.flatnonzero(between)
    if len(found):
        return int(found[0]) + 1
    return None


def _field_of(lines: Sequence[Line], placed: NDArray[np.float64], order: list[int], box: NDArray[np.float64]) -> int | None:
    """The place of the field's name that ends right before the box, on its line."""
    height = box[3] - box[1]
    shared = np.minimum(placed[:, 3], box[3]) - np.maximum(placed[:, 1], box[1])
    gap = box[0] - placed[:, 2]
    beside = np.flatnonzero((shared > 0.5 * height) & (gap > -TOLERANCE * height) & (gap < BESIDE * height))
    for at in beside[np.argsort(gap[beside])][:1].tolist():
        if lines[order[at]].cells[-1].names_field:
            return int(at)
    return None

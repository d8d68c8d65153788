"""Where each word of a page's text stands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from muniment_engines.api import Words
from muniment_engines.bundled.pdf.geometry import Frame
from muniment_engines.bundled.pdf.text import Composed

_UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
"""Scripts that write no spaces between words: there each character is lit by itself."""


def words_of(page: Composed, frame: Frame) -> Words:
    """A row for each run without spaces, or for each of its parts where it goes on elsewhere on the page."""
    visible = ~page.blank
    if not visible.any():
        return Words.none()
    begins = visible & (~_shifted(visible) | _apart(page.boxes) | _unspaced(page.codes))
    starts = np.flatnonzero(begins)
    lengths = np.add.reduceat(visible.astype(np.int32), starts)
    spans = np.stack((starts, starts + lengths), axis=1).astype(np.int32)
    inside = np.flatnonzero(visible)
    first = np.searchsorted(inside, starts)
    boxes = page.boxes[inside]
    rows = np.concatenate((np.minimum.reduceat(boxes[:, :2], first), np.maximum.reduceat(boxes[:, 2:], first)), axis=1)
    return Words(spans, frame.quarters(rows))


def _shifted(values: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.append(False, values[:-1])


def _apart(boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
    """bool[n]: whether a character shares neither height nor breadth of the page with the one before it."""
    before, after = boxes[:-1], boxes[1:]
    across = np.maximum(before[:, 0], after[:, 0]) > np.minimum(before[:, 2], after[:, 2])
    down = np.maximum(before[:, 1], after[:, 1]) > np.minimum(before[:, 3], after[:, 3])
    return np.append(False, across & down)


def _unspaced(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """bool[n]: whether a word begins here because this character, or the one before, is of a script without spaces."""
    if not (codes >= _UNSPACED[0][0]).any():
        return np.zeros(len(codes), bool)
    found: NDArray[np.bool_] = np.logical_or.reduce([(codes >= low) & (codes <= high) for low, high in _UNSPACED])
    return np.logical_or(found, _shifted(found))

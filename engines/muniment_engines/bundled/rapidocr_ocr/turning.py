"""Turns a picture so that its writing stands upright, because the detection finds more there, and takes boxes back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from muniment_engines.api import SeenLine, SeenWord

Corners = tuple[float, float, float, float]


def upright(picture: NDArray[np.uint8], turned: int) -> NDArray[np.uint8]:
    """A picture whose writing stands turned by 0, 90, 180 or 270 degrees clockwise, turned back."""
    return np.ascontiguousarray(np.rot90(picture, turned // 90)) if turned else picture


def taken_back(line: SeenLine, turned: int, size: tuple[int, int]) -> SeenLine:
    """A line of an upright picture where it stands in the one that was given, of this width and height."""
    words = tuple(SeenWord(word.text, _taken_back(word.box, turned, size)) for word in line.words)
    return SeenLine(words, line.confidence)


def _taken_back(box: Corners, turned: int, size: tuple[int, int]) -> Corners:
    left, top, right, bottom = box
    width, height = size
    if turned == 90:
        return width - bottom, left, width - top, right
    if turned == 180:
        return width - right, height - bottom, width - left, height - top
    return (top, height - right, bottom, height - left) if turned == 270 else box

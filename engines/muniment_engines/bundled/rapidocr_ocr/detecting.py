"""Finds where something is written in a picture, by PP-OCR's detection model (DB, "differentiable binarisation").

The picture is shrunk to the size that the model needs, the model gives the likelihood of writing for each pixel, and what is
likely enough and hangs together is one place: a line, or a piece of one. The model marks the inner part of a line only; `GROWTH`
undoes that where boxes are fitted.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

LONGEST_SIDE = 1600
"""Pixels of the longer side of what the model sees; a page at 137 pixels per inch."""
GROWTH = 1.6
"""How much of its area over its circumference a place grows on every side."""
LIKELY, LIKELY_ON_AVERAGE = 0.3, 0.35
"""Single digits and letters are less likely on average than words; what is no writing after all is found out in reading it."""
MOST_PLACES = 3000
SMALLEST = 2.0
"""Pixels, as the model sees them, of the shorter side of a place."""

_STRIDE = 32
"""The model takes sides of whole multiples of this."""
_ENLARGED_TO = 640
_MOST_ENLARGED = 2.0


class Detector:
    """`session` is onnxruntime's for the detection model."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._input = session.get_inputs()[0].name

    def places(self, picture: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
        """The outlines of all places, each float32[n, 2] in pixels of the picture, which is uint8[height, width, 3] (BGR)."""
        height, width = picture.shape[:2]
        across, down = _size(width, height)
        seen = _shrunk(picture, across, down) if across < width else cv2.resize(picture, (across, down))
        normal = np.ascontiguousarray(((seen.astype(np.float32) - 127.5) / 127.5).transpose(2, 0, 1)[None])
        likelihood = self._session.run(None, {self._input: normal})[0][0, 0]
        scale = np.array([width / across, height / down], np.float32)
        return [outline.astype(np.float32) * scale for outline in _outlines(likelihood)]


def _shrunk(picture: NDArray[np.uint8], across: int, down: int) -> NDArray[np.uint8]:
    """The specks of a bad scan would else look like points, and hide single digits."""
    return np.asarray(cv2.resize(cv2.medianBlur(picture, 3), (across, down), interpolation=cv2.INTER_AREA), np.uint8)


def _size(width: int, height: int) -> tuple[int, int]:
    longest = max(width, height)
    scale = min(LONGEST_SIDE / longest, max(1.0, min(_MOST_ENLARGED, _ENLARGED_TO / longest)))
    across, down = (max(_STRIDE, round(side * scale / _STRIDE) * _STRIDE) for side in (width, height))
    return across, down


def _outlines(likelihood: NDArray[np.float32]) -> list[NDArray[np.int32]]:
    mask = cv2.dilate((likelihood > LIKELY).astype(np.uint8), np.ones((2, 2), np.uint8))
    found, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    outlines = [np.asarray(outline, np.int32).reshape(-1, 2) for outline in found[:MOST_PLACES]]
    return [outline for outline in outlines if _is_writing(outline, likelihood)]


def _is_writing(outline: NDArray[np.int32], likelihood: NDArray[np.float32]) -> bool:
    """Whether a place is large enough, and likely on the average of its box."""
    box = cv2.minAreaRect(outline)
    if min(box[1]) < SMALLEST:
        return False
    corners = cv2.boxPoints(box)
    limits = np.array(likelihood.shape[::-1]) - 1
    first = np.floor(corners.min(axis=0)).astype(np.int32).clip(0, limits)
    last = np.ceil(corners.max(axis=0)).astype(np.int32).clip(0, limits)
    part = likelihood[first[1] : last[1] + 1, first[0] : last[0] + 1]
    mask = np.zeros(part.shape, np.uint8)
    cv2.fillPoly(mask, [(corners - first).astype(np.int32)], 1)
    return float(cv2.mean(part, mask)[0]) >= LIKELY_ON_AVERAGE

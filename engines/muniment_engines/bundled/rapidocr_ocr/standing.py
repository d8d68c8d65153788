"""How the writing stands in a picture, and the boxes of its lines.

Angles are degrees clockwise, from 0 where writing runs to the right. All lines of a page run about the same way, but for what
stands in a margin; which of two opposite ways it is can only be told by reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from muniment_engines.bundled.rapidocr_ocr.detecting import GROWTH

LONG = 4.0
"""How many times longer than high a place is whose own angle can be trusted."""
ASIDE = 2.5
"""How many times higher than long a place is that runs across the others."""
ASKEW = 10.0
"""Degrees by which a line may differ from the others' angle."""


@dataclass(frozen=True, eq=False)
class Box:
    """A line's place. `corners` is float32[4, 2]: where the writing's upper left, upper right, lower right and lower left are."""

    corners: NDArray[np.float32]
    angle: float
    aside: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Length and height."""
        across, down = self.corners[1] - self.corners[0], self.corners[3] - self.corners[0]
        return float(np.hypot(*across)), float(np.hypot(*down))

    def reversed(self) -> Box:
        """The same place, read the other way."""
        return Box(np.roll(self.corners, 2, axis=0), self.angle + 180, self.aside)


def angle_of(places: Sequence[NDArray[np.float32]]) -> float:
    """The angle of most writing, from -45 up to 135; the opposite angle is as likely."""
    angles, weights = [], []
    for place in places:
        (_, _), (width, height), angle = cv2.minAreaRect(place)
        if width < height:
            width, height, angle = height, width, angle + 90
        if width >= LONG / 2 * height:
            angles.append((angle + 45) % 180 - 45)
            weights.append(width)
    if not angles:
        return 0.0
    sideways = [angle > 45 for angle in angles]
    is_sideways = np.dot(sideways, weights) * 2 > sum(weights)
    kept = [(angle, weight) for angle, weight, side in zip(angles, weights, sideways, strict=True) if side == is_sideways]
    return _weighted_median(kept)


def boxes_of(places: Sequence[NDArray[np.float32]], angle: float) -> list[Box]:
    """The box of each place, where the page's writing runs at `angle`."""
    return [_box_of(place, angle) for place in places]


def _box_of(place: NDArray[np.float32], angle: float) -> Box:
    box = _fitted(place, angle)
    length, height = box.size
    if height > ASIDE * length:
        return _fitted(place, _own_angle(place, angle + 90), aside=True)
    return _fitted(place, _own_angle(place, angle)) if length > LONG * height else box


def _own_angle(place: NDArray[np.float32], angle: float) -> float:
    """The angle of a place's smallest box, unless it is far from `angle`."""
    off = (cv2.minAreaRect(place)[2] - angle + 45) % 90 - 45
    return angle + off if abs(off) <= ASKEW else angle


def _fitted(place: NDArray[np.float32], angle: float, aside: bool = False) -> Box:
    """The smallest box at this angle, grown on every side as the detection has shrunk it."""
    axes = axes_of(angle)
    along = place @ axes.T
    first, last = along.min(axis=0), along.max(axis=0)
    width, height = np.maximum(last - first, 1.0)
    margin = width * height * GROWTH / (2 * (width + height))
    left, top = first - margin
    right, bottom = last + margin
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32) @ axes
    return Box(corners.astype(np.float32), angle, aside)


def axes_of(angle: float) -> NDArray[np.float32]:
    """float32[2, 2]: the unit vectors along writing and down its lines."""
    cosine, sine = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
    return np.array([(cosine, sine), (-sine, cosine)], np.float32)


def _weighted_median(values: Sequence[tuple[float, float]]) -> float:
    ordered = sorted(values)
    reached = np.cumsum([weight for _, weight in ordered])
    return ordered[int(np.searchsorted(reached, reached[-1] / 2))][0]

"""How large a picture is on paper, in points."""

from __future__ import annotations

import math

POINTS_PER_INCH = 72.0

_STATED = (101.0, 2400.0)
"""Resolutions (the finer of the two directions) that a scanner has meant. Cameras and screens state 72 or 96 and mean nothing."""
_SIDES = (0.5, 17.0)
"""Inches of the shorter and of the longer side that a scanner's glass allows."""
_COARSEST = 96.0
_LONGEST = 11.69
"""Inches of the longer side of an A4 sheet, which a picture of unknown size is taken to fill if it has the pixels."""


def size_in_points(pixels: tuple[int, int], resolution: tuple[float, float] | None) -> tuple[float, float]:
    """Width and height of a picture. `resolution` is what the file states, in pixels per inch across and down.

    The two may differ: a fax has half as many lines as columns.
    """
    if resolution is not None:
        width, height = pixels[0] / resolution[0], pixels[1] / resolution[1]
        if _STATED[0] <= max(resolution) <= _STATED[1] and _SIDES[0] <= min(width, height) and max(width, height) <= _SIDES[1]:
            return width * POINTS_PER_INCH, height * POINTS_PER_INCH
    points = POINTS_PER_INCH / max(_COARSEST, max(pixels) / _LONGEST)
    return pixels[0] * points, pixels[1] * points


def stated_resolution(value: object) -> tuple[float, float] | None:
    """Pixels per inch as Pillow found them in a file, which can hold anything; None where they are no two positive numbers."""
    try:
        across, down = (float(number) for number in value)  # type: ignore[attr-defined]
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return (across, down) if all(math.isfinite(number) and number > 0 for number in (across, down)) else None

"""Draws a decoded picture, or a region of it, at any scale."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from muniment_engines.api import ParseLimits, Pixels, Region
from muniment_engines.bundled.image.frames import Frame
from muniment_engines.errors import DocumentError

MAXIMUM_SCALE = 64.0
_INEXACT = 0.05
_REDUCING_GAP = 3.0
"""How far a picture may be shrunk by averaging, which is fast, before the last step is done well."""


def draw(frame: Frame, scale: float, region: Region | None, limits: ParseLimits) -> Pixels:
    """White beyond the picture. Raises `DocumentError` "too large" for more pixels than `limits.pixels`."""
    if not 0 < scale <= MAXIMUM_SCALE:
        raise DocumentError("too large", f"A picture cannot be drawn {scale:g} times its size; zoom out.")
    left, top, right, bottom = region or (0.0, 0.0, frame.width, frame.height)
    if not all(map(math.isfinite, (left, top, right, bottom))):
        raise DocumentError("failed", "There is nothing to draw outside of the picture.")
    width, height = _whole((right - left) * scale), _whole((bottom - top) * scale)
    if width < 1 or height < 1:
        raise DocumentError("failed", "There is nothing to draw in a region without an area.")
    if width * height > limits.pixels:
        raise DocumentError("too large", "This picture is too large to be drawn at this size; zoom out.")
    pixels = np.full((height, width, 4), 255, np.uint8)
    inside = _inside((left, top, right, bottom), frame)
    if inside is not None:
        _paste(pixels, frame, inside, (left, top), scale)
    return Pixels(pixels)


def _whole(length: float) -> int:
    """Pixels that a length takes; what is over by an inexact division takes none."""
    return math.ceil(length - _INEXACT)


def _inside(region: Region, frame: Frame) -> Region | None:
    """The part of a region that the picture covers."""
    left, top, right, bottom = region
    cut = (max(left, 0.0), max(top, 0.0), min(right, frame.width), min(bottom, frame.height))
    return cut if cut[0] < cut[2] and cut[1] < cut[3] else None


def _paste(
    pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]],
    frame: Frame,
    inside: Region,
    origin: tuple[float, float],
    scale: float,
) -> None:
    height, width, _ = pixels.shape
    x, y = round((inside[0] - origin[0]) * scale), round((inside[1] - origin[1]) * scale)
    across = min(width - x, max(1, _whole((inside[2] - inside[0]) * scale)))
    down = min(height - y, max(1, _whole((inside[3] - inside[1]) * scale)))
    if across < 1 or down < 1:
        return
    columns, rows = frame.image.width / frame.width, frame.image.height / frame.height
    box = (inside[0] * columns, inside[1] * rows, inside[2] * columns, inside[3] * rows)
    box = (box[0], box[1], min(box[2], frame.image.width), min(box[3], frame.image.height))
    part = frame.image.resize((across, down), Image.Resampling.BICUBIC, box=box, reducing_gap=_REDUCING_GAP)
    pixels[y : y + down, x : x + across, :3] = np.asarray(part.convert("RGB"))

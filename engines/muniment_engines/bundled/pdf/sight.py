"""Which characters of a page a person cannot see: in no ink or in white, in a layer that is off, too small, or beyond the page.

Words that are drawn in a suspect manner are looked for on the drawn page: where their place is all of one colour, nobody sees
them. Words without ink over a picture are what OCR leaves behind, and are read in the picture.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from muniment_engines.bundled.pdf import pictures
from muniment_engines.bundled.pdf.characters import Characters
from muniment_engines.bundled.pdf.geometry import Frame
from muniment_engines.bundled.pdf.manner import INKLESS

SMALLEST = 2.0
"""Points of height and breadth below which no letter is read."""

ALIKE = 24
"""By how much the colours of one surface differ at most, of 255."""

_SCALE = 2.0
_LONGEST_SIDE = 2400
_SMALL_PAGE = 150.0
_MOST_AREAS = 500


def hidden(page: Any, frame: Frame, characters: Characters) -> NDArray[np.bool_]:
    """bool[n]: which characters stand on the page for machines only."""
    found = _too_small(characters.boxes, frame) | _beyond(characters.boxes, frame)
    if not characters.suspect.any():
        return found
    suspect: NDArray[np.uint8] = np.where(found, np.uint8(0), characters.suspect)
    if not suspect.any():
        return found
    begins = np.flatnonzero((suspect != 0) & (np.append(0, suspect[:-1]) != suspect))
    ends = np.flatnonzero((suspect != 0) & (np.append(suspect[1:], 0) != suspect)) + 1
    edges = np.where(suspect[:, None] != 0, characters.boxes, np.nan)
    low, high = np.fmin.reduceat(edges[:, :2], begins), np.fmax.reduceat(edges[:, 2:], begins)
    words = np.concatenate((low, high), axis=1)
    open_ = np.ones(len(words), bool)
    inkless = suspect[begins] == INKLESS
    if inkless.any():
        open_[inkless] = ~_within(words[inkless], pictures.drawn(page, frame).pictures)
    if open_.any():
        open_[open_] = _unseen(page, words[open_], frame)
    for start, end in zip(begins[open_].tolist(), ends[open_].tolist(), strict=True):
        found[start:end] = True
    return found


def _too_small(boxes: NDArray[np.float32], frame: Frame) -> NDArray[np.bool_]:
    """bool[n]: with some extent, but in no direction enough of it. A page that is small as a whole has its own measure."""
    across, down = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    small: NDArray[np.bool_] = (down < SMALLEST) & (down > 0)
    if not small.any() or max(frame.size) <= _SMALL_PAGE:
        return np.zeros(len(boxes), bool)
    return small & (across < SMALLEST)


def _beyond(boxes: NDArray[np.float32], frame: Frame) -> NDArray[np.bool_]:
    """bool[n] of displayed boxes with some extent, no part of which is on the page."""
    width, height = frame.size
    if not len(boxes) or (boxes[:, :2].min() >= 0 and boxes[:, 0].max() < width and boxes[:, 1].max() < height):
        return np.zeros(len(boxes), bool)
    off = (boxes[:, 2] <= 0) | (boxes[:, 3] <= 0) | (boxes[:, 0] >= width) | (boxes[:, 1] >= height)
    outside: NDArray[np.bool_] = off & (boxes[:, 2] > boxes[:, 0])
    return outside


def _within(boxes: NDArray[np.float32], areas: NDArray[np.float32]) -> NDArray[np.bool_]:
    """bool[n] of boxes whose middle lies in one of the areas float32[m, 4]."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = np.zeros(len(boxes), bool)
    for left, top, right, bottom in areas[:_MOST_AREAS].tolist():
        inside |= (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
    return inside


def _unseen(page: Any, boxes: NDArray[np.float32], frame: Frame) -> NDArray[np.bool_]:
    """bool[n] of displayed boxes in whose place the drawn page is all of one colour."""
    width, height = frame.size
    scale = min(_SCALE, _LONGEST_SIDE / max(width, height, 1.0))
    columns, rows = max(round(width * scale), 1), max(round(height * scale), 1)
    pixels = np.full((rows, columns, 4), 255, np.uint8)
    address = ctypes.c_void_p(pixels.ctypes.data)
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_BGRx, address, pixels.strides[0])
    if not bitmap:
        return np.zeros(len(boxes), bool)
    try:
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, pdfium.FPDF_ANNOT)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    edges = np.concatenate((np.floor(boxes[:, :2] * scale), np.ceil(boxes[:, 2:] * scale)), axis=1)
    limits = np.array([columns, rows, columns, rows])
    places = np.clip(edges, 0, limits).astype(np.int64).tolist()
    return np.array([_of_one_colour(pixels[top:bottom, left:right, :3]) for left, top, right, bottom in places], bool)


def _of_one_colour(surface: NDArray[np.uint8]) -> bool:
    if not surface.size:
        return False
    return bool((surface.max(axis=(0, 1)).astype(int) - surface.min(axis=(0, 1))).max() < ALIKE)

"""What stands on a page, character by character: which, and where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from muniment_engines.bundled.pdf.geometry import Frame, within_reach
from muniment_engines.bundled.pdf.manner import bold, suspects
from muniment_engines.bundled.pdf.native import code_units, loose_boxes

DROPPED, HYPHEN, BREAK, SPACE = 0, 2, 10, 32
"""Codes that mean something here: of no use, a hyphen at a line's end, the end of a line, any space."""

JOINED, PARAGRAPH, ROW, CELL = 1, 0x1D, 0x1E, 0x1F
"""What layout puts in the place of a space or break: nothing at all, the end of a paragraph, of a table's row, of its cell."""

STACKED = 0.6
"""How much of its size a character stands at least below the one before it, if that ends a line by itself.

In a line that runs down the page, less lies between two words."""

_SPACES = (0x09, 0x0B, 0x0C, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_BREAKS = (0x0A, 0x0D, 0x85, 0x2028, 0x2029)
_INVISIBLE = (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF)
_SHOWN_AS = {0xAD: 0x2D, 0xF0B7: 0x2022, 0xF0A7: 0x25AA}
"""A PDF draws a soft hyphen wherever it has one; the two bullets of Word's lists are in no font's proper place."""


@dataclass(frozen=True, eq=False)
class Characters:
    """`codes` is uint32[n], code points. `boxes` is float32[n, 4], points from the displayed page's top left, 0 for spaces.

    `suspect` is uint8[n], how a character is drawn that may not be seen, see `manner`; `bold` is bool[n], true for the first of
    each bold line.
    """

    codes: NDArray[np.uint32]
    boxes: NDArray[np.float32]
    suspect: NDArray[np.uint8]
    bold: NDArray[np.bool_]

    @staticmethod
    def none() -> Characters:
        return Characters(np.zeros(0, np.uint32), np.zeros((0, 4), np.float32), np.zeros(0, np.uint8), np.zeros(0, bool))


def read_characters(page: Any, frame: Frame, limit: int) -> tuple[Characters, bool]:
    """The first `limit` characters of a page, and whether there are more."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return Characters.none(), False
    try:
        total = max(int(pdfium.FPDFText_CountChars(text_page)), 0)
        count = min(total, limit)
        codes, units_at = _code_points(code_units(text_page, count))
        codes = _cleaned(codes)
        shown = (codes != DROPPED) & (codes != BREAK) & (codes != SPACE)
        visible = np.flatnonzero(shown)
        suspect, heavy = _manner(text_page, codes, shown, units_at)
        boxes = within_reach(loose_boxes(text_page, units_at[visible], count))[units_at]
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    displayed = np.zeros_like(boxes)
    displayed[visible] = frame.displayed(boxes[visible])
    return _with_breaks(Characters(codes, displayed, suspect, heavy), visible), total > count


def _with_breaks(page: Characters, visible: NDArray[np.int64]) -> Characters:
    """The characters with a break wherever one begins a new line by where it stands, though PDFium saw none."""
    if len(visible) < 2:
        return page
    left, top, right, bottom = page.boxes[visible].T
    lower = np.minimum(bottom[1:] - top[1:], bottom[:-1] - top[:-1])
    gap = top[1:] - bottom[:-1]
    below = (gap > STACKED * np.maximum(lower, right[1:] - left[1:])) | ((gap > -0.2 * lower) & (left[1:] < left[:-1] - lower))
    broken = np.cumsum(page.codes == BREAK)
    goes_on = (broken[visible[1:]] == broken[visible[:-1]]) & (page.codes[visible[:-1]] != HYPHEN)
    new = np.flatnonzero(below & goes_on)
    if not len(new):
        return page
    at = visible[new + 1]
    suspect, heavy = np.insert(page.suspect, at, 0), np.insert(page.bold, at, False)
    return Characters(np.insert(page.codes, at, BREAK), np.insert(page.boxes, at, 0, axis=0), suspect, heavy)


def _manner(
    text_page: Any, codes: NDArray[np.uint32], shown: NDArray[np.bool_], units_at: NDArray[np.int64]
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """uint8[n]: each character as suspect as the first of its word; and bool[n]: where bold lines begin."""
    begins = shown & ~np.append(False, shown[:-1])
    starts = np.flatnonzero(begins)
    firsts = np.append(True, codes[starts[1:] - 1] == BREAK)[: len(starts)]
    heavy = np.zeros(len(codes), bool)
    heavy[starts] = bold(text_page, units_at[starts], firsts)
    found = suspects(text_page, units_at[starts], firsts)
    if not found.any():
        return np.zeros(len(codes), np.uint8), heavy
    return np.where(shown, found[np.maximum(np.cumsum(begins) - 1, 0)], 0).astype(np.uint8), heavy


def _code_points(units: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Code points, with the index of each one's first code unit. Half a surrogate pair becomes U+FFFD."""
    everywhere = np.arange(len(units))
    surrogate = (units >= 0xD800) & (units < 0xE000)
    if not surrogate.any():
        return units, everywhere
    high, low = surrogate & (units < 0xDC00), surrogate & (units >= 0xDC00)
    first = high & np.append(low[1:], False)
    second = np.append(False, first[:-1])
    codes = np.where(surrogate, np.uint32(0xFFFD), units)
    following = np.append(units[1:], np.uint32(0))
    codes[first] = 0x10000 + ((units[first] - 0xD800) << 10) + (following[first] - 0xDC00)
    return codes[~second], everywhere[~second]


def _cleaned(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    plane = codes < 0x10000
    return np.where(plane, _table()[np.where(plane, codes, 0)], np.where(codes < 0x110000, codes, 0xFFFD)).astype(np.uint32)


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint32]:
    """uint32[65536]: what each code point of the first plane is kept as."""
    table = np.arange(0x10000, dtype=np.uint32)
    table[list(_INVISIBLE)] = DROPPED
    table[HYPHEN] = HYPHEN
    table[list(_SPACES)] = SPACE
    table[list(_BREAKS)] = BREAK
    for code, shown in _SHOWN_AS.items():
        table[code] = shown
    return table

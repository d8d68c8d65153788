"""How the words of a page are drawn: whether one may doubt that a person sees them, and which lines are bold.

Most pages hold nothing of the kind, and that must cost next to nothing: some words of each line are asked for, and only where
one of them is suspect all are.
"""

from __future__ import annotations

import ctypes
import re
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from muniment_engines.bundled.pdf import native

INKLESS, PALE = 1, 2
"""Ways of being suspect: drawn in no ink; in white, next to transparent or in a layer."""

SAMPLED = 8
"""Of so many words one is looked at, besides the first of each line."""

_WHITE = 245
_TRANSPARENT = 12
_MOST_MARKS = 8
_NAME = 128
_BOLD = re.compile(rb"bold|black|heavy|demi|medi$|cmbx", re.I)


def suspects(text_page: Any, starts: NDArray[np.int64], firsts: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """uint8[n], 0, INKLESS or PALE, of words whose first characters are `starts` in PDFium's count; `firsts` of a line."""
    sample = firsts.copy()
    sample[::SAMPLED] = True
    manner = _Manner(ctypes.cast(text_page, ctypes.c_void_p).value)
    if not any(map(manner.of, starts[sample].tolist())):
        return np.zeros(len(starts), np.uint8)
    return np.array([manner.of(at) for at in starts.tolist()], np.uint8)


def bold(text_page: Any, starts: NDArray[np.int64], firsts: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """bool[n] of words, true for the first of each line of which the last is bold as well."""
    handle = ctypes.cast(text_page, ctypes.c_void_p).value
    name, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
    places = ctypes.addressof(name), _NAME, ctypes.addressof(flags)
    found = np.zeros(len(starts), bool)
    begins = np.flatnonzero(firsts)
    lasts = np.append(starts, 0)[np.append(begins[1:], len(starts)) - 1]
    for begin, first, last in zip(begins.tolist(), starts[begins].tolist(), lasts.tolist(), strict=False):
        found[begin] = all(native.font_info(handle, at, *places) and _BOLD.search(name.value) for at in (first, last))
    return found


class _Manner:
    """How text objects are drawn, each asked once."""

    def __init__(self, text_page: int | None) -> None:
        self._text_page = text_page
        self._known: dict[int | None, int] = {None: 0}
        self._layers: dict[int, bool] = {}
        self._colour = (ctypes.c_uint * 4)()
        self._channels = [ctypes.addressof(self._colour) + 4 * channel for channel in range(4)]

    def of(self, at: int) -> int:
        address = native.text_object(self._text_page, at)
        known = self._known.get(address)
        if known is None:
            known = self._known[address] = self._asked(address)
        return known

    def _asked(self, address: int | None) -> int:
        mode = native.render_mode(address)
        if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
            return INKLESS
        if mode == pdfium.FPDF_TEXTRENDERMODE_FILL and native.fill_colour(address, *self._channels):
            red, green, blue, opacity = self._colour
            if min(red, green, blue) >= _WHITE or opacity <= _TRANSPARENT:
                return PALE
        return PALE if self._in_layer(address) else 0

    def _in_layer(self, address: int | None) -> bool:
        marks = native.count_marks(address)
        if not marks or (marks == 1 and native.marked_content(address) >= 0):  # a single mark mostly tells of the structure
            return False
        return any(self._is_layer(native.mark(address, at)) for at in range(min(marks, _MOST_MARKS)))

    def _is_layer(self, mark: int | None) -> bool:
        if mark is None:
            return False
        if mark not in self._layers:
            self._layers[mark] = native.mark_name(mark) == "OC"
        return self._layers[mark]

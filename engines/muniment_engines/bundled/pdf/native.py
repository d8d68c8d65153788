"""PDFium's C functions, as this package uses them.

Two kinds of call are made once a character, three thousand times a page. Those go through prototypes of our own, which take
plain addresses and keep Python's lock: they return within a microsecond, and to let the lock go and take it again costs as much.
"""

from __future__ import annotations

import ctypes
import threading
from collections import deque
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

LOCK = threading.RLock()
"""Held by whoever calls PDFium, which is not thread-safe."""

_PER_CHARACTER = (ctypes.c_void_p, ctypes.c_int)


def _address(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


_get_unicode = ctypes.PYFUNCTYPE(ctypes.c_uint, *_PER_CHARACTER)(_address(pdfium.FPDFText_GetUnicode))
_get_loose_box = ctypes.PYFUNCTYPE(ctypes.c_int, *_PER_CHARACTER, ctypes.c_void_p)(_address(pdfium.FPDFText_GetLooseCharBox))


def code_units(text_page: Any, count: int) -> NDArray[np.uint32]:
    """uint32[count]: what PDFium holds for each of its characters, one UTF-16 code unit each (0x02 for a hyphen at a line's end).

    `FPDFText_GetText` answers in one call, but leaves some characters out; where its length shows that, each is asked for.
    """
    units = np.zeros(2 * count + 2, np.uint16)
    pointer = units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    written = int(pdfium.FPDFText_GetText(text_page, 0, count, pointer)) - 1 if count else 0
    units = units[: max(written, 0)]
    if len(units) == count and not ((units >= 0xD800) & (units < 0xE000)).any():
        return np.where(units == 0xFFFE, 2, units).astype(np.uint32)
    handle = ctypes.cast(text_page, ctypes.c_void_p).value
    return np.fromiter(map(_get_unicode, repeat(handle), range(count)), np.uint32, count)


def loose_boxes(text_page: Any, indices: NDArray[np.int64], count: int) -> NDArray[np.float32]:
    """float32[count, 4]: left, top, right and bottom in page space (y upwards) of the characters at `indices`; else zeros."""
    boxes = np.zeros((count, 4), np.float32)
    handle = ctypes.cast(text_page, ctypes.c_void_p).value
    targets = boxes.ctypes.data + indices * boxes.strides[0]
    deque(map(_get_loose_box, repeat(handle), indices.tolist(), targets.tolist()), maxlen=0)
    return boxes


def utf16(function: Any, *arguments: Any) -> str:
    """The text that one of PDFium's "buffer and length" functions returns, without its zeros at the end."""
    size = int(function(*arguments, None, 0))
    buffer = ctypes.create_string_buffer(max(size, 2))
    function(*arguments, buffer, size)
    return buffer.raw[: size - size % 2].decode("utf-16-le", "replace").rstrip("\0")

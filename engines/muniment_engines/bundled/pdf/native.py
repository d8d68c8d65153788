"""PDFium's C functions, as this package uses them.

Some calls are made once a character or word, thousands of times a page. Those go through prototypes of our own, which take
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

text_object = ctypes.PYFUNCTYPE(ctypes.c_void_p, *_PER_CHARACTER)(_address(pdfium.FPDFText_GetTextObject))
font_info = ctypes.PYFUNCTYPE(ctypes.c_ulong, *_PER_CHARACTER, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p)(
    _address(pdfium.FPDFText_GetFontInfo)
)
render_mode = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(_address(pdfium.FPDFTextObj_GetTextRenderMode))
fill_colour = ctypes.PYFUNCTYPE(ctypes.c_int, *[ctypes.c_void_p] * 5)(_address(pdfium.FPDFPageObj_GetFillColor))
count_marks = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(_address(pdfium.FPDFPageObj_CountMarks))
marked_content = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(_address(pdfium.FPDFPageObj_GetMarkedContentID))
mark = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(_address(pdfium.FPDFPageObj_GetMark))
object_at = ctypes.PYFUNCTYPE(ctypes.c_void_p, *_PER_CHARACTER)(_address(pdfium.FPDFPage_GetObject))
count_inside = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(_address(pdfium.FPDFFormObj_CountObjects))
object_inside = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(_address(pdfium.FPDFFormObj_GetObject))
bounds = ctypes.PYFUNCTYPE(ctypes.c_int, *[ctypes.c_void_p] * 5)(_address(pdfium.FPDFPageObj_GetBounds))
object_type = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(_address(pdfium.FPDFPageObj_GetType))


def mark_name(address: int) -> str:
    """What a mark of an object is called: at most 31 letters of it."""
    buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
    handle = ctypes.cast(ctypes.c_void_p(address), pdfium.FPDF_PAGEOBJECTMARK)
    units = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    if not pdfium.FPDFPageObjMark_GetName(handle, units, len(buffer), length):
        return ""
    return buffer.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0")


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
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    function(*arguments, buffer, size)
    return bytes(buffer)[: size - size % 2].decode("utf-16-le", "replace").rstrip("\0")

"""What stands on a page besides its text, and whether the page is a picture of one, so that an OCR engine has to read it.

Only pages with next to no text in their body are looked at: a stamp in the margins (a Bates number, a court's line) does not make
a scan readable. Such a page is a scan where pictures cover it, or where it is drawn of many strokes, as letters turned into
outlines are. So is one whose text says nothing because its font does not tell which letters its shapes are.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from muniment_engines.bundled.pdf import native
from muniment_engines.bundled.pdf.characters import BREAK, DROPPED, SPACE, Characters
from muniment_engines.bundled.pdf.geometry import Frame, within_reach

FEW = 50
"""Characters in a page's body below which it may be a scan."""

MARGIN = 0.08
"""Share of a page's height, above and below, whose text does not count."""

COVERED, COVERED_WITHOUT_TEXT = 0.5, 0.1
"""Shares of a page that pictures cover at least, where it has some text in its body and where it has none."""

STROKES = 100
"""Drawn shapes at least that make a page of outlines."""

OBJECTS = 5000
"""Objects of a page to look at, at most, and how deep they may lie in one another."""

DEEPEST = 4

_NO_LETTERS = 20
_REPLACED = 0xFFFD
_PRIVATE = (0xE000, 0xF8FF)


@dataclass(frozen=True, eq=False)
class Drawn:
    """`pictures` is float32[n, 4], displayed points; `strokes` is how many other shapes there are."""

    pictures: NDArray[np.float32]
    strokes: int


def drawn(page: Any, frame: Frame) -> Drawn:
    """The first objects of a page that are no text. What lies in a form counts with the form's place."""
    boxes: list[list[float]] = []
    strokes = 0
    for kind, box in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            boxes.append(box)
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING):
            strokes += 1
    placed = within_reach(np.array(boxes, np.float32).reshape(-1, 4))
    return Drawn(frame.displayed(placed), strokes)


def is_scan(page: Any, frame: Frame, characters: Characters, hidden: NDArray[np.bool_]) -> bool:
    """Whether a page's words are to be had from its picture only; `hidden` characters are no words."""
    codes = characters.codes
    visible = (codes != DROPPED) & (codes != BREAK) & (codes != SPACE) & ~hidden
    if _says_nothing(codes[visible]):
        return True
    height = frame.size[1]
    middle = (characters.boxes[:, 1] + characters.boxes[:, 3]) / 2
    body = int((visible & (middle > MARGIN * height) & (middle < (1 - MARGIN) * height)).sum())
    if body >= FEW:
        return False
    found = drawn(page, frame)
    if _share(found.pictures, frame) >= (COVERED if body else COVERED_WITHOUT_TEXT):
        return True
    return not body and found.strokes >= STROKES


def _says_nothing(codes: NDArray[np.uint32]) -> bool:
    unknown = (codes == _REPLACED) | ((codes >= _PRIVATE[0]) & (codes <= _PRIVATE[1]))
    return len(codes) >= _NO_LETTERS and 2 * int(unknown.sum()) > len(codes)


def _share(boxes: NDArray[np.float32], frame: Frame) -> float:
    """How much of a page its pictures cover, between 0 and 1; strips that lie on each other count twice."""
    width, height = frame.size
    if not len(boxes) or width <= 0 or height <= 0:
        return 0.0
    inside = np.clip(boxes, 0, [width, height, width, height])
    areas = (inside[:, 2] - inside[:, 0]) * (inside[:, 3] - inside[:, 1])
    return min(1.0, float(areas.sum()) / (width * height))


def _objects(page: Any) -> Iterator[tuple[int, list[float]]]:
    """Kind and place (page space) of the objects that are no text, those in forms included."""
    handle = ctypes.cast(page, ctypes.c_void_p).value
    total = min(int(pdfium.FPDFPage_CountObjects(page)), OBJECTS)
    waiting: list[tuple[Any, int, list[float] | None]] = [(native.object_at(handle, at), 1, None) for at in range(total)]
    left = OBJECTS
    while waiting and left:
        left -= 1
        address, depth, place = waiting.pop()
        kind = native.object_type(address) if address else pdfium.FPDF_PAGEOBJ_TEXT
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        box = place or _bounds(address)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = min(int(native.count_inside(address)), OBJECTS)
            waiting += [(native.object_inside(address, at), depth + 1, box) for at in range(inner)]
        else:
            yield kind, box


def _bounds(address: int) -> list[float]:
    edges = (ctypes.c_float * 4)()
    places = [ctypes.addressof(edges) + 4 * at for at in range(4)]
    return list(edges) if native.bounds(address, *places) else [0.0] * 4

"""What was written onto a page after it was made: remarks, and what was filled into a form's fields.

Neither is part of the page's own text, as PDFium reads it. Each becomes a line at the end of the page's text, below a line that
says what it is, and is lit where it stands on the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from muniment_engines.api import Words
from muniment_engines.bundled.pdf.geometry import Frame, within_reach
from muniment_engines.bundled.pdf.native import utf16

MOST = 2000
"""Of one page to look at."""

LONGEST = 20_000
LONGEST_NAME = 200
ALL = 500_000
"""Characters of one such thing, of its name, and of all that is written onto a page."""

FIELDS = "Filled in:"
REMARKS = "Remarks:"

_WRITTEN = {
    pdfium.FPDF_ANNOT_TEXT,
    pdfium.FPDF_ANNOT_FREETEXT,
    pdfium.FPDF_ANNOT_LINE,
    pdfium.FPDF_ANNOT_SQUARE,
    pdfium.FPDF_ANNOT_CIRCLE,
    pdfium.FPDF_ANNOT_POLYGON,
    pdfium.FPDF_ANNOT_POLYLINE,
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_SQUIGGLY,
    pdfium.FPDF_ANNOT_STRIKEOUT,
    pdfium.FPDF_ANNOT_STAMP,
    pdfium.FPDF_ANNOT_CARET,
    pdfium.FPDF_ANNOT_INK,
}
_FILLED = {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
_TICKED = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_TICK = "☒"


@dataclass(frozen=True)
class Remark:
    """A line of text, and left, top, right and bottom of where it stands, in points as displayed."""

    text: str
    box: tuple[float, float, float, float]


def fields_and_remarks(page: Any, form: Any, frame: Frame) -> tuple[list[Remark], list[Remark]]:
    """What was filled in, and what was remarked; `form` is PDFium's handle of the document's form, or None."""
    fields: dict[Remark, None] = {}
    remarks: dict[Remark, None] = {}
    left = ALL
    for note in notes_on(page):
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind not in _WRITTEN | {pdfium.FPDF_ANNOT_WIDGET} or pdfium.FPDFAnnot_GetFlags(note) & _UNSEEN:
            continue
        filled = kind == pdfium.FPDF_ANNOT_WIDGET
        text = (_field(form, note) if form else "") if filled else _remark(note)
        left -= len(text)
        if text and left > 0:
            (fields if filled else remarks)[Remark(text, _box(note, frame))] = None
    return list(fields), list(remarks)


def pinned(page: Any) -> list[int]:
    """The numbers of the annotations that are files pinned to a page."""
    kinds = enumerate(map(pdfium.FPDFAnnot_GetSubtype, notes_on(page)))
    return [number for number, kind in kinds if kind == pdfium.FPDF_ANNOT_FILEATTACHMENT]


def notes_on(page: Any) -> Iterator[Any]:
    """PDFium's handles, None for what is none, each good until the next is asked for."""
    for number in range(min(int(pdfium.FPDFPage_GetAnnotCount(page)), MOST)):
        with annotation(page, number) as found:
            yield found


@contextmanager
def annotation(page: Any, number: int) -> Iterator[Any]:
    found = pdfium.FPDFPage_GetAnnot(page, number)
    try:
        yield found
    finally:
        if found:
            pdfium.FPDFPage_CloseAnnot(found)


def appended(text: str, words: Words, frame: Frame, fields: Sequence[Remark], remarks: Sequence[Remark]) -> tuple[str, Words]:
    """The page's text with what was written onto it, and the words of both."""
    if not (fields or remarks):
        return text, words
    spans, boxes = [words.spans], [words.boxes]
    for title, found in ((FIELDS, fields), (REMARKS, remarks)):
        if not found:
            continue
        text += f"\n\n{title}" if text else title
        for remark in found:
            start = len(text) + 1
            text += f"\n{remark.text}"
            rows = _spans(remark.text, start)
            spans.append(rows)
            boxes.append(np.repeat(frame.quarters(np.array([remark.box], np.float32)), len(rows), axis=0))
    return text, Words(np.concatenate(spans), np.concatenate(boxes))


def _spans(text: str, start: int) -> NDArray[np.int32]:
    rows, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        rows.append((start + at, start + at + len(word)))
        at += len(word)
    return np.array(rows, np.int32).reshape(-1, 2)


def _field(form: Any, annotation: Any) -> str:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind not in _FILLED | _TICKED:
        return ""
    name = _clean(utf16(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, annotation))
    name = (name or _clean(utf16(pdfium.FPDFAnnot_GetFormFieldName, form, annotation)))[:LONGEST_NAME].rstrip(": ")
    if kind in _TICKED:
        state = utf16(pdfium.FPDFAnnot_GetStringValue, annotation, b"AS")
        return "" if state in ("", "Off") else f"{_TICK} {name}".strip()
    value = _clean(utf16(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation))
    return f"{name}: {value}"[:LONGEST] if value and name else value[:LONGEST]


def _remark(annotation: Any) -> str:
    text = _clean(utf16(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents"))[:LONGEST]
    author = _clean(utf16(pdfium.FPDFAnnot_GetStringValue, annotation, b"T"))[:LONGEST_NAME] if text else ""
    return f"{author}: {text}" if author else text


def _box(annotation: Any, frame: Frame) -> tuple[float, float, float, float]:
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rectangle)):
        return 0.0, 0.0, 0.0, 0.0
    edges = np.array([[rectangle.left, rectangle.bottom, rectangle.right, rectangle.top]], np.float32)
    left, top, right, bottom = frame.displayed(within_reach(edges))[0].tolist()
    return left, top, right, bottom


def _clean(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

"""Draws a page, or a region of it, as it is displayed: with its annotations and the values of its form fields."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from muniment_engines.api import ParseLimits, Pixels, Region
from muniment_engines.errors import DocumentError

LARGEST_SIDE = 1 << 20
"""Pixels of a whole page's side up to which PDFium's arithmetic holds."""

MAXIMUM_SCALE = 64.0


class Forms:
    """A document's form fields, ready to be drawn; nothing where it has none. They are drawn, never filled in or run."""

    def __init__(self, document: Any) -> None:
        self._settings = pdfium.FPDF_FORMFILLINFO(version=2)  # PDFium keeps a pointer to it
        has_form = pdfium.FPDF_GetFormType(document) != pdfium.FORMTYPE_NONE
        self._handle = pdfium.FPDFDOC_InitFormFillEnvironment(document, self._settings) if has_form else None

    @property
    def handle(self) -> Any:
        """PDFium's, None where there is no form."""
        return self._handle

    def draw(self, bitmap: Any, page: Any, *place: int) -> None:
        if self._handle:
            pdfium.FPDF_FFLDraw(self._handle, bitmap, page, *place)

    def close(self) -> None:
        if self._handle:
            pdfium.FPDFDOC_ExitFormFillEnvironment(self._handle)
            self._handle = None


def draw(page: Any, forms: Forms, scale: float, region: Region | None, limits: ParseLimits) -> Pixels:
    """White where the page is empty. Raises `DocumentError` "too large" for more pixels than `limits.pixels`."""
    page_width, page_height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if not 0 < scale <= MAXIMUM_SCALE:
        raise DocumentError("too large", f"A page cannot be drawn {scale:g} times its size; zoom out.")
    left, top, right, bottom = region or (0.0, 0.0, page_width, page_height)
    if not all(map(math.isfinite, (left, top, right, bottom))):
        raise DocumentError("failed", "There is nothing to draw outside of the page.")
    width, height = math.ceil((right - left) * scale), math.ceil((bottom - top) * scale)
    if width < 1 or height < 1:
        raise DocumentError("failed", "There is nothing to draw in a region without an area.")
    if max(page_width, page_height) * scale > LARGEST_SIDE or width * height > limits.pixels:
        raise DocumentError("too large", "This page is too large to be drawn at this size; zoom out.")
    pixels = np.full((height, width, 4), 255, np.uint8)
    place = (-round(left * scale), -round(top * scale), math.ceil(page_width * scale), math.ceil(page_height * scale))
    _fill(pixels, page, forms, place)
    return Pixels(pixels)


def _fill(pixels: np.ndarray[Any, np.dtype[np.uint8]], page: Any, forms: Forms, place: tuple[int, int, int, int]) -> None:
    height, width, _ = pixels.shape
    address = ctypes.c_void_p(pixels.ctypes.data)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRA, address, pixels.strides[0])
    if not bitmap:
        raise DocumentError("too large", "There is not enough memory to draw this page at this size; zoom out.")
    try:
        options = (0, pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, *place, *options)
        forms.draw(bitmap, page, *place, *options)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)

"""What a document says of itself: metadata, printed page labels, outline. All of it is PDFium's, and bounded."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from muniment_engines.api import Heading
from muniment_engines.bundled.pdf.native import utf16

METADATA = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
LONGEST_VALUE = 1000
HEADINGS = 5000
"""Entries of an outline to read at most."""

DEEPEST = 12
LONGEST_HEADING = 300
LONGEST_LABEL = 40


def metadata_of(document: Any) -> dict[str, str]:
    """The entries that are there, each cut to a bounded length."""
    found = {key: _clean(utf16(pdfium.FPDF_GetMetaText, document, key.encode()))[:LONGEST_VALUE] for key in METADATA}
    return {key: value for key, value in found.items() if value}


def label_of(document: Any, index: int) -> str:
    """What is printed on a page, as the document says; empty where it says nothing."""
    return _clean(utf16(pdfium.FPDF_GetPageLabel, document, index))[:LONGEST_LABEL]


def outline_of(document: Any, page_count: int) -> tuple[Heading, ...]:
    """The entries that lead to a page, in order. Loops end where an entry comes a second time."""
    headings = []
    for title, page_index, level in _entries(document):
        if title and 0 <= page_index < page_count:
            headings.append(Heading(title, page_index, level))
    return tuple(headings)


def _entries(document: Any) -> Iterator[tuple[str, int, int]]:
    seen: set[int] = set()
    waiting = [(pdfium.FPDFBookmark_GetFirstChild(document, None), 1)]
    while waiting and len(seen) < HEADINGS:
        entry, level = waiting.pop()
        address = ctypes.cast(entry, ctypes.c_void_p).value
        if address is None or address in seen:
            continue
        seen.add(address)
        title = _clean(utf16(pdfium.FPDFBookmark_GetTitle, entry))[:LONGEST_HEADING]
        yield title, _page_index(document, entry), level
        waiting.append((pdfium.FPDFBookmark_GetNextSibling(document, entry), level))
        if level < DEEPEST:
            waiting.append((pdfium.FPDFBookmark_GetFirstChild(document, entry), level + 1))


def _page_index(document: Any, entry: Any) -> int:
    """The page that an entry leads to, itself or by its action; -1 for none."""
    destination = pdfium.FPDFBookmark_GetDest(document, entry)
    if not destination:
        action = pdfium.FPDFBookmark_GetAction(entry)
        destination = action and pdfium.FPDFAction_GetDest(document, action)
    return int(pdfium.FPDFDest_GetDestPageIndex(document, destination)) if destination else -1


def _clean(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

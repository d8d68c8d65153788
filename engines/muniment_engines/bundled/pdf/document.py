"""One open PDF: what it says of itself, its pages one by one, and their pixels.

The document's handle and the bytes below it live until `close`. A page is loaded, read and let go again, so that a document
of thousands of pages takes no more memory than its largest page. What is wrong with one page is said on that page, and costs
no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from muniment_engines.api import About, Cancel, Member, Page, ParseLimits, Pixels, Region, Words
from muniment_engines.bundled.pdf import about, opening, render, title
from muniment_engines.bundled.pdf.attachments import Attachments
from muniment_engines.bundled.pdf.characters import read_characters
from muniment_engines.bundled.pdf.geometry import frame_of
from muniment_engines.bundled.pdf.hyphens import Vocabulary
from muniment_engines.bundled.pdf.native import LOCK
from muniment_engines.bundled.pdf.page import Read, read
from muniment_engines.bundled.pdf.text import compose
from muniment_engines.errors import DocumentError

REPAIRED = "The file is damaged; it was repaired while it was read."
PAGE_DAMAGED = "This page is damaged and could not be read."


class PdfDocument:
    """Satisfies `muniment_engines.api.Container`. Not to be used after `close`."""

    def __init__(self, data: memoryview, limits: ParseLimits, password: str | None) -> None:
        """Raises `DocumentError` where the document cannot be opened, or has no pages."""
        self._limits = limits
        self._bears_files: dict[int, bool] = {}  # of the pages that have been read
        with LOCK:
            self._handle, self._data = opening.load(np.frombuffer(data, np.uint8), password)
            try:
                self._forms = render.Forms(self._handle)
                self.about = self._read_about()
            except BaseException:
                self.close()
                raise

    def pages(self, cancel: Cancel) -> Iterator[Page]:
        """Every page in order, with empty text and a note where it cannot be read. Raises `Cancelled`."""
        vocabulary = Vocabulary()
        before: Read | None = None
        waiting: Read | None = None  # some of what it is shows when the next page is known
        for index in range(self.about.page_count):
            cancel.check()
            with LOCK:
                found = self._read(index, vocabulary)
            if waiting:
                yield waiting.settled(before, found)
            before, waiting = waiting, found
        cancel.check()
        if waiting:
            yield waiting.settled(before, None)

    def members(self, cancel: Cancel) -> Iterator[Member]:
        """The files that the document carries, then those pinned to its pages. Raises `Cancelled`."""
        files = Attachments(self._handle, self._limits)
        yield from files.of_document(cancel)
        for index in range(self.about.page_count):
            cancel.check()
            if self._bears_files.get(index, True):
                yield from files.of_page(partial(self._page, index), cancel)

    def render(self, index: int, scale: float, region: Region | None = None) -> Pixels:
        """See `Opened.render`; a region may lie in part beyond the page, and is white there."""
        if not 0 <= index < self.about.page_count:
            raise DocumentError("failed", f"This document has no page {index + 1}.")
        with LOCK, self._page(index) as page:
            if not page:
                raise DocumentError("damaged", PAGE_DAMAGED)
            return render.draw(page, self._forms, scale, region, self._limits)

    def close(self) -> None:
        with LOCK:
            if self._handle:
                if forms := getattr(self, "_forms", None):
                    forms.close()
                pdfium.FPDF_CloseDocument(self._handle)
            self._handle = None
            self._data = np.zeros(0, np.uint8)

    def _read_about(self) -> About:
        total = int(pdfium.FPDF_GetPageCount(self._handle))
        if total < 1:
            raise DocumentError("empty", "This PDF has no pages; get it again from where it came from.")
        count = min(total, self._limits.pages)
        metadata = about.metadata_of(self._handle)
        notes = [REPAIRED] if opening.was_repaired(self._data) else []
        if count < total:
            notes.append(f"Only the first {count} of {total} pages were read, which is the limit.")
        return About(
            title=title.usable(metadata.get("Title", "")) or self._title_of_first_page(),
            page_count=count,
            outline=about.outline_of(self._handle, count),
            metadata=metadata,
            notes=tuple(notes),
        )

    def _title_of_first_page(self) -> str:
        with self._page(0) as page:
            if not page:
                return ""
            characters, _ = read_characters(page, frame_of(page), title.CHARACTERS)
            return title.from_first_page(title.lines_of(compose(characters, Vocabulary())))

    def _read(self, index: int, vocabulary: Vocabulary) -> Read:
        label = about.label_of(self._handle, index)
        with self._page(index) as handle:
            if not handle:
                return Read(Page(index, label or str(index + 1), "", Words.none(), notes=(PAGE_DAMAGED,)))
            found = read(handle, self._forms.handle, index, label, self._limits.characters_per_page, vocabulary)
        self._bears_files[index] = found.bears_files
        return found

    @contextmanager
    def _page(self, index: int) -> Iterator[Any]:
        """PDFium's handle of a page, or None where it cannot be loaded."""
        page = pdfium.FPDF_LoadPage(self._handle, index)
        try:
            yield page
        finally:
            if page:
                pdfium.FPDF_ClosePage(page)

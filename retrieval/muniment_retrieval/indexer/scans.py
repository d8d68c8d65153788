"""Pages that are pictures: each is drawn by the parse worker, read by an OCR engine, and written in its place in the vault.

One page at a time, the one that somebody looks at first, so that whatever is cut off costs one page. A page that cannot be
read, or that takes an engine down, is marked so; a document whose original cannot be had keeps its pages waiting.
"""

from __future__ import annotations

import math
import time
from dataclasses import replace

from muniment_engines.api import Cancel, Ocr, Page, ParseLimits
from muniment_engines.errors import DocumentError, EngineCrashed
from muniment_engines.host import OpenedDocument

from ..ingest import storable
from ..model import Document, Scan, StoredPage
from ..originals import Originals
from ..passages import context_of, split_page
from ..remarks import findings
from ..seen import page_of
from ..vault import Vault
from ..vault.writing import NewPassage

DOTS = 200
"""Dots an inch at which a page is drawn: small print is told apart, and a page takes seconds."""

SECONDS = 4.0
"""What a page takes where nothing was measured yet: two slow cores."""

MOST_PIXELS = 40_000_000
"""A larger page is drawn with fewer dots an inch."""

MOST_CRASHES = 3
"""After so many pages in a row that took an engine down, it is the engine, and not the page."""

_POINTS = 72
_LESS = 1e-3
"""What the scale is less, because sides are rounded up to whole pixels."""


class Scans:
    """Reads the pages that wait in a vault."""

    def __init__(self, vault: Vault, originals: Originals, ocr: Ocr) -> None:
        self._vault = vault
        self._originals = originals
        self._ocr = ocr
        self._opened: OpenedDocument | None = None
        self._document: Document | None = None
        self._left_out: set[int] = set()
        self._crashes = 0

    def waiting(self) -> int:
        """How many pages wait, without those whose originals could not be had."""
        return self._vault.count_scans(self._left_out)

    def read_next(self, preferred: tuple[int, int] | None, cancel: Cancel) -> tuple[Document, str] | None:
        """Read one page, the preferred one where it waits; its document, and what went wrong. None where none is left.

        Raises `Cancelled`, and `EngineError` where the OCR engine cannot be had, or ends again and again.
        """
        place = self._vault.next_scan(preferred, self._left_out)
        if place is None:
            return None
        document = self._vault.document(place[0])
        try:
            opened = self._open(document, cancel)
        except DocumentError as error:
            self._left_out.add(document.id)
            return document, str(error)
        try:
            self._read(document, self._vault.page(*place), opened, cancel)
        except DocumentError as error:
            self._vault.writing.mark_scan(*place, Scan.FAILED)
            return document, str(error)
        except EngineCrashed as error:
            self._crashed(error)
            self._vault.writing.mark_scan(*place, Scan.FAILED)
            return document, f"Page {place[1] + 1} could not be recognised, because the engine ended; try it again."
        self._crashes = 0
        return document, ""

    def close(self) -> None:
        opened, self._opened, self._document = self._opened, None, None
        if opened is not None:
            opened.close()

    def _open(self, document: Document, cancel: Cancel) -> OpenedDocument:
        """The document that was open last stays open: its pages mostly follow each other."""
        if self._opened is None or self._document is None or self._document.id != document.id:
            self.close()
            self._opened = self._originals.open(document, ParseLimits(), cancel)
            self._document = document
        return self._opened

    def _crashed(self, error: EngineCrashed) -> None:
        self.close()  # the process that has the document open may be the one that ended
        self._crashes += 1
        if self._crashes == MOST_CRASHES:
            raise error

    def _read(self, document: Document, stored: StoredPage, opened: OpenedDocument, cancel: Cancel) -> None:
        begun = time.monotonic()
        scale = min(DOTS / _POINTS, math.sqrt(MOST_PIXELS / max(stored.width * stored.height, 1.0)) - _LESS)
        seen = self._ocr.recognise(opened.render(stored.index, scale), cancel)
        empty = Page(stored.index, stored.label, stored.text, stored.words, stored.width, stored.height, stored.factor)
        page, confidence = page_of(seen, scale, replace(empty, bates=stored.bates))
        page = storable(page)
        passages = []
        for start, end, heading in split_page(page.text):
            context = "\n".join(filter(None, (context_of(document.title, document.name, heading), page.bates)))
            passages.append(NewPassage(page.index, start, end, heading, context))
        seconds = time.monotonic() - begun
        self._vault.writing.put_scan(document.id, page, confidence, seconds, passages, list(findings([page])))

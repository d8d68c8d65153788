"""The files in a PDF: those that it carries as a whole, and those that are pinned to its pages."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pypdfium2.raw as pdfium

from muniment_engines.api import Cancel, Member, ParseLimits
from muniment_engines.bundled.pdf import remarks
from muniment_engines.bundled.pdf.native import LOCK, utf16
from muniment_engines.errors import DocumentError

LONGEST_NAME = 300
OVERSIZED = 3
"""Files that are too large, after which no more are unpacked to see how large they are."""

UNREADABLE = "This attachment is damaged and could not be taken out of its PDF; ask for it again."
TOO_LARGE = "This attachment is larger than the limit for what one file may hold; save it by itself and add that."
_NAMELESS = "Attachment {}"


class Attachments:
    """Takes the files out one by one, within the limits on all of them together."""

    def __init__(self, document: Any, limits: ParseLimits) -> None:
        self._document = document
        self._left, self._bytes_left = limits.members, limits.unpacked_bytes
        self._taken = self._too_large = 0

    def of_document(self, cancel: Cancel) -> Iterator[Member]:
        with LOCK:
            count = int(pdfium.FPDFDoc_GetAttachmentCount(self._document))
        for index in range(count):
            cancel.check()
            if self._left < 1:
                return
            with LOCK:
                member = self._member(pdfium.FPDFDoc_GetAttachment(self._document, index))
            yield member

    def of_page(self, page: Callable[[], AbstractContextManager[Any]], cancel: Cancel) -> Iterator[Member]:
        """Those of a page, which `page` loads anew for each, because nothing is held while one is handed out."""
        with LOCK, page() as handle:
            pinned = remarks.pinned(handle) if handle else []
        for index in pinned[: max(self._left, 0)]:
            cancel.check()
            with LOCK, page() as handle, remarks.annotation(handle, index) as annotation:
                member = self._member(pdfium.FPDFAnnot_GetFileAttachment(annotation))
            yield member

    def _member(self, attachment: Any) -> Member:
        self._left -= 1
        self._taken += 1
        name = _NAMELESS.format(self._taken)
        if not attachment:
            return Member(name, refused=DocumentError("damaged", UNREADABLE))
        name = utf16(pdfium.FPDFAttachment_GetName, attachment)[:LONGEST_NAME].strip() or name
        if self._too_large >= OVERSIZED:
            return Member(name, refused=DocumentError("too large", TOO_LARGE))
        size = ctypes.c_ulong()
        if not pdfium.FPDFAttachment_GetFile(attachment, None, 0, ctypes.byref(size)):
            return Member(name, refused=DocumentError("damaged", UNREADABLE))
        if size.value > self._bytes_left:
            self._too_large += 1
            return Member(name, refused=DocumentError("too large", TOO_LARGE))
        self._bytes_left -= size.value
        data = ctypes.create_string_buffer(max(size.value, 1))
        if not pdfium.FPDFAttachment_GetFile(attachment, data, size.value, ctypes.byref(size)):
            return Member(name, refused=DocumentError("damaged", UNREADABLE))
        return Member(name, data.raw[: size.value])

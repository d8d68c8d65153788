"""From a file to its pages, by its type."""

from __future__ import annotations

from muniment_engines.api import Opened, ParseLimits
from muniment_engines.bundled.flow import FlowDocument, sections_of
from muniment_engines.bundled.web.epub import read_book
from muniment_engines.bundled.web.markup import read_markup_file
from muniment_engines.bundled.web.media_types import EPUB, JSON, SAVED, XML
from muniment_engines.bundled.web.mhtml import read_saved
from muniment_engines.bundled.web.page import WebPage, read_page
from muniment_engines.bundled.web.values import read_values
from muniment_engines.errors import DocumentError


def opened(data: memoryview, media_type: str, limits: ParseLimits) -> Opened:
    """Raises `DocumentError`: "empty", "damaged", "encrypted" or "too large"."""
    if media_type == EPUB:
        return read_book(data, limits)
    page = _page(bytes(data), media_type)
    sections = sections_of(page.blocks)
    if not sections:
        raise DocumentError("empty", "The file has no text that can be seen; nothing in it can be found.")
    return FlowDocument(sections, limits, page.title, page.metadata, page.notes)


def _page(data: bytes, media_type: str) -> WebPage:
    if media_type == SAVED:
        return read_saved(data)
    if media_type == JSON:
        blocks, notes = read_values(data)
        return WebPage("", blocks, notes=tuple(notes))
    if media_type in XML:
        title, blocks, notes = read_markup_file(data)
        return WebPage(title, blocks, notes=tuple(notes))
    return read_page(data)

"""Reads OpenDocument texts (ODT, OTT). Headers stand before the text, footers behind it, each once.

Pages are those that the program noted when it saved the file, where it did; else they are cut at breaks that somebody set, and at
headings.
"""

from __future__ import annotations

from collections.abc import Iterator

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.document import Draft
from muniment_engines.bundled.office.docx import TRACKED
from muniment_engines.bundled.office.embedded import pictures_in
from muniment_engines.bundled.office.grid import Item
from muniment_engines.bundled.office.odf import Odf, metadata_of, opened
from muniment_engines.bundled.office.odf_text import Reader
from muniment_engines.bundled.office.paging import numbers_pages, places_by_page
from muniment_engines.bundled.office.parts import REPAIRED, title_of

_HEADERS = ("style:header", "style:header-first", "style:header-left")
_FOOTERS = ("style:footer", "style:footer-first", "style:footer-left")


def read(data: memoryview, limits: ParseLimits) -> Draft:
    """Raises `DocumentError`."""
    odf = opened(data, limits)
    reader = Reader(odf)
    text = xml.child(odf.content, "office:body", "office:text")
    items = [*_edges(odf, reader, _HEADERS), *reader.blocks(text), *_edges(odf, reader, _FOOTERS)]
    places = places_by_page(items, reader.pages.rendered)
    metadata = metadata_of(odf.package)
    draft = Draft(places, title_of(reader.title, places, metadata), metadata, pictures=pictures_in(odf.package, "Pictures/"))
    if any(True for _ in xml.within(xml.child(text, "text:tracked-changes"), "text:changed-region")):
        draft.notes.append(TRACKED)
    if odf.package.repaired:
        draft.notes.append(REPAIRED)
    return draft


def _edges(odf: Odf, reader: Reader, names: tuple[str, ...]) -> Iterator[Item]:
    """Headers or footers of the page styles that the text may use, each text once."""
    told: set[str] = set()
    for element in xml.within(xml.child(odf.master, "office:master-styles"), *names):
        if xml.get(element, "display", "true") == "false":
            continue
        for page, block in list(reader.blocks(element)):
            if block.text not in told and not numbers_pages(block.text):
                told.add(block.text)
                yield page, Block(block.text, 0, block.tight)

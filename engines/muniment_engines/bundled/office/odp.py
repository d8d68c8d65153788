"""Reads OpenDocument presentations (ODP, OTP): a slide is a page, with its title as heading and the speaker's notes behind it."""

from __future__ import annotations

from collections.abc import Iterator

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.flow import LONGEST_HEADING, Block
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.cells import flat
from muniment_engines.bundled.office.document import Draft, Place, place_of
from muniment_engines.bundled.office.embedded import pictures_in
from muniment_engines.bundled.office.odf import Odf, metadata_of, opened
from muniment_engines.bundled.office.odf_text import Reader
from muniment_engines.bundled.office.parts import REPAIRED, damaged_part, title_of
from muniment_engines.bundled.office.pptx import DAMAGED, HIDDEN

_LEFT_OUT = ("page-number", "header", "page")


def read(data: memoryview, limits: ParseLimits) -> Draft:
    """Raises `DocumentError`."""
    odf = opened(data, limits)
    draft = Draft([], metadata=metadata_of(odf.package), pictures=pictures_in(odf.package, "Pictures/"))
    body = xml.child(odf.content, "office:body", "office:presentation")
    for index, page in enumerate(xml.children(body, "draw:page"), 1):
        if len(draft.places) > limits.pages:
            break
        place = Place("", label=str(index), notes=(DAMAGED,))
        with damaged_part(draft, f"Slide {index}"):
            place = _place(odf, page, str(index))
        draft.places.append(place)
    if not any(place.text for place in draft.places):
        draft.places = []
    draft.title = title_of("", draft.places, draft.metadata)
    if odf.package.repaired:
        draft.notes.append(REPAIRED)
    return draft


def _place(odf: Odf, page: xml.Element, label: str) -> Place:
    titles: list[Block] = []
    middle: list[Block] = []
    notes: list[Block] = []
    for shape in xml.children(page):
        kind = xml.get(shape, "presentation:class")
        blocks = [block for _, block in Reader(odf).aside(shape)]
        if kind == "title":
            text = flat(" ".join(block.text for block in blocks))
            titles.append(Block(text, 1 if len(text) <= LONGEST_HEADING else 0))
        elif xml.tag(shape) == "presentation:notes":
            notes += _notes(odf, shape)
        elif kind not in _LEFT_OUT:
            middle += [Block(block.text, 0, block.tight) for block in blocks]
    place = place_of([*titles, *middle, *notes], label)
    style = xml.get(page, "draw:style-name")
    hidden = any(
        xml.get(xml.child(element, "style:drawing-page-properties"), "visibility") == "hidden"
        for element in odf.chain("drawing-page", style)
    )
    return Place(place.text, place.headings, label, (HIDDEN,) if hidden else ())


def _notes(odf: Odf, element: xml.Element) -> Iterator[Block]:
    before = "Notes: "
    for shape in xml.children(element):
        if xml.get(shape, "presentation:class", "notes") != "notes":
            continue
        for _, block in Reader(odf).aside(shape):
            yield Block(before + block.text, 0, block.tight)
            before = ""

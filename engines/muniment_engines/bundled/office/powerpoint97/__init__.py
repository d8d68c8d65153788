"""Reads PowerPoint presentations of before 2007 (PPT, PPS, POT): a slide is a page.

`records` finds the newest record of each thing, `shapes` reads what is on a slide. The presentation's list of slides gives their
order and the texts of the outline; behind each slide come the speaker's notes and what people remarked. Where the directory of
records is broken, slides are taken in the order in which they lie in the file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from muniment_engines.api import Cancel, Member, ParseLimits
from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.office.cells import flat
from muniment_engines.bundled.office.compound import Compound, unwrapped
from muniment_engines.bundled.office.document import Draft, Place, place_of
from muniment_engines.bundled.office.package import DAMAGED, TOO_LARGE
from muniment_engines.bundled.office.parts import damaged_part, title_of
from muniment_engines.bundled.office.powerpoint97.records import (
    NOTES,
    OBJECT,
    SLIDE,
    Record,
    document_of,
    newest,
    record_at,
    records,
)
from muniment_engines.bundled.office.powerpoint97.shapes import Written, blocks_of, notes_of, texts
from muniment_engines.bundled.office.pptx import HIDDEN
from muniment_engines.errors import DocumentError

BEFORE_97 = (
    "This is a presentation of a PowerPoint before 97, which Muniment cannot read; "
    "save it as a PDF with the program that made it."
)

_LIST, _IN_LIST, _NOTES_ATOM, _SHOWN = 0x0FF0, 0x03F3, 0x03F1, 0x03F9
_TAGS, _TAG, _TAG_DATA, _COMMENT, _STRING = 0x1388, 0x138A, 0x138B, 0x2EE0, 0x0FBA
_HIDDEN = 0x04
_BIGGEST_OBJECT = 500_000_000


@dataclass
class _Listed:
    """A slide as the presentation lists it: the identifiers of its record and of itself, and its texts in the outline."""

    record: int = 0
    slide: int = 0
    atoms: list[Record] = field(default_factory=list)


def read(data: memoryview, limits: ParseLimits) -> Draft:
    """Raises `DocumentError`."""
    compound = Compound(data)
    try:
        stream, user = compound.read("PowerPoint Document"), compound.read("Current User", 100)
        metadata = compound.metadata()
        before_97 = not stream and "PP40" in compound
    finally:
        compound.close()
    if before_97:
        raise DocumentError("not supported", BEFORE_97)
    edit = struct.unpack_from("<I", user, 16)[0] if len(user) >= 20 else 0
    places = newest(stream, edit)
    main = document_of(stream, edit, places)
    if main is None:
        raise DocumentError("damaged", DAMAGED)
    draft = Draft([], metadata=metadata, members=lambda cancel: _objects(stream, limits, cancel))
    _add_slides(draft, main, places, limits)
    if not any(place.text for place in draft.places):
        draft.places = []
    draft.title = title_of("", draft.places, metadata)
    return draft


def _add_slides(draft: Draft, main: Record, places: dict[int, int], limits: ParseLimits) -> None:
    stream = main.stream
    listed = _listed(main, limits.pages + 1)
    notes = _notes(main, places)
    loose = (record for record in records(stream, 0, len(stream)) if record.kind == SLIDE)
    left = limits.unpacked_bytes
    for index, one in enumerate(listed):
        label = str(index + 1)
        slide = record_at(stream, places.get(one.record, len(stream))) if places else next(loose, None)
        place = Place("", label=label)
        with damaged_part(draft, f"Slide {label}"):
            outline = texts(one.atoms)
            if slide is None or slide.kind != SLIDE:
                slide = None
            place = _place(slide, outline, notes.get(one.slide), label)
        draft.places.append(place)
        left -= len(place.text)
        if left < 0:  # the same records, again and again: no program writes that
            raise DocumentError("too large", TOO_LARGE)


def _place(slide: Record | None, outline: list[Written], notes: Record | None, label: str) -> Place:
    blocks = blocks_of(slide, outline) if slide is not None else [Block(flat(one.text)) for one in outline]
    hidden = slide is not None and any(shown.number(10, "<H") & _HIDDEN for shown in slide.children(_SHOWN))
    before = "Notes: "
    for text in notes_of(notes) if notes is not None else ():
        blocks.append(Block(before + text))
        before = ""
    blocks += _comments(slide) if slide is not None else ()
    place = place_of(blocks, label)
    return Place(place.text, place.headings, label, (HIDDEN,) if hidden else ())


def _listed(main: Record, most: int) -> list[_Listed]:
    """The first `most` slides."""
    found: list[_Listed] = []
    for one in (atom for slides in main.children(_LIST) if slides.instance == 0 for atom in slides.children()):
        if one.kind == _IN_LIST:
            if len(found) == most:
                break
            found.append(_Listed(one.number(0), one.number(12)))
        elif found:
            found[-1].atoms.append(one)
    return found


def _notes(main: Record, places: dict[int, int]) -> dict[int, Record]:
    """The pages of notes by the identifiers of their slides."""
    found: dict[int, Record] = {}
    stream = main.stream
    named = [one.number(0) for pages in main.children(_LIST) if pages.instance == 2 for one in pages.children(_IN_LIST)]
    listed = (record_at(stream, places[number]) for number in named if number in places)
    for page in listed if places else records(stream, 0, len(stream)):
        if page is not None and page.kind == NOTES:
            for atom in page.children(_NOTES_ATOM):
                found[atom.number(0)] = page
    return found


def _comments(slide: Record) -> Iterator[Block]:
    for data in (data for tags in slide.children(_TAGS) for tag in tags.children(_TAG) for data in tag.children(_TAG_DATA)):
        for comment in data.children(_COMMENT):
            said = {one.instance: flat(one.data.decode("utf-16-le", "replace")) for one in comment.children(_STRING)}
            if text := said.get(1):
                yield Block(f"Comment by {said[0][:100]}: {text}" if said.get(0) else f"Comment: {text}")


def _objects(stream: bytes, limits: ParseLimits, cancel: Cancel) -> Iterator[Member]:
    """Files that somebody put on slides."""
    left = min(limits.unpacked_bytes, _BIGGEST_OBJECT)
    for number, record in enumerate((r for r in records(stream, 0, len(stream)) if r.kind == OBJECT), 1):
        cancel.check()
        name = f"Object {number}"
        try:
            data = _unpacked(record, left)
            left -= len(data)
            name, found = unwrapped(f"{name}.ole", data)
        except DocumentError as error:
            yield Member(name, refused=error)
            continue
        if found:
            yield Member(name, found)


def _unpacked(record: Record, most: int) -> bytes:
    if not record.instance:
        return record.data
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(record.data[4:], max(most, 1))
    except zlib.error as error:
        raise DocumentError("damaged", DAMAGED) from error
    if unpacker.unconsumed_tail or len(data) > most:
        raise DocumentError("too large", TOO_LARGE)
    return data

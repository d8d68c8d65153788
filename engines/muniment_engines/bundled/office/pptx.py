"""Reads PowerPoint presentations (PPTX, PPSX, POTX, with and without macros): a slide is a page.

The presentation names its slides in their order; `pptx_shapes` reads what is on each. Behind it come the speaker's notes and what
people remarked. A slide that is hidden is read too, and a slide that is broken costs only itself. python-pptx is not used: it
unpacks whatever it is given, and one broken part costs the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.cells import flat
from muniment_engines.bundled.office.document import Draft, Place, place_of
from muniment_engines.bundled.office.drawing import paragraphs_of
from muniment_engines.bundled.office.embedded import members_of, pictures_of
from muniment_engines.bundled.office.package import Package, Relation
from muniment_engines.bundled.office.parts import REPAIRED, damaged_part, main_part, metadata_of, title_of
from muniment_engines.bundled.office.pptx_shapes import Slide

HIDDEN = "This slide is hidden in the presentation; it was read too."
DAMAGED = "This slide is damaged and could not be read."
_NO_WORDS = ("sldNum", "sldImg", "hdr", "ftr", "dt")


def read(data: memoryview, limits: ParseLimits) -> Draft:
    """Raises `DocumentError`."""
    package = Package(data, limits)
    part = main_part(package, "ppt/presentation.xml")
    root = package.tree(part)
    relations = package.relations(part)
    first = xml.number(xml.get(root, "firstSlideNum", "1"), 1)
    authors = _authors(package, relations)
    draft = Draft([], metadata=metadata_of(package), members=members_of(package), pictures=pictures_of(package))
    for index, entry in enumerate(xml.children(xml.child(root, "p:sldIdLst"), "p:sldId")):
        if len(draft.places) > limits.pages:
            break
        label = str(first + index)
        place = Place("", label=label, notes=(DAMAGED,))
        relation = relations.get(xml.get(entry, "r:id"))
        with damaged_part(draft, f"Slide {label}"):
            if relation is not None and relation.target in package:
                place = _place(package, relation.target, label, authors)
        draft.places.append(place)
    if not any(place.text for place in draft.places):
        draft.places = []
    draft.title = title_of("", draft.places, draft.metadata)
    if package.repaired:
        draft.notes.append(REPAIRED)
    return draft


def _place(package: Package, part: str, label: str, authors: dict[str, str]) -> Place:
    slide = Slide(package, part)
    blocks = slide.blocks()
    for relation in slide.relations.values():
        if relation.kind == "notesSlide":
            blocks += _notes(package.tree_if_there(relation.target))
        elif relation.kind == "comments":
            blocks += _comments(package.tree_if_there(relation.target), authors)
    place = place_of(blocks, label)
    return Place(place.text, place.headings, label, (HIDDEN,) if slide.hidden else ())


def _notes(root: xml.Element | None) -> Iterator[Block]:
    """The speaker's notes, without what the notes' page says of itself."""
    before = "Notes: "
    for shape in xml.within(root, "p:sp"):
        kind = next((xml.get(p, "type") for p in xml.within(shape, "p:ph")), "")
        if kind in _NO_WORDS:
            continue
        for text in paragraphs_of(xml.child(shape, "p:txBody")):
            yield Block(before + text)
            before = ""


def _authors(package: Package, relations: dict[str, Relation]) -> dict[str, str]:
    """The names of those who remarked something, by identifier; of the older and the newer kind of remarks."""
    found: dict[str, str] = {}
    for relation in relations.values():
        if relation.kind in ("commentAuthors", "authors"):
            for author in xml.children(package.tree_if_there(relation.target)):
                found[xml.get(author, "id")] = flat(xml.get(author, "name"))[:100]
    return found


def _comments(root: xml.Element | None, authors: dict[str, str]) -> Iterator[Block]:
    for comment in (element for element in ([] if root is None else root.iter()) if xml.local(element) in ("cm", "reply")):
        plain = " ".join(xml.text_in(part) for part in xml.children(comment) if xml.local(part) == "text")
        rich = " ".join(text for part in xml.children(comment) if xml.local(part) == "txBody" for text in paragraphs_of(part))
        text = flat(plain or rich)
        author = authors.get(xml.get(comment, "authorId"), "")
        if text:
            yield Block(f"Comment by {author}: {text}" if author else f"Comment: {text}")

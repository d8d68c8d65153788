"""An e-book: a zip of web pages, and a list that says in which order they are read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.flow import FlowDocument, Section, sections_of
from muniment_engines.bundled.web.page import LONGEST_TITLE, read_page
from muniment_engines.bundled.zips import DAMAGED, Zip
from muniment_engines.errors import DocumentError

MOST_CHAPTERS = 5_000
LONGEST_LABEL = 80
CONTAINER, RIGHTS = "META-INF/container.xml", "META-INF/rights.xml"

_KEPT = {"creator": "Author", "publisher": "Publisher", "date": "CreationDate", "language": "Language", "subject": "Subject"}
_LOST = "Some chapters could not be read."
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "recover": True}


def read_book(data: memoryview, limits: ParseLimits) -> FlowDocument:
    """Its chapters in order. Raises `DocumentError`: "damaged", "encrypted", "empty" or "too large"."""
    book = Zip(data, limits)
    try:
        if RIGHTS in book:
            raise DocumentError("encrypted", "The book is locked by the shop that sold it; only its own program can read it.")
        folder, package = _package(book)
        chapters, notes = _chapters(book, folder, package)
    finally:
        book.close()
    if not chapters:
        raise DocumentError("empty", "The book has no text; nothing in it can be found.")
    facts = _facts(package)
    return FlowDocument(chapters, limits, facts.pop("title", "")[:LONGEST_TITLE], facts, notes)


def _package(book: Zip) -> tuple[str, etree._Element]:
    """The folder of the package's list, and its root."""
    name = next((part.filename for part in book.parts if part.filename.endswith(".opf")), "")
    if CONTAINER in book:
        roots = [e.get("full-path", "") for e in _tree(book.read(CONTAINER)).iter("{*}rootfile")]
        name = next((root for root in roots if root in book), name)
    if not name:
        raise DocumentError("damaged", DAMAGED)
    return posixpath.dirname(name), _tree(book.read(name))


def _tree(data: bytes) -> etree._Element:
    try:
        root = etree.fromstring(data, etree.XMLParser(**_PARSER))
    except (etree.LxmlError, ValueError) as error:
        raise DocumentError("damaged", DAMAGED) from error
    if root is None:
        raise DocumentError("damaged", DAMAGED)
    return root


def _chapters(book: Zip, folder: str, package: etree._Element) -> tuple[list[Section], list[str]]:
    """The pages of all chapters. A chapter that cannot be read costs no other."""
    found: list[Section] = []
    notes: dict[str, None] = {}
    for name in _in_order(book, folder, package):
        try:
            page = read_page(book.read(name))
        except DocumentError as error:
            if error.state == "encrypted":
                raise
            notes[_LOST] = None
            continue
        label = next((block.text for block in page.blocks if block.level), "")
        found += sections_of(page.blocks, label[:LONGEST_LABEL])
        notes |= dict.fromkeys(page.notes)
    return found, list(notes)


def _in_order(book: Zip, folder: str, package: etree._Element) -> Iterator[str]:
    """The names of the chapters' parts, as the book is read; as they are listed, where nothing tells how."""
    listed = {item.get("id", ""): item for item in package.iter("{*}item") if "html" in item.get("media-type", "")}
    spine = [listed[ref.get("idref", "")] for ref in package.iter("{*}itemref") if ref.get("idref", "") in listed]
    spine = [item for item in spine if "nav" not in item.get("properties", "").split()]
    taken: set[str] = set()
    for item in spine or list(listed.values()):
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        if name in book and name not in taken and len(taken) < MOST_CHAPTERS:
            taken.add(name)
            yield name


def _facts(package: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in package.iter("{http://purl.org/dc/elements/1.1/}*"):
        name = etree.QName(element).localname
        text = " ".join("".join(element.itertext()).split())[:1000]
        if text and (name == "title" or name in _KEPT):
            found.setdefault(_KEPT.get(name, name), text)
    return found

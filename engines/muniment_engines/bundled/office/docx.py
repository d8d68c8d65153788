"""Reads Word documents (DOCX, DOCM and their templates): everything in the order in which it stands in the text.

The body is walked from top to bottom: paragraphs (`docx_text`) with their headings (`docx_styles`) and numbers
(`docx_numbering`), tables (`docx_tables`), and behind each paragraph what hangs from it (`docx_asides`): notes, comments, text
boxes, charts. Headers stand before, footers behind the section that they first belong to. Pages are those that Word made when it
last saved the file, as far as it noted them; else they are cut at breaks that somebody set, and at headings.

python-docx is not used: it knows neither tracked changes nor notes, text boxes and numbers, and unpacks whatever it is given.
"""

from __future__ import annotations

from collections.abc import Iterator

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.flow import LONGEST_HEADING, Block
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.cells import flat
from muniment_engines.bundled.office.document import Draft
from muniment_engines.bundled.office.docx_asides import Asides
from muniment_engines.bundled.office.docx_numbering import Numbering
from muniment_engines.bundled.office.docx_styles import Styles, level_of, list_of
from muniment_engines.bundled.office.docx_tables import table_items
from muniment_engines.bundled.office.docx_text import PAGE_END, Paragraph, TextReader
from muniment_engines.bundled.office.drawing import paragraphs_of
from muniment_engines.bundled.office.embedded import members_of, pictures_of
from muniment_engines.bundled.office.grid import Item
from muniment_engines.bundled.office.package import Package
from muniment_engines.bundled.office.paging import Pages, numbers_pages, places_by_page
from muniment_engines.bundled.office.parts import REPAIRED, main_part, metadata_of, title_of

TRACKED = "The document has tracked changes: what was inserted was read, what was deleted was left out."
HIDDEN = "The document has hidden text; it was read too."

_SHORT_ITEM = 200
_THROUGH = ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo")


def read(data: memoryview, limits: ParseLimits) -> Draft:
    """Raises `DocumentError`."""
    package = Package(data, limits)
    part = main_part(package, "word/document.xml")
    body = xml.child(package.tree(part), "w:body")
    reader = _Reader(package, part)
    items = list(reader.body(body))
    places = places_by_page(items, reader.pages.rendered)
    metadata = metadata_of(package)
    title = title_of(reader.title, places, metadata)
    draft = Draft(places, title, metadata, members=members_of(package), pictures=pictures_of(package))
    draft.notes += [note for note, holds in ((TRACKED, reader.text.tracked), (HIDDEN, reader.text.hidden)) if holds]
    if package.repaired:
        draft.notes.append(REPAIRED)
    return draft


class _Reader:
    """What is known while a document is read. `title` is the first paragraph that is styled as the document's title."""

    def __init__(self, package: Package, part: str) -> None:
        relations = package.relations(part)
        targets = {relation.kind: relation.target for relation in relations.values()}
        self._styles = Styles(package, targets.get("styles", ""))
        self._numbering = Numbering(package, targets.get("numbering", ""))
        self._asides = Asides(package, relations)
        self._edges: set[str] = set()
        self._told: set[tuple[str, str]] = set()
        self.pages = Pages()
        self.text = TextReader(self.pages.again, self._asides.mark, lambda style: self._styles[style].strong)
        self.title = ""
        self._in_list = False

    def body(self, body: xml.Element | None) -> Iterator[Item]:
        """Everything in the document, section by section."""
        section: list[xml.Element] = []
        for element in _through(body):
            section.append(element)
            properties = element if xml.tag(element) == "w:sectPr" else xml.child(element, "w:pPr", "w:sectPr")
            if properties is not None:
                yield from self._section(section, properties)
                section = []
        yield from self._section(section, None)

    def _section(self, elements: list[xml.Element], properties: xml.Element | None) -> Iterator[Item]:
        kind = xml.get(xml.child(properties, "w:type"), "val", "nextPage")
        if properties is not None and kind in ("nextPage", "evenPage", "oddPage") and self.pages.begun:
            self.pages.end()
        yield from self._edge(properties, "w:headerReference")
        for element in elements:
            yield from self._block(element)
        yield from self._edge(properties, "w:footerReference")

    def _edge(self, properties: xml.Element | None, name: str) -> Iterator[Item]:
        """Headers or footers of a section, each text once, without numbers of pages."""
        for reference in xml.children(properties, name):
            self.text.without_pages = True
            try:
                found = [
                    item for element in _through(self._asides.root(xml.get(reference, "r:id"))) for item in self._block(element)
                ]
            finally:
                self.text.without_pages = False
            for page, block in found:
                if block.text not in self._edges and not numbers_pages(block.text):
                    self._edges.add(block.text)
                    yield page, Block(block.text, 0, block.tight)

    def _block(self, element: xml.Element) -> Iterator[Item]:
        kind = xml.tag(element)
        if kind == "w:p":
            yield from self._paragraph(element)
        elif kind == "w:tbl":
            style = self._styles[xml.get(xml.child(element, "w:tblPr", "w:tblStyle"), "val")]
            self._in_list = False
            yield from table_items(element, self._cell, style.strong_header and _first_row(element))

    def _cell(self, cell: xml.Element) -> tuple[list[Item], bool]:
        items: list[Item] = []
        length = strong = 0
        for element in _through(cell):
            if xml.tag(element) == "w:p":
                found, blocks = self._read(element)
                length += len(found.text.strip())
                strong += found.strong
                items += [(page, Block(block.text, 0, block.tight)) for page, block in blocks]
            else:
                items += self._block(element)
        return items, 0 < length <= strong + 2

    def _paragraph(self, element: xml.Element) -> Iterator[Item]:
        yield from self._read(element)[1]

    def _read(self, element: xml.Element) -> tuple[Paragraph, list[Item]]:
        """A paragraph, and the blocks that become of it and of what hangs from it."""
        properties = xml.child(element, "w:pPr")
        name = xml.get(xml.child(properties, "w:pStyle"), "val")
        style = self._styles[name]
        if xml.on(properties, "w:pageBreakBefore") and self.pages.begun:
            self.pages.end()
        found = self.text.read(element, style.strong)
        first, *others = found.text.split(PAGE_END)
        page = self.pages.begin(first)
        own = level_of(properties)
        level = style.level if own is None else own
        items: list[Item] = []
        removed = xml.child(properties, "w:rPr", "w:del") is not None
        number = "" if removed and not found.text.strip() else self._number(properties, name)
        for index, text in enumerate([first, *others]):
            if index:
                self.pages.end()
                page = self.pages.begin(text)
            if text.strip():
                items.append((page, _written(text.strip(), number, level, self._in_list)))
                self._in_list = bool(number) and not items[-1][1].level
                number = ""
        if level == 1 and items and not self.title and "title" in name.lower():
            self.title = flat(items[0][1].text)[:LONGEST_HEADING]
        for aside in found.asides:
            items += self._aside(aside)
        for kind, identifier in found.notes:
            items += self._note(page, kind, identifier)
        return found, items

    def _number(self, properties: xml.Element | None, style: str) -> str:
        direct, inherited = list_of(properties), self._styles[style].list
        number = (direct[0] if direct else "") or (inherited[0] if inherited else "")
        if not number or number == "0":
            return ""
        level = next((found[1] for found in (direct, inherited) if found and found[1] >= 0), -1)
        return self._numbering.next(number, level if level >= 0 else self._numbering.style_level(number, style))

    def _aside(self, element: xml.Element) -> Iterator[Item]:
        """Text boxes, charts and diagrams in a drawing."""
        for child in xml.children(element):
            kind = xml.tag(child)
            if kind == "w:txbxContent":
                for block in _through(child):
                    yield from self._block(block)
            elif kind in ("c:chart", "dgm:relIds"):
                for drawn in self._asides.drawn(child):
                    yield self.pages.number, drawn
            elif kind == "a:txBody":
                for text in paragraphs_of(child):
                    yield self.pages.number, Block(text)
            elif kind == "mc:AlternateContent":
                choice = xml.child(child, "mc:Choice")
                yield from self._aside(choice if choice is not None else child)
            else:
                yield from self._aside(child)

    def _note(self, page: int, kind: str, identifier: str) -> Iterator[Item]:
        """A footnote, an endnote or a comment, once."""
        element = self._asides.element(kind, identifier)
        if element is None or (kind, identifier) in self._told:
            return
        self._told.add((kind, identifier))
        text = flat(" ".join(block.text for child in _through(element) for _, block in self._block(child)))
        if text:
            yield page, Block(f"{self._asides.label(kind, identifier)} {text}")


def _written(text: str, number: str, level: int, in_list: bool) -> Block:
    numbered = f"{number} {text}" if number else text
    if level and len(numbered) <= LONGEST_HEADING:
        return Block(flat(numbered), level)
    return Block(numbered, 0, tight=bool(number) and in_list and len(numbered) <= _SHORT_ITEM)


def _first_row(table: xml.Element) -> bool:
    """Whether a table's first row is to look other than the rest."""
    look = xml.child(table, "w:tblPr", "w:tblLook")
    told = xml.get(look, "firstRow")
    if told:
        return told in ("1", "true", "on")
    try:
        return bool(int(xml.get(look, "val", "0"), 16) & 0x20)
    except ValueError:
        return False


def _through(element: xml.Element | None) -> Iterator[xml.Element]:
    """The paragraphs, tables and ends of sections in an element, whatever is put around them."""
    for child in xml.children(element):
        if xml.tag(child) in _THROUGH:
            yield from _through(child)
        elif xml.tag(child) == "mc:AlternateContent":
            choice = xml.child(child, "mc:Choice")
            yield from _through(choice if choice is not None else xml.child(child, "mc:Fallback"))
        else:
            yield child

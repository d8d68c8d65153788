"""Reads Word documents of before 2007 (DOC): everything in the order in which it stands in the text.

`file` says where things lie, `text` puts the pieces of the text together, `looks` and `styles` tell what is a heading, a cell or
deleted, `lists` numbers items, `reading` makes paragraphs of all that, `asides` knows notes, comments, boxes and headers,
`tables` the rows. Here they become pages: headers first, behind each paragraph what hangs from it, footers last. Pages end where
somebody set a break, and else at headings; where Word itself last ended them, such a file does not say.

No library is used: those that read such files leave out headers, notes and boxes, or bring a converter along.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.flow import LONGEST_HEADING, Block
from muniment_engines.bundled.office.cells import flat
from muniment_engines.bundled.office.compound import Compound
from muniment_engines.bundled.office.document import Draft
from muniment_engines.bundled.office.docx import HIDDEN, TRACKED
from muniment_engines.bundled.office.grid import Item
from muniment_engines.bundled.office.numbering import BULLET
from muniment_engines.bundled.office.paging import Pages, numbers_pages, places_by_page
from muniment_engines.bundled.office.parts import title_of
from muniment_engines.bundled.office.word97.asides import TEXT, Aside, asides_of, edges_of, stories
from muniment_engines.bundled.office.word97.file import WordFile
from muniment_engines.bundled.office.word97.lists import Lists
from muniment_engines.bundled.office.word97.reading import PAGE, Read, Reader
from muniment_engines.bundled.office.word97.tables import Table

_SHORT_ITEM = 200


def read(data: memoryview, limits: ParseLimits) -> Draft:
    """Raises `DocumentError`."""
    compound = Compound(data)
    try:
        file = WordFile(compound)
        metadata = compound.metadata()
    finally:
        compound.close()
    document = _Document(file)
    places = places_by_page(list(document.items()), rendered=False)
    draft = Draft(places, title_of(document.title, places, metadata), metadata)
    draft.notes += [note for note, holds in ((TRACKED, document.reader.tracked), (HIDDEN, document.reader.hidden)) if holds]
    return draft


class _Document:
    """What is known while a document is read. `title` is the first paragraph that is styled as the document's title."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._lists = Lists(file)
        self._pages = Pages()
        self._in_list = False
        self._asides: dict[int, list[Aside]] = defaultdict(list)
        self.reader = Reader(file)
        self.title = ""
        for aside in asides_of(file):
            self._asides[aside.anchor].append(aside)
            if aside.label is not None and aside.label.startswith("["):
                self.reader.signs[aside.anchor] = aside.label
        self._anchors = deque(sorted(self._asides))

    def items(self) -> Iterator[Item]:
        edges = [(top, text) for top, start, end in edges_of(self._file) for text in self._edge(start, end)]
        edges = [edge for edge in dict.fromkeys(edges) if not numbers_pages(edge[1])]
        yield from ((self._pages.number, Block(text)) for top, text in edges if top)
        start, end = stories(self._file)[TEXT]
        yield from self._story(start, end)
        while self._anchors:
            yield from self._aside(self._pages.number, self._anchors.popleft())
        yield from ((self._pages.number, Block(text)) for top, text in edges if not top)

    def _edge(self, start: int, end: int) -> Iterator[str]:
        """The lines of a header or a footer; the cells of a table in it side by side."""
        for _, block in self._blocks(self.reader.paragraphs(start, end, without_pages=True)):
            if text := flat(block.text):
                yield text

    def _story(self, start: int, end: int) -> Iterator[Item]:
        yield from self._blocks(self.reader.paragraphs(start, end))

    def _blocks(self, paragraphs: Iterator[Read]) -> Iterator[Item]:
        table = Table()
        for paragraph in paragraphs:
            if not paragraph.look.depth and table:
                yield from table.items()
                table = Table()
            items = list(self._paragraph(paragraph))
            if paragraph.look.depth:
                table.add(paragraph, items, self._pages.number)
                self._in_list = False
            else:
                yield from items
            if paragraph.mark == PAGE and self._pages.begun:
                self._pages.end()
        yield from table.items()

    def _paragraph(self, paragraph: Read) -> Iterator[Item]:
        """The blocks that become of a paragraph, and of what hangs from it."""
        if paragraph.look.begins_page and self._pages.begun:
            self._pages.end()
        page = self._pages.begin(paragraph.text)
        level = paragraph.look.level if paragraph.look.level >= 0 else paragraph.style.level
        text = paragraph.text.strip()
        if text:
            number = self._lists.next(paragraph.look.list, paragraph.look.list_level)
            yield page, self._written(text, number, level)
            if paragraph.style.title and not self.title:
                self.title = flat(text)[:LONGEST_HEADING]
        while self._anchors and self._anchors[0] < paragraph.end <= self._file.counts[TEXT] + 1:
            yield from self._aside(page, self._anchors.popleft())

    def _aside(self, page: int, anchor: int) -> Iterator[Item]:
        for aside in self._asides.pop(anchor, []):
            if aside.label is None:
                yield from self._story(aside.start, aside.end)
                continue
            text = flat(" ".join(read.text for read in self.reader.paragraphs(aside.start, aside.end)))
            if text:
                yield page, Block(f"{aside.label} {text}")

    def _written(self, text: str, number: str, level: int) -> Block:
        numbered = f"{number} {text}" if number else text
        if level and len(numbered) <= LONGEST_HEADING:
            self._in_list = False
            return Block(flat(numbered), level)
        tight = bool(number) and self._in_list and (len(numbered) <= _SHORT_ITEM or number == BULLET)
        self._in_list = bool(number)
        return Block(numbered, 0, tight)

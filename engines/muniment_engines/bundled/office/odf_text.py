"""What stands in an OpenDocument text, a cell or a box on a slide: paragraphs, headings, lists, tables, in their order.

Behind a paragraph comes what hangs from it: notes, remarks, boxes. What tracked changes deleted lies apart in the file and is not
read. Where a program noted that a page began, the count of pages goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from muniment_engines.bundled.flow import LONGEST_HEADING, Block
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.cells import flat
from muniment_engines.bundled.office.grid import MOST_COLUMNS, GridCell, Item, grid_items
from muniment_engines.bundled.office.numbering import BULLET
from muniment_engines.bundled.office.odf import Odf, repeats
from muniment_engines.bundled.office.odf_lists import Counter
from muniment_engines.bundled.office.paging import Pages

_SHORT_ITEM = 200
_SPACE = re.compile(r"[ \t\r\n]+")
_ASIDE = ("text:note", "office:annotation", "draw:frame", "draw:custom-shape", "draw:g", "draw:rect", "draw:ellipse", "draw:line")
_SILENT = ("text:ruby-text", "text:tracked-changes", "office:forms", "text:sequence-decls", "text:page-number", "text:page-count")
_ROWS = ("table:table-header-rows", "table:table-rows", "table:table-row-group")


@dataclass
class _Line:
    """A paragraph while it is read: its text, how many of its characters are bold, and what hangs from it."""

    parts: list[str] = field(default_factory=list)
    strong: int = 0
    asides: list[xml.Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts).replace("\xa0", " ").strip()


class Reader:
    """What is known while a file is read. `title` is the first paragraph that is styled as the document's title."""

    def __init__(self, odf: Odf, with_charts: bool = True) -> None:
        """`with_charts` says that the data of charts is read, and not only their titles."""
        self._odf = odf
        self._with_charts = with_charts
        self._objects: set[str] = set()
        self._outline = Counter(odf.outline)
        self._counters: dict[str, Counter] = {}
        self._in_list = False
        self.pages = Pages()
        self.title = ""

    def blocks(self, element: xml.Element | None) -> Iterator[Item]:
        """Everything in an element."""
        for child in xml.children(element):
            kind = xml.tag(child)
            if kind in ("text:p", "text:h"):
                yield from self.paragraph(child)
            elif kind in ("text:list", "text:ordered-list", "text:unordered-list"):
                yield from self._list(child, 1, "")
            elif kind == "table:table":
                self._in_list = False
                yield from self._table(child)
            elif kind == "text:soft-page-break":
                self.pages.again(False)
            elif kind in _ASIDE:
                yield from self.aside(child)
            elif kind == "draw:object":
                yield from self._chart(xml.get(child, "href"))
            elif kind not in _SILENT:
                yield from self.blocks(child)

    def aside(self, element: xml.Element) -> Iterator[Item]:
        """A note, a remark, or what is drawn."""
        kind = xml.tag(element)
        if kind == "text:note":
            mark = flat(xml.text_in(xml.child(element, "text:note-citation")))
            yield from self._said(f"[{mark}]", xml.child(element, "text:note-body"))
        elif kind == "office:annotation":
            author = flat(xml.text_in(xml.child(element, "dc:creator")))[:100]
            yield from self._said(f"Comment by {author}:" if author else "Comment:", element)
        else:
            yield from self.blocks(element)

    def _chart(self, href: str) -> Iterator[Item]:
        """The titles of a chart and the table behind it; nothing for other objects, and each once."""
        part = f"{href.removeprefix('./').rstrip('/')}/content.xml"
        if part in self._objects:
            return
        self._objects.add(part)
        chart = xml.child(self._odf.package.tree_if_there(part), "office:body", "office:chart", "chart:chart")
        for child in xml.children(chart):
            if self._with_charts or xml.tag(child) in ("chart:title", "chart:subtitle"):
                yield from self.blocks(child) if xml.tag(child) != "table:table" else self._table(child)

    def _said(self, before: str, element: xml.Element | None) -> Iterator[Item]:
        page = self.pages.number
        text = flat(" ".join(block.text for _, block in self.blocks(element)))
        if text:
            yield page, Block(f"{before} {text}")

    def paragraph(self, element: xml.Element, number: str = "") -> Iterator[Item]:
        """A paragraph or heading, and what hangs from it; `number` stands before it."""
        yield from self._read(element, number)[1]

    def _read(self, element: xml.Element, number: str = "") -> tuple[_Line, list[Item]]:
        style = xml.get(element, "text:style-name")
        if self._odf.begins_page(style) and self.pages.begun:
            self.pages.end()
        line = _Line()
        self._inline(element, line, self._odf.strong("paragraph", style))
        text = line.text
        page = self.pages.begin(text)
        level = 0
        if xml.tag(element) == "text:h":
            level = max(1, xml.number(xml.get(element, "outline-level", "1"), 1))
            if text and xml.get(element, "is-list-header") != "true":
                number = number or self._outline.next(level)
        elif text and not self.title and any(xml.get(e, "style:name") == "Title" for e in self._odf.chain("paragraph", style)):
            level, self.title = 1, flat(text)[:LONGEST_HEADING]
        items: list[Item] = []
        if text:
            numbered = f"{number} {text}" if number else text
            if level and len(numbered) <= LONGEST_HEADING:
                items.append((page, Block(flat(numbered), level)))
            else:
                items.append((page, Block(numbered, 0, bool(number) and self._in_list and len(numbered) <= _SHORT_ITEM)))
            self._in_list = bool(number) and not level
        for aside in line.asides:
            items += self.aside(aside)
        return line, items

    def _inline(self, element: xml.Element, line: _Line, strong: bool) -> None:
        self._add(line, element.text, strong)
        for child in element:
            kind = xml.tag(child)
            if kind == "text:s":
                line.parts.append(" " * repeats(child, "text:c"))
            elif kind == "text:tab":
                line.parts.append("\t")
            elif kind == "text:line-break":
                line.parts.append("\n")
            elif kind == "text:soft-page-break":
                self.pages.again(bool(line.text))
            elif kind in _ASIDE:
                if kind == "text:note":
                    line.parts.append(f"[{flat(xml.text_in(xml.child(child, 'text:note-citation')))}]")
                line.asides.append(child)
            elif kind and kind not in _SILENT:
                name = xml.get(child, "text:style-name")
                self._inline(child, line, strong or (bool(name) and self._odf.strong("text", name)))
            self._add(line, child.tail, strong)

    def _add(self, line: _Line, text: str | None, strong: bool) -> None:
        if text:
            line.parts.append(_SPACE.sub(" ", text))
            line.strong += len(text.strip()) if strong else 0

    def _list(self, element: xml.Element, level: int, style: str) -> Iterator[Item]:
        style = xml.get(element, "text:style-name") or style
        goes_on = xml.get(element, "continue-numbering") == "true" or xml.get(element, "continue-list")
        if level == 1:
            self._in_list = False
        if level == 1 and (style not in self._counters or not goes_on):
            self._counters[style] = Counter(self._odf.lists.get(style, {}))
        counter = self._counters.setdefault(style, Counter(self._odf.lists.get(style, {})))
        for item in xml.children(element):
            start = xml.get(item, "start-value")
            number = "" if xml.tag(item) == "text:list-header" else None
            for child in xml.children(item):
                kind = xml.tag(child)
                if kind in ("text:p", "text:h"):
                    if number is None and any(True for _ in child.itertext()):
                        number = counter.next(level, xml.number(start, 1) if start else None)
                    yield from self.paragraph(child, number or "")
                    number = "" if number is not None else None
                elif kind in ("text:list", "text:ordered-list", "text:unordered-list"):
                    yield from self._list(child, level + 1, style)
                else:
                    yield from self.blocks(child)

    def _table(self, table: xml.Element) -> Iterator[Item]:
        rows: list[list[GridCell]] = []
        header = xml.child(table, "table:table-header-rows")
        told = sum(1 for _ in xml.children(header, "table:table-row"))
        below: dict[int, int] = {}
        for row in rows_of(table):
            if xml.tag(row) == "text:soft-page-break":
                self.pages.again(False)
                continue
            below = {column: count - 1 for column, count in below.items() if count > 1}
            cells = list(self._cells(row, below))
            for _ in range(repeats(row, "number-rows-repeated")):
                rows.append(cells)
                if not any(cell.text for cell in cells):
                    break
        nested = any(found is not table for found in xml.within(table, "table:table"))
        yield from grid_items(rows, told, False, nested)

    def _cells(self, row: xml.Element, below: dict[int, int]) -> Iterator[GridCell]:
        """The cells of a row; `below` counts for each column how many rows a cell above still reaches down."""
        column = 0
        for cell in xml.children(row):
            if xml.tag(cell) not in ("table:table-cell", "table:covered-table-cell") or column > MOST_COLUMNS:
                continue
            covered = xml.tag(cell) == "table:covered-table-cell"
            width = repeats(cell, "number-columns-spanned")
            if (height := repeats(cell, "number-rows-spanned")) > 1:
                below[column] = height
            items, strong = self._cell(cell)
            for _ in range(repeats(cell, "number-columns-repeated")):
                yield GridCell(column, column + width - 1, items, strong, covered and column in below)
                column += 1

    def _cell(self, cell: xml.Element) -> tuple[list[Item], bool]:
        items: list[Item] = []
        length = strong = 0
        for child in xml.children(cell):
            if xml.tag(child) in ("text:p", "text:h"):
                line, found = self._read(child)
                length += len(line.text)
                strong += line.strong
                items += [(page, Block(block.text, 0, block.tight)) for page, block in found]
            elif xml.tag(child) in ("text:list", "text:ordered-list", "text:unordered-list"):
                items += self._list(child, 1, "")
            elif xml.tag(child) == "table:table":
                items += self._table(child)
            else:
                items += self.blocks(child)
        if len(items) == 1:  # a cell of a slide is often a list of one item
            items = [(page, Block(block.text.removeprefix(f"{BULLET} "))) for page, block in items]
        return items, 0 < length <= strong + 2


def rows_of(table: xml.Element) -> Iterator[xml.Element]:
    """The rows of a table, and the ends of pages between them, whatever they are grouped by."""
    for child in xml.children(table):
        kind = xml.tag(child)
        if kind in ("table:table-row", "text:soft-page-break"):
            yield child
        elif kind in _ROWS:
            yield from rows_of(child)

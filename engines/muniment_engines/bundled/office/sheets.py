"""Makes pages of a sheet: its name, its lines, cut where they are more than a page.

A sheet that fits is one page by its own name. A larger one is several, each named by the rows that it holds. What stands in cells
that are merged downwards is said in each of the rows that it belongs to; what is merged sideways is said once, by the names of
all its columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.office.cells import Cell
from muniment_engines.bundled.office.document import Place
from muniment_engines.bundled.office.tables import Line, TableRow, lines_of
from muniment_engines.bundled.text.sections import pieces

Merge = tuple[int, int, int, int]
"""First row, first column, last row and last column of cells that are one."""

LONGEST = 8_000
"""Characters of a page at most; more than of a text, because rows say again what their columns are."""

MOST_MERGES = 100_000
LONGEST_NAME = 100


@dataclass
class Sheet:
    """A sheet while it is read: its name, its rows as they come (number and cells), and what is to be said of it."""

    name: str
    rows: Iterable[tuple[int, dict[int, Cell]]]
    merges: Sequence[Merge] = ()
    notes: list[str] = field(default_factory=list)
    behind: list[Block] = field(default_factory=list)
    """What stands on the sheet but in no cell (remarks, boxes, titles of charts); may be filled while the rows are read."""


def pages_of(sheet: Sheet, most: int) -> list[Place]:
    """The pages of a sheet, no more than `most` of them; none for an empty one."""
    name = " ".join(sheet.name.split())[:LONGEST_NAME]
    pages: list[_Page] = []
    page = _Page([Block(name, 1)])
    for number, block in _lines(sheet):
        if page.size + len(block.text) > LONGEST and page.rows:
            pages.append(page)
            page = _Page([])
            if len(pages) >= most:
                break
        page.add(number, block)
    pages.append(page)
    for block in sheet.behind:
        pages[-1].add(0, block)
    pages = [page for page in pages if page.has_text][:most]
    return [page.place(name, len(pages) > 1, sheet.notes if not index else ()) for index, page in enumerate(pages)]


class _Page:
    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.size = sum(len(block.text) for block in blocks)
        self.rows: list[int] = []
        self.has_text = False

    def add(self, row: int, block: Block) -> None:
        self.blocks.append(block)
        self.size += len(block.text) + 2
        self.has_text = True
        if row:
            self.rows[1:] = [row]

    def place(self, name: str, is_part: bool, notes: Sequence[str]) -> Place:
        parts = [part for block in self.blocks for part in ("\n" if block.tight else "\n\n", block.text)]
        headings = tuple((block.text, block.level) for block in self.blocks if block.level)
        rows = f", rows {self.rows[0]}–{self.rows[-1]}" if is_part and self.rows else ""
        return Place("".join(parts[1:]), headings, name + rows, tuple(notes))


def _lines(sheet: Sheet) -> Iterator[Line]:
    """The lines of a sheet, those cut that are longer than a page."""
    for number, block in lines_of(_rows(sheet), level=2):
        if len(block.text) <= LONGEST:
            yield number, block
        else:
            yield from ((number, Block(piece.strip(), 0, block.tight)) for piece in pieces(block.text) if piece.strip())


def _rows(sheet: Sheet) -> Iterator[TableRow]:
    """The rows that are not empty, with what reaches into them from above."""
    wide: dict[int, dict[int, int]] = defaultdict(dict)
    tall: dict[int, dict[int, int]] = defaultdict(dict)
    for top, left, bottom, right in sheet.merges:
        if right > left:
            wide[top][left] = right
        if bottom > top:
            tall[top][left] = bottom
    reaching: dict[int, tuple[Cell, int, int]] = {}
    for number, own in sheet.rows:
        reaching = {column: found for column, found in reaching.items() if found[1] >= number}
        cells, spans = own, wide.get(number, {})
        if cells and reaching:
            above = {column: cell for column, (cell, _, _) in reaching.items() if column not in cells and not cell.is_value}
            spans = {column: reaching[column][2] for column in above} | spans
            cells = dict(sorted((cells | above).items()))
        for column, last in tall.get(number, {}).items():
            if column in cells:
                reaching[column] = (cells[column], last, spans.get(column, column))
        if cells:
            yield TableRow(number, cells, spans)

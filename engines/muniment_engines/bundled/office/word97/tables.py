"""Tables of Word 97–2003 documents: paragraphs that are marked as cells and ends of rows become rows, for `grid` to write.

A cell ends with a sign of its own, and so does a row, whose paragraph says where its cells lie. Columns are told from all edges
of cells in the table, so that a cell knows over how many it reaches. A table in a cell is written as lines of that cell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.office.cells import flat
from muniment_engines.bundled.office.grid import MOST_COLUMNS, GridCell, Item, grid_items
from muniment_engines.bundled.office.word97.looks import Row
from muniment_engines.bundled.office.word97.reading import CELL, Read

_NEAR = 30
"""Twentieths of a point between edges that are meant to be one."""


@dataclass
class Table:
    """A table while its paragraphs come."""

    _rows: list[tuple[list[tuple[list[Item], bool]], Row]] = field(default_factory=list)
    _cells: list[tuple[list[Item], bool]] = field(default_factory=list)
    _items: list[Item] = field(default_factory=list)
    _strong: list[bool] = field(default_factory=list)
    _inner: list[list[str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self._rows or self._cells or self._items)

    def add(self, paragraph: Read, items: list[Item], page: int) -> None:
        """A paragraph that is in the table, and the blocks that became of it."""
        if paragraph.look.depth > 1:
            self._add_inner(paragraph, items, page)
            return
        if paragraph.mark == CELL and paragraph.look.row_end:
            if self._items:
                self._end_cell()
            self._rows.append((self._cells, paragraph.look.row))
            self._cells = []
            return
        self._items += [(on, Block(block.text, 0, block.tight)) for on, block in items]
        if paragraph.text.strip():
            self._strong.append(paragraph.strong)
        if paragraph.mark == CELL:
            self._end_cell()

    def items(self) -> Iterator[Item]:
        """The lines of the table, which is over."""
        if self._items:
            self._end_cell()
        if self._cells:
            self._rows.append((self._cells, Row()))
        told = 0
        while told < len(self._rows) and self._rows[told][1].header:
            told += 1
        columns = _columns([row.edges for _, row in self._rows])
        grid = [list(_grid_cells(cells, row, columns)) for cells, row in self._rows]
        yield from grid_items(grid, told if told < len(grid) else 0, False, False)

    def _end_cell(self) -> None:
        self._cells.append((self._items, bool(self._strong) and all(self._strong)))
        self._items, self._strong = [], []

    def _add_inner(self, paragraph: Read, items: list[Item], page: int) -> None:
        """A paragraph of a table in a cell: its cells stand side by side."""
        look = paragraph.look
        if not self._inner:
            self._inner.append([])
        self._inner[-1] += [flat(block.text) for _, block in items]
        if look.inner_row_end:
            row = [" ".join(texts) for texts in self._inner if any(texts)]
            if row:
                self._items.append((page, Block(" | ".join(row))))
            self._inner = []
        elif look.inner_cell_end:
            self._inner.append([])


def _columns(rows: list[tuple[int, ...]]) -> list[int]:
    """Where the columns of a table begin, from the edges of all its cells."""
    found: list[int] = []
    for edge in sorted({edge for row in rows for edge in row}):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found


def _grid_cells(cells: list[tuple[list[Item], bool]], row: Row, columns: list[int]) -> Iterator[GridCell]:
    before = -1
    for number, (items, strong) in enumerate(cells[:MOST_COLUMNS]):
        first = last = before + 1
        if number + 1 < len(row.edges):
            first = max(first, bisect_left(columns, row.edges[number] - _NEAR))
            last = max(first, bisect_left(columns, row.edges[number + 1] - _NEAR) - 1)
        goes_on = number < len(row.goes_on) and row.goes_on[number]
        yield GridCell(first, last, items, strong, goes_on)
        before = last

"""Tables of text documents. Those that hold data become lines, one a row; those that only arrange a page are read cell by cell.

A row says the names of its columns only where the document tells them: rows marked as header, a first row set bold, or years and
figures below words. Forms ("Supplier | Acme") have no header, and are left as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.office.cells import Cell, flat
from muniment_engines.bundled.office.tables import TableRow, lines_of

LONGEST_CELL = 700
"""Characters; a table with a longer one arranges a page."""

MOST_COLUMNS = 1_000

Item = tuple[int, Block]
"""The page that a block begins on, and the block."""


@dataclass(frozen=True)
class GridCell:
    """A cell with its first and last column. `goes_on` says that it is the lower part of one that is merged downwards."""

    column: int
    end: int
    items: Sequence[Item]
    strong: bool = False
    goes_on: bool = False

    @property
    def text(self) -> str:
        return flat(" ".join(block.text for _, block in self.items))


Grid = Sequence[Sequence[GridCell]]


def grid_items(grid: Grid, told: int, bold_first_row: bool, has_tables: bool) -> Iterator[Item]:
    """The lines of a table with their pages.

    `told` rows at the top are marked as header; `bold_first_row` says that the table's style sets the first one bold.
    """
    if _arranges(grid, has_tables):
        for cells in grid:
            for cell in cells:
                yield from cell.items
        return
    lines = [(row, page) for row, page in _rows(grid) if row.cells]
    count = told or _header_rows([row for row, _ in lines], bold_first_row)
    for number, block in lines_of((replace(row, number=index) for index, (row, _) in enumerate(lines)), count):
        yield lines[number][1], block


def _arranges(grid: Grid, has_tables: bool) -> bool:
    """Whether a table has one column only, holds other tables, or has cells as long as paragraphs."""
    if has_tables or all(len(cells) < 2 for cells in grid):
        return True
    return any(len(cell.text) > LONGEST_CELL for cells in grid for cell in cells)


def _rows(grid: Grid) -> Iterator[tuple[TableRow, int]]:
    """The rows with their pages; a cell that goes on from above is said again, where it is no figure."""
    above: dict[int, Cell] = {}
    for index, cells in enumerate(grid):
        row: dict[int, Cell] = {}
        for cell in cells:
            own = Cell(cell.text, "text", cell.strong)
            if cell.goes_on and not own.text and cell.column in above:
                if not above[cell.column].is_value:
                    row[cell.column] = above[cell.column]
                continue
            above[cell.column] = own
            if own.text:
                row[cell.column] = own
        page = min((page for cell in cells for page, _ in cell.items), default=0)
        yield TableRow(index, row, {cell.column: cell.end for cell in cells if cell.end > cell.column}), page


def _header_rows(rows: list[TableRow], bold_first_row: bool) -> int | None:
    """How many rows are the header; 0 for a table without one, None where years or figures are to tell."""
    if len(rows) < 2:
        return 0
    first, *others = (row.cells for row in rows)
    if len(first) > 1 and not any(cell.is_value for cell in first.values()):
        bold = [cell.strong for row in others for column, cell in row.items() if column != min(row)]
        if bold_first_row or (all(cell.strong for cell in first.values()) and sum(bold) * 2 < max(1, len(bold))):
            return 1
    columns = {column for row in others for column in row}
    figures = sum(cell.is_value for row in others for cell in row.values())
    words = sum(not cell.is_value for row in others for column, cell in row.items() if column != min(row))
    return None if len(columns) > 2 and figures > words else 0

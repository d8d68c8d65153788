"""Decides what stands between the pieces of a page: nothing, a space, the end of a line, of a paragraph, or of a table's cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from muniment_engines.bundled.pdf import rows, tables
from muniment_engines.bundled.pdf.characters import BREAK, CELL, JOINED, PARAGRAPH, ROW, SPACE
from muniment_engines.bundled.pdf.lines import SPACED, Cell, Line, goes_on
from muniment_engines.bundled.pdf.pieces import Piece

MARK = 0.9
"""How high a mark that is set higher or lower is at most, beside what it belongs to."""


def separators(pieces: Sequence[Piece], lines: Sequence[Line]) -> list[int]:
    """The code of what stands before each piece, see `characters`; the first one's is without meaning."""
    found = [_plain(pieces, at) for at in range(len(pieces))]
    if len(lines) == len(pieces):
        return found
    tabled: set[int] = set()
    for table in tables.find(lines):
        _set_table(found, lines, table)
        tabled.update(range(table.first, table.last + 1))
    last = -1
    for number, begins in rows.find(lines):
        if number not in tabled:
            _set_row(found, lines[number], begins, follows=number - 1 in (last, *tabled))
            last = number if begins else last
    return found


def _plain(pieces: Sequence[Piece], at: int) -> int:
    piece, before = pieces[at], pieces[at - 1]
    if not at or piece.gap != BREAK or before.runs_down or piece.runs_down or not goes_on(before, piece):
        return piece.gap
    is_mark = min(piece.height, before.height) < MARK * max(piece.height, before.height)
    spaced = piece.left - before.right > SPACED * max(piece.height, before.height)
    return JOINED if is_mark and not spaced else SPACE


def _set_row(found: list[int], line: Line, begins: Sequence[Cell], follows: bool) -> None:
    """A row's pieces stand on one line, whatever PDFium thought of the gaps between them."""
    for piece in range(line.cells[0].first + 1, line.cells[-1].last + 1):
        if found[piece] == BREAK:
            found[piece] = SPACE
    for cell in begins:
        found[cell.first] = CELL
    if begins and follows and found[line.cells[0].first] == BREAK:
        found[line.cells[0].first] = ROW


def _set_table(found: list[int], lines: Sequence[Line], table: tables.Table) -> None:
    head = [cell for line in lines[table.first : table.body] for cell in line.cells]
    for before, cell in pairwise(head):
        found[cell.first] = SPACE if _below(before, cell) else CELL
    for number in range(max(table.body, table.first + 1), table.last + 1):
        same = _same_label(lines[number - 1], lines[number])
        found[lines[number].cells[0].first] = SPACE if same else ROW
    for line in lines[table.body : table.last + 1]:
        for cell in line.cells[1:]:
            found[cell.first] = CELL
    found[lines[table.first].cells[0].first] = PARAGRAPH
    if table.last + 1 < len(lines):
        found[lines[table.last + 1].cells[0].first] = PARAGRAPH


def _below(above: Cell, cell: Cell) -> bool:
    """Whether a cell of a table's head is the next line of the one before it."""
    return above.over(cell) and -0.3 * cell.height < cell.top - above.bottom < 0.6 * cell.height


def _same_label(above: Line, line: Line) -> bool:
    """Whether a line goes on with the label that stands alone in the line above it."""
    return len(above.cells) == 1 and line.cells[0].text[:1].islower() and len(line.cells) > 1

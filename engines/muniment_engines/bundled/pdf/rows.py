"""Finds rows outside of tables of numbers: a form's fields, a table of words, what stands left and right on a line.

A line's cells are first put together again where they are one: the number of a clause and its text, a field's name that ends
in a colon and its value. What is left is a row where its gaps are wider than a justified line's, or where the next row's cells
begin at the same places. Prose in two columns is not made rows of, though its lines stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from muniment_engines.bundled.pdf.lines import Cell, Line

WIDE = 2.0
"""Heights of a line that a gap has at least that parts two cells by itself."""

ALIGNED = 1.2
"""The same for one whose right side is in line with another's above or below."""

WITHIN = 1.5
"""Points that cells of one column may begin apart."""

PROSE = 30
"""Characters from which on a cell may be a line of prose."""

COLUMN = 4
"""Lines of prose side by side that make columns of it."""

_MARKER = re.compile(
    r"(?:[(\[]?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxlcIVXLC]{1,6})[.)\]]?|[•·▪●◦‣*–—-]|\W{1,2}"
    r"|(?:Item|Section|Article|ITEM|SECTION|ARTICLE|Note|NOTE|Exhibit|EXHIBIT)\s+[\dIVXL]+[A-Za-z]?(?:\.\d{1,3})*[.:)]?)$"
)
_LETTERS = re.compile(r"[^\W\d_]{2}")


def find(lines: Sequence[Line]) -> Iterator[tuple[int, list[Cell]]]:
    """The number of each line of several cells, with those that begin a new one: never the first, and none in a single field."""
    columns = _prose_columns(lines)
    for number, line in enumerate(lines):
        if len(line.cells) > 1 and number not in columns and not _hangs(lines, number):
            begins = [cell for before, cell in _pairs(line) if _parts(lines, number, before, cell)]
            if begins or any(cell.names_field for cell in line.cells[:-1]):
                yield number, begins


def _hangs(lines: Sequence[Line], number: int) -> bool:
    """Whether a line begins a paragraph that hangs beside its first word: it goes on in the next line, at the same place."""
    if len(lines[number].cells) != 2 or number + 1 == len(lines) or len(lines[number + 1].cells) > 1:
        return False
    (_, cell), below = lines[number].cells, lines[number + 1].cells[0]
    return abs(below.left - cell.left) < WITHIN and 0 < below.bottom - cell.bottom < 2 * cell.height and not cell.is_value


def _pairs(line: Line) -> list[tuple[Cell, Cell]]:
    """Neighbours on a line that are not one: no marker with its text, no field's name with its value."""
    cells = line.cells
    pairs = list(pairwise(cells))
    if _MARKER.match(cells[0].text):
        del pairs[0]
    return [(before, cell) for before, cell in pairs if not before.names_field or cell.names_field]


def _parts(lines: Sequence[Line], number: int, before: Cell, cell: Cell) -> bool:
    gap = (cell.left - before.right) / max(min(before.height, cell.height), 1.0)
    if gap >= WIDE:
        return True
    near = (lines[at] for at in (number - 2, number - 1, number + 1, number + 2) if 0 <= at < len(lines))
    return gap >= ALIGNED and any(abs(other.left - cell.left) < WITHIN for line in near for other in line.cells[1:])


def _prose_columns(lines: Sequence[Line]) -> set[int]:
    """The lines that are prose in columns: several in a row of long cells that begin and end alike."""
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate(lines):
        if not _side_by_side(line):
            continue
        last = lines[run[-1]] if run else None
        if last is None or number - run[-1] > 2 or not _same_columns(last, line):
            run = []
        run.append(number)
        if len(run) >= COLUMN:
            found.update(run)
    return found


def _side_by_side(line: Line) -> bool:
    return (
        len(line.cells) > 1 and sum(len(cell.text) >= PROSE and _LETTERS.search(cell.text) is not None for cell in line.cells) > 1
    )


def _same_columns(above: Line, line: Line) -> bool:
    return len(above.cells) == len(line.cells) and all(
        abs(one.left - other.left) < 2 * line.height for one, other in zip(above.cells, line.cells, strict=True)
    )

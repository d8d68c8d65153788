"""Finds tables of numbers by their columns, as in financial statements: no lines need to be drawn around them.

First come the lines that hold a value beside other cells. Such lines make a table where their values stand below each other; the
labels between them ("Cost of sales:") belong to it. Then the names of the columns are looked for above the first line. What is
found is only said; nothing is moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muniment_engines.bundled.pdf.lines import Cell, Line

FEWEST = 3
"""Lines with values of which a table is made; two will do where two columns of values agree."""

LABELS = 3
"""Lines without values that may follow each other within a table."""

FURTHEST = 4.0
"""How many heights of a line two lines of one table may stand apart."""

HEAD = 12
"""Lines above the first value that may name the columns."""

WITHIN = 0.5
"""How much of a line's height the edges of one column may differ by."""


@dataclass(frozen=True)
class Table:
    """Lines `first` to `last`; those before `body` name the columns."""

    first: int
    body: int
    last: int


def find(lines: Sequence[Line]) -> list[Table]:
    """The tables of a page, in order."""
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        rows = _rows(lines, at) if _has_values(lines[at]) else []
        if not _certain(lines, rows):
            at += 1
            continue
        first, body = _head(lines, rows, tables[-1].last + 1 if tables else 0)
        tables.append(Table(first, body, rows[-1]))
        at = rows[-1] + 1
    return tables


def _has_values(line: Line) -> bool:
    """Whether numbers stand in a line's cells; those of a form, with the names of several fields, make no columns."""
    if len(line.cells) < 2 or not any(cell.is_value for cell in line.cells[1:]):
        return False
    return sum(cell.names_field for cell in line.cells) < 2


def _rows(lines: Sequence[Line], first: int) -> list[int]:
    """The lines with values that go on from the first, each below the one before it and in line with one of its columns."""
    rows = [first]
    at = first + 1
    while at < len(lines) and at - rows[-1] <= LABELS + 1:
        line, above = lines[at], lines[at - 1]
        if not 0 < line.bottom - above.bottom < (FURTHEST + 1) * line.height:
            break
        if _has_values(line):
            if not any(_in_line(lines[row], line) for row in rows[-3:]):
                break
            rows.append(at)
        elif not _is_label(line, lines[rows[-1]]):
            break
        at += 1
    return rows


def _in_line(above: Line, line: Line) -> int:
    """How many values of the two lines stand below each other."""
    return sum(any(_one_column(one, other) for one in above.cells[1:]) for other in line.cells[1:] if other.is_value)


def _one_column(one: Cell, other: Cell) -> bool:
    within = WITHIN * min(one.height, other.height)
    middle = (one.left + one.right - other.left - other.right) / 2
    return min(abs(_figures_end(one) - _figures_end(other)), abs(one.left - other.left), abs(middle)) < within


def _figures_end(cell: Cell) -> float:
    """The right edge without a bracket or percent sign, which stands outside of the column."""
    outside = len(cell.text) - len(cell.text.rstrip(")%]* "))
    return cell.right - outside * (cell.right - cell.left) / max(len(cell.text), 1)


def _is_label(line: Line, row: Line) -> bool:
    """Whether a line is the label of what follows, or the beginning of a label that goes on in the next line."""
    return len(line.cells) == 1 and line.cells[0].left < row.cells[1].left and line.cells[0].right < row.cells[-1].right


def _certain(lines: Sequence[Line], rows: Sequence[int]) -> bool:
    if len(rows) >= FEWEST:
        return True
    return len(rows) == 2 and _in_line(lines[rows[0]], lines[rows[1]]) >= 2


def _head(lines: Sequence[Line], rows: Sequence[int], earliest: int) -> tuple[int, int]:
    """The first line that names a column, and the first that does not."""
    row = lines[rows[0]]
    values = [cell for at in rows[:FEWEST] for cell in lines[at].cells[1:]]
    left, right = min(cell.left for cell in values), max(cell.right for cell in values)
    label = max(lines[at].cells[0].left for at in rows[:FEWEST])
    body = rows[0]
    while (
        body > earliest and rows[0] - body < LABELS and _is_label(lines[body - 1], row) and lines[body - 1].cells[0].left <= label
    ):
        if not 0 < lines[body].bottom - lines[body - 1].bottom < FURTHEST * row.height:
            break
        body -= 1
    first = body
    while first > max(earliest, body - HEAD):
        line = lines[first - 1]
        if not (_names(line, left, right, values) and 0 < row.top - line.top < HEAD * row.height):
            break
        if min(above.top for above in lines[first : body + 1]) - line.bottom > 2.5 * row.height:
            break
        first -= 1
    return (first, body) if first < body else (rows[0], rows[0])


def _names(line: Line, left: float, right: float, values: Sequence[Cell]) -> bool:
    """Whether a line stands above the columns of values: all of it, or all but the first of its cells."""
    cells = line.cells if len(line.cells) == 1 or line.cells[0].left >= left else line.cells[1:]
    within = 3 * line.height
    return all(
        cell.left > left - within
        and cell.right < right + within
        and (len(cells) > 1 or any(cell.over(value) for value in values))
        for cell in cells
    )

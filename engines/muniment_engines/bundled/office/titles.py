"""Which rows above a table are its title block: what the sheet is called, of when it is, who made it.

Such rows have a cell or two ("Date: | 31 March 2021") where the table below them is wider, and begins with a row of words that
fills it. They are told from the upper rows of a header by an empty row below them, or by a field or a date in each.
"""

from __future__ import annotations

from collections.abc import Sequence

from muniment_engines.bundled.office.header import Row

MOST_ROWS = 12
"""Of a title block."""

_NARROW = 2
_SHORT = 60


def title_rows(rows: Sequence[Row], spans: Sequence[dict[int, int]], numbers: Sequence[int]) -> int:
    """How many of the first rows are a title block, 0 where there is none.

    `spans` says for each row at which column a cell ends that reaches over several, `numbers` which row of the sheet it is.
    """
    found = next((n for n, row in enumerate(rows[: MOST_ROWS + 1]) if len(row) > _NARROW), 0)
    if not found or len(rows) < found + 2 or not _heads(rows[found], rows[found + 1 :]):
        return 0
    left = min(rows[found])
    if any(left not in row or any(start != left for start in span) for row, span in zip(rows[:found], spans, strict=False)):
        return 0
    apart = numbers[found] > numbers[found - 1] + 1
    return found if apart or all(len(row) < _NARROW or _is_field(row) for row in rows[:found]) else 0


def _heads(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row of short words stands above all that is below it."""
    words = all(not cell.is_value and not cell.is_year and len(cell.text) <= _SHORT for cell in row.values())
    return words and {column for other in below for column in other} <= row.keys()


def _is_field(row: Row) -> bool:
    """Whether the second of two cells is what the first one names."""
    name, value = (row[column] for column in sorted(row))
    return name.text.endswith(":") or value.is_value or value.is_year

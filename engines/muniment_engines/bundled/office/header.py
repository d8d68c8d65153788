"""Which rows at the top of a table name its columns, and what each column is called by them.

Rows are `{column: Cell}` without empty cells. The header ends before the first row with a figure in it (a year is none). Where
the whole table is words, its first row is the header only if it is set apart: by bold type, or by filling every column with
short words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muniment_engines.bundled.office.cells import Cell

Row = dict[int, Cell]

MOST_ROWS = 6
"""Of a header."""

_FIGURES = 0.8
"""Share of the second of two columns that is figures where a row above says what they are."""

_SHORT = 40
_LONG_NAME = 300


@dataclass(frozen=True)
class Header:
    """How many rows it takes, and the name of each column. `label` is the column of the rows' own names, and `named` tells
    whether that column has a name like the others (a list of things) or stands at their side (years across, items down).
    """

    rows: int
    names: dict[int, str]
    label: int
    named: bool


def header_of(rows: Sequence[Row], spans: Sequence[dict[int, int]], told: int | None = None) -> Header | None:
    """The header of a table that begins with these rows (the first of it; not all are needed). None where there is none.

    `spans` says for each row at which column a cell ends that reaches over several; `told` how many rows the header has.
    """
    count = min(told, len(rows) - 1) if told else _count(rows)
    if not count:
        return None
    label = min(min(row) for row in rows)
    names = _names(rows[:count], rows[count:], spans)
    corner = names.get(label, "")
    others = [name for column, name in names.items() if column != label]
    named = bool(corner) and len(set(others)) == len(others) and not any(c.isdigit() for name in others for c in name)
    return Header(count, names, label, named)


def _count(rows: Sequence[Row]) -> int:
    if len(rows) < 2:
        return 0
    if _is_form(rows) and not _is_set_apart(rows):
        return 0
    data = next((i for i, row in enumerate(rows) if _is_data(row, rows[i + 1 :])), None)
    if data == 0:
        return 1 if _is_set_apart(rows) else 0
    if data is None:
        return 1 if _is_set_apart(rows) or _fills_with_short_words(rows) else 0
    label = min(min(row) for row in rows)
    columns = {column for row in rows[data:] for column in row} - {label}
    count, covered = 0, set[int]()
    for row in rows[: min(data, MOST_ROWS)]:
        if count and label in row and columns <= covered:
            break
        count += 1
        covered |= set(row)
    return count if covered - {label} else 0


def _is_form(rows: Sequence[Row]) -> bool:
    """Whether two columns are names and what belongs to each ("Supplier", "Acme"), so that no row stands above the others."""
    columns = sorted({column for row in rows for column in row})
    if len(columns) != 2:
        return False
    names, others = ([row[column] for row in rows[1:] if column in row] for column in columns)
    if sum(cell.text.endswith(":") for cell in names) * 2 > len(names):
        return True
    listed = sum(cell.is_value or cell.is_year for cell in names) * 2 > len(names)
    return not listed and sum(cell.is_value for cell in others) < _FIGURES * len(others)


def _is_data(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row holds figures; one of years and dates does where the rows below hold the same kind in the same places."""
    if any(cell.is_value for cell in row.values()):
        return True
    years = [column for column, cell in row.items() if cell.is_year]
    if not years:
        return False
    figures = sum(other[c].is_value for other in below for c in years if c in other)
    same = sum(other[c].is_year for other in below for c in years if c in other)
    return same > figures


def _is_set_apart(rows: Sequence[Row]) -> bool:
    """Whether the first row is bold, and most of those below are not."""
    first = rows[0]
    if len(first) < 2 or not all(cell.strong for cell in first.values()):
        return False
    below = [cell.strong for row in rows[1:] for column, cell in row.items() if column != min(row)]
    return sum(below) * 2 < max(1, len(below))


def _fills_with_short_words(rows: Sequence[Row]) -> bool:
    columns = {column for row in rows for column in row}
    first = [cell.text for cell in rows[0].values()]
    if len(columns) < 2 or set(rows[0]) != columns or len(set(first)) < len(first) or len(rows) < 3:
        return False
    return all(len(text) <= _SHORT and not text.endswith((":", ".", "?")) for text in first)


def _names(header: Sequence[Row], below: Sequence[Row], spans: Sequence[dict[int, int]]) -> dict[int, str]:
    """What stands above each column, from the top down; a name that reaches over several columns is said for each."""
    columns = sorted({column for row in (*header, *below) for column in row})
    named = [column for column in columns if column in header[-1] and column != columns[0]]
    parts: dict[int, list[str]] = {column: [] for column in columns}
    for index, row in enumerate(header):
        above = {column: cell.text for column, cell in row.items()}
        if spans[index]:
            for start, end in spans[index].items():
                above |= {column: row[start].text for column in columns if start in row and start < column <= end}
        elif index < len(header) - 1:
            alone = len(row.keys() - {columns[0]}) == 1
            for run in [columns[1:]] if alone else _runs(named):
                above |= _reaching(row, run)
        for column, text in above.items():
            if column in parts and text not in parts[column]:
                parts[column].append(text)
    return {column: ", ".join(found)[:_LONG_NAME] for column, found in parts.items() if found}


def _runs(columns: Sequence[int]) -> list[list[int]]:
    """Columns that stand side by side; an empty one between them parts what belongs to two names above."""
    runs: list[list[int]] = []
    for column in columns:
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _reaching(row: Row, run: Sequence[int]) -> dict[int, str]:
    """How far the names of an upper row reach over a run of columns, where the document does not say it.

    One name is for all of them. Several reach to the right where the first column has one, to the left where the last has; where
    neither is so, each is for its own column only: rather no name than a wrong one.
    """
    named = [column for column in run if column in row]
    if not named:
        return {}
    if len(named) == 1:
        return dict.fromkeys(run, row[named[0]].text)
    if named[0] == run[0]:
        return {column: row[max(c for c in named if c <= column)].text for column in run}
    if named[-1] == run[-1]:
        return {column: row[min(c for c in named if c >= column)].text for column in run}
    return {}

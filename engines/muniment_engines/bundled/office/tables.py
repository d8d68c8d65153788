"""Writes tables as text, one line a row, each of which can be understood alone: "Zone NA: January–June 2023: 12,553; …".

The rows of a sheet come one after the other, and may be a million: a table is judged by its first rows, and the others are
written as they come. Lines of one cell (a title, a remark) stand for themselves, and a title block too; then comes the header,
then the rows by the names of their columns. Where no header can be told, the cells stand side by side with a bar between them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.office.cells import Cell
from muniment_engines.bundled.office.header import MOST_ROWS, Header, Row, header_of
from muniment_engines.bundled.office.titles import title_rows

LOOKED_AT = 40
"""Rows by which a table is judged."""

GAP = 2
"""Empty rows after which a table may go on without its header being said again."""

_SHORT = 100
"""Characters of a line that may be a heading."""


@dataclass(frozen=True)
class TableRow:
    """A row that is not empty: its number, its cells from left to right by column, and where those end that reach further."""

    number: int
    cells: Row
    spans: dict[int, int] = field(default_factory=dict)


Line = tuple[int, Block]
"""The number of the row that a block comes from, and the block."""


def lines_of(rows: Iterable[TableRow], header_rows: int | None = None, level: int = 0) -> Iterator[Line]:
    """The lines of a sheet or a table, in order.

    `header_rows` is how many rows at the top are the header, where the document says so; with 0, none is looked for. A bold line
    of one cell at the top of a table becomes a heading of `level`, where that is not 0.
    """
    ahead = _Ahead(iter(rows))
    header: Header | None = None
    before: TableRow | None = None
    while row := ahead.first():
        gap = row.number - before.number - 1 if before else GAP + 1
        if header_rows != 0 and len(row.cells) > 1 and _may_begin(row, before, gap, header):
            group = ahead.group()
            if header is None and header_rows is None and (above := _title(group)):
                for one in (ahead.take() for _ in range(above)):
                    yield one.number, _line(one, None, level, False)
                before = None
                continue
            found = _header(group, header_rows)
            header_rows = None
            if found:
                header = found
                yield from _header_lines([ahead.take() for _ in range(found.rows)])
                before = group[found.rows - 1]
                continue
            header = header if header and _goes_on(row, gap, header) else None
        elif gap > GAP:
            header = None
        follows = before is not None and gap == 0 and len(before.cells) > 1
        yield row.number, _line(row, header, level if header is None else 0, follows)
        before = ahead.take()


def written(cells: Row, header: Header | None, spans: Mapping[int, int] | None = None) -> str:
    """One row as a line. A cell that reaches over several columns is said once, with all their names."""
    if len(cells) == 1:
        ((column, cell),) = cells.items()
        name = header.names.get(column, "") if header and cell.is_value and column != header.label else ""
        return f"{name.rstrip(':')}: {cell.text}" if name else cell.text
    if header is None:
        return " | ".join(cell.text for cell in cells.values())
    own = None if header.named else cells.get(header.label)
    parts: list[str] = []
    said = ""
    for column, cell in cells.items():
        if cell is own:
            continue
        reach = range(column, (spans or {}).get(column, column) + 1)
        names = dict.fromkeys(header.names.get(one, "").rstrip(": ") for one in reach)
        name = ", ".join(filter(None, names))
        if name and name == said:  # one name over several columns
            parts[-1] += f" | {cell.text}"
        else:
            parts.append(f"{name}: {cell.text}" if name else cell.text)
        said = name
    return f"{own.text.rstrip(': ')}: {'; '.join(parts)}" if own else "; ".join(parts)


def _line(row: TableRow, header: Header | None, level: int, follows: bool) -> Block:
    text = written(row.cells, header, row.spans)
    if len(row.cells) > 1:
        return Block(text, tight=header is None and follows)
    (cell,) = row.cells.values()
    return Block(text, level if cell.strong and cell.kind == "text" and len(text) <= _SHORT else 0)


def _header_lines(rows: list[TableRow]) -> Iterator[Line]:
    """The header as it stands: what is above a column that stays empty is to be found too."""
    for index, row in enumerate(rows):
        yield row.number, Block(" | ".join(cell.text for cell in row.cells.values()), tight=index > 0)


def _may_begin(row: TableRow, before: TableRow | None, gap: int, header: Header | None) -> bool:
    """Whether a header may begin here: at the top, after a gap or a line of its own; in the midst only where it stands out."""
    if gap or before is None or len(before.cells) == 1:
        return True
    if header is None or any(cell.is_value for cell in row.cells.values()):
        return False
    strong = all(cell.strong for cell in row.cells.values()) and not all(cell.strong for cell in before.cells.values())
    return strong or (header.label not in row.cells and len(row.cells) > 1)


def _header(group: list[TableRow], told: int | None) -> Header | None:
    whole = next((index for index, row in enumerate(group) if len(row.cells) < 2 and index > MOST_ROWS), len(group))
    rows = [row.cells for row in group[:whole]]
    spans = [row.spans for row in group[:whole]]
    return header_of(rows, spans, told)


def _title(group: list[TableRow]) -> int:
    return title_rows([row.cells for row in group], [row.spans for row in group], [row.number for row in group])


def _goes_on(row: TableRow, gap: int, header: Header) -> bool:
    """Whether a row below a gap belongs to the table above it."""
    columns = set(header.names) | {header.label}
    return gap <= GAP and set(row.cells) <= columns and any(cell.is_value for cell in row.cells.values())


class _Ahead:
    """Rows, of which the next can be looked at before they are taken."""

    def __init__(self, rows: Iterator[TableRow]) -> None:
        self._rows = rows
        self._waiting: deque[TableRow] = deque()

    def first(self) -> TableRow | None:
        """The next row; None at the end."""
        if not self._waiting and (row := next(self._rows, None)):
            self._waiting.append(row)
        return self._waiting[0] if self._waiting else None

    def group(self) -> list[TableRow]:
        """The next rows, at most `LOOKED_AT`, as far as no more than a few empty ones lie between; none at the end."""
        found: list[TableRow] = []
        while len(found) < LOOKED_AT:
            if len(found) == len(self._waiting):
                row = next(self._rows, None)
                if row is None:
                    break
                self._waiting.append(row)
            row = self._waiting[len(found)]
            if found and row.number > found[-1].number + 1 + GAP:
                break
            found.append(row)
        return found

    def take(self) -> TableRow:
        return self._waiting.popleft()


def table_lines(rows: Iterable[tuple[list[Cell | None], dict[int, int]]], header_rows: int | None = None) -> list[Block]:
    """The lines of a table whose rows are lists of cells, None for an empty one, with the ends of those that reach further."""
    numbered = (
        TableRow(number, {column: cell for column, cell in enumerate(cells) if cell is not None and cell.text}, spans)
        for number, (cells, spans) in enumerate(rows)
    )
    return [block for _, block in lines_of((row for row in numbered if row.cells), header_rows)]

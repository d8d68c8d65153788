"""Tables of a web page: each row becomes a line that can be understood by itself.

A table that only sets things side by side (it holds tables or headings, or long texts) is none of data. Of the others the rows
are spread out over their columns. Where it is certain which rows are headers (they are marked as such, or the first row alone is
bold), every value is preceded by its header; else the cells of a row stand side by side, parted by bars. What filings put into
cells of their own (a currency's sign, a closing bracket) goes back to its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from muniment_engines.bundled.flow import Block

LONGEST_CELL = 1500
"""Characters from which on a cell is a text of its own."""

MOST_HEADERS = 5
"""Rows of headers at most."""

WIDEST = 1000
"""Columns that one cell may span."""

_BEFORE = re.compile(r"[$€£¥₹₩(]{1,2}|[A-Z]{2,3}\$|US\$|CHF|EUR|USD|GBP")
_AFTER = re.compile(r"[)%]{1,2}|%\s?\)|\)\s?%|pts?\.?|x")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
MARKER = re.compile(
    r"(?:[(\[]?[A-Za-z0-9]{1,4}(?:\.\d{1,3})*[.)\]]{1,2}|\d{1,3}(?:\.\d{1,3})+|[•●▪■·◦○‣–—*§-]|[(\[][A-Za-z0-9*]{1,5}[)\]])"
)
"""What stands before an item of a list."""


@dataclass
class Cell:
    """What stands in columns `start` to `end`; `repeated` where it is the one of the row above that reaches down."""

    text: str
    start: int
    end: int
    header: bool
    bold: bool
    repeated: bool = False


Row = list[Cell]
CellText = Callable[[etree._Element], str]
"""Reads a cell as one line."""


def data_table(table: etree._Element, cell_text: CellText) -> list[Block] | None:
    """A table's caption and rows as blocks; None for one that is to be read like any other part of the page."""
    if table.get("role", "").lower() in ("presentation", "none"):
        return None
    marked = any(True for _ in table.iter("th", "thead"))
    if not marked and any(True for _ in table.iterdescendants("table", "h1", "h2", "h3", "h4", "h5", "h6")):
        return None
    rows = _rows(table, cell_text)
    if rows is None or max((sum(1 for cell in row if cell.text) for row in rows), default=0) < 2:
        return None
    captions = [Block(text) for text in (cell_text(c) for c in table.iterchildren("caption")) if text]
    lines = lines_of(rows)
    return [*captions, *(Block(line, 0, at > 0) for at, line in enumerate(lines))]


def lines_of(rows: Sequence[Row]) -> list[str]:
    """A line for each row that is not empty."""
    headers, width = _headers(rows)
    count = len(headers)
    names = _names(headers, width)
    lines = [" | ".join(dict.fromkeys(cell.text for cell in row if cell.text and not cell.repeated)) for row in headers]
    lines += [_line(_joined(row), names if count else {}) for row in rows[count:]]
    return [line for line in lines if line]


def _rows(table: etree._Element, cell_text: CellText) -> list[Row] | None:
    """The rows with spans spread out; None where a cell holds too much to be a cell."""
    rows: list[Row] = []
    reaching: dict[int, tuple[Cell, int]] = {}
    elements = [tr for tr in table.iter("tr") if next(tr.iterancestors("table"), None) is table]
    for number, tr in enumerate(elements):
        in_head = next(tr.iterancestors("thead", "table"), table).tag == "thead"
        row: Row = []
        column = 0
        for td in tr.iterchildren("td", "th"):
            column = _below(reaching, row, column)
            text = cell_text(td)
            if len(text) > LONGEST_CELL and td.tag == "td":
                return None
            end = column + _span(td.get("colspan"), WIDEST)
            cell = Cell(text, column, end, in_head or td.tag == "th", _is_bold(td))
            row.append(cell)
            if (down := _span(td.get("rowspan"), len(elements) - number)) > 1 and text:
                reaching[column] = (cell, down)
            column = end
        while any(start >= column for start in reaching) and (
            after := _below(reaching, row, min(s for s in reaching if s >= column))
        ):
            column = after
        rows.append(row)
        reaching = {start: (cell, left - 1) for start, (cell, left) in reaching.items() if left > 1}
    return rows


def _below(reaching: dict[int, tuple[Cell, int]], row: Row, column: int) -> int:
    """Put into `row` what reaches down from the rows above at `column`; the next column that is free."""
    while column in reaching:
        cell, _ = reaching[column]
        if row and row[-1] is cell:
            break
        row.append(Cell(cell.text, cell.start, cell.end, cell.header, cell.bold, repeated=True))
        column = cell.end
    return column


def _span(text: str | None, most: int) -> int:
    if not text or not re.fullmatch(r"\s*\d{1,9}\s*", text):
        return 1
    return max(1, min(int(text) or most, most))


def _is_bold(td: etree._Element) -> bool:
    """Whether all of a cell's text is bold."""
    if td.tag == "th" or _BOLD_STYLE.search(td.get("style", "")):
        return True
    waiting, found = [td], False
    while waiting:
        element = waiting.pop()
        if (element.text or "").strip():
            return False
        for child in element:
            if (child.tail or "").strip():
                return False
            if not isinstance(child.tag, str):
                continue
            if child.tag in ("b", "strong") or _BOLD_STYLE.search(child.get("style", "")):
                found = found or bool("".join(child.itertext()).strip())
            else:
                waiting.append(child)
    return found


def _headers(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """The rows of headers at the top, of which there may be none, and the number of columns."""
    width = max((row[-1].end for row in rows if row), default=0)
    count = 0
    while count < min(len(rows), MOST_HEADERS) and all(cell.header for cell in rows[count] if cell.text):
        count += 1
    if not any(cell.text for row in rows[:count] for cell in row):
        count = 0
    if count == 0 and len(rows) > 2 and _is_bold_row(rows[0]) and not any(_is_bold_row(row) for row in rows[1:3]):
        count = 1
    if count == len(rows) or not any(len([c for c in row if c.text]) > 1 for row in rows[:count]):
        return [], width
    return list(rows[:count]), width


def _is_bold_row(row: Row) -> bool:
    filled = [cell for cell in row if cell.text]
    return len(filled) > 1 and all(cell.bold for cell in filled)


def _names(headers: Sequence[Row], width: int) -> dict[int, str]:
    """What each column is called, from the outermost header to the innermost."""
    names: dict[int, list[str]] = {}
    for row in headers:
        for cell in row:
            for column in range(cell.start, min(cell.end, width)) if cell.text else ():
                above = names.setdefault(column, [])
                if cell.text not in above:
                    above.append(cell.text)
    return {column: " ".join(parts).rstrip(":") for column, parts in names.items()}


def _joined(row: Row) -> Row:
    """The cells that say something; signs of currency and closing brackets with their number."""
    joined: Row = []
    sign: Cell | None = None
    for cell in row:
        if not cell.text:
            continue
        if joined and not sign and _AFTER.fullmatch(cell.text) and joined[-1].text[-1:].isdigit() | (joined[-1].text[-1:] == ")"):
            joined[-1] = Cell(joined[-1].text + cell.text, joined[-1].start, cell.end, joined[-1].header, joined[-1].bold)
        elif sign:
            gap = "" if sign.text[-1] in "$€£¥₹₩(" else " "
            joined.append(Cell(f"{sign.text}{gap}{cell.text}", sign.start, cell.end, cell.header, cell.bold))
            sign = None
        elif _BEFORE.fullmatch(cell.text) and cell is not row[-1]:
            sign = cell
        else:
            joined.append(cell)
    return [*joined, sign] if sign else joined


def _line(row: Row, names: dict[int, str]) -> str:
    if not row:
        return ""
    first, *rest = row
    if not rest:
        return first.text
    if not names:
        if MARKER.fullmatch(first.text):
            return f"{first.text} {' | '.join(cell.text for cell in rest)}"
        if len(row) == 2 and first.text.endswith(":"):
            return f"{first.text} {rest[0].text}"
        return " | ".join(cell.text for cell in row)
    head = _named(first, names) if names.get(first.start) else ""
    body = "; ".join(_named(cell, names) for cell in rest)
    return f"{head}; {body}" if head else f"{first.text.rstrip(':')}: {body}"


def _named(cell: Cell, names: dict[int, str]) -> str:
    """A value with what its columns are called."""
    name = next((names[column] for column in range(cell.start, cell.end) if names.get(column)), "")
    return f"{name}: {cell.text}" if name and name != cell.text else cell.text

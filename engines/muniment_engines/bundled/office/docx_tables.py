"""The rows and cells of a table in a Word document, for `grid` to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.grid import MOST_COLUMNS, GridCell, Item, grid_items

Items = Callable[[xml.Element], tuple[list[Item], bool]]
"""Reads what is in a cell; and whether all of it is bold."""

_THROUGH = ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo")


def table_items(table: xml.Element, read: Items, bold_first_row: bool) -> Iterator[Item]:
    """The lines of a `w:tbl` with their pages. Rows that a tracked change deleted are left out."""
    told = 0
    rows: list[list[GridCell]] = []
    for row in _within(table, "w:tr"):
        properties = xml.child(row, "w:trPr")
        if xml.child(properties, "w:del") is not None:
            continue
        if xml.on(properties, "w:tblHeader") and told == len(rows):
            told += 1
        rows.append(list(_cells(row, read)))
    nested = any(found is not table for found in xml.within(table, "w:tbl"))
    yield from grid_items(rows, told, bold_first_row, nested)


def _cells(row: xml.Element, read: Items) -> Iterator[GridCell]:
    column = xml.number(xml.get(xml.child(row, "w:trPr", "w:gridBefore"), "val", "0"))
    for cell in _within(row, "w:tc"):
        properties = xml.child(cell, "w:tcPr")
        width = max(1, xml.number(xml.get(xml.child(properties, "w:gridSpan"), "val", "1"), 1))
        merge = xml.child(properties, "w:vMerge")
        items, strong = read(cell)
        goes_on = merge is not None and xml.get(merge, "val", "continue") != "restart"
        yield GridCell(column, column + width - 1, items, strong, goes_on)
        column += width
        if column > MOST_COLUMNS:
            return


def _within(element: xml.Element, name: str) -> Iterator[xml.Element]:
    for child in xml.children(element):
        if xml.tag(child) == name:
            yield child
        elif xml.tag(child) in _THROUGH:
            yield from _within(child, name)

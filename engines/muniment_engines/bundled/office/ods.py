"""Reads OpenDocument spreadsheets (ODS, OTS): sheet after sheet, row by row. The file holds what each cell shows."""

from __future__ import annotations

from collections.abc import Iterator

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.cells import Cell, Kind, flat
from muniment_engines.bundled.office.document import Draft
from muniment_engines.bundled.office.embedded import pictures_in
from muniment_engines.bundled.office.grid import MOST_COLUMNS
from muniment_engines.bundled.office.odf import Odf, metadata_of, opened, repeats
from muniment_engines.bundled.office.odf_text import Reader, rows_of
from muniment_engines.bundled.office.parts import REPAIRED, damaged_part
from muniment_engines.bundled.office.sheets import MOST_MERGES, Sheet, pages_of
from muniment_engines.bundled.office.xlsx import HIDDEN_CELLS, HIDDEN_SHEET

_KINDS: dict[str, Kind] = {"float": "number", "percentage": "number", "currency": "number", "date": "date", "time": "date"}
_CELLS = ("table:table-cell", "table:covered-table-cell")


def read(data: memoryview, limits: ParseLimits) -> Draft:
    """Raises `DocumentError`."""
    odf = opened(data, limits)
    draft = Draft([], metadata=metadata_of(odf.package), pictures=pictures_in(odf.package, "Pictures/"))
    for table in xml.children(xml.child(odf.content, "office:body", "office:spreadsheet"), "table:table"):
        if len(draft.places) > limits.pages:
            break
        name = flat(xml.get(table, "table:name"))
        with damaged_part(draft, f"The sheet “{name}”"):
            draft.places += pages_of(_sheet(odf, table, name), limits.pages + 1 - len(draft.places))
    if odf.package.repaired:
        draft.notes.append(REPAIRED)
    return draft


def _sheet(odf: Odf, table: xml.Element, name: str) -> Sheet:
    sheet = Sheet(name, ())
    for style in odf.chain("table", xml.get(table, "table:style-name")):
        if xml.get(xml.child(style, "style:table-properties"), "display") == "false":
            sheet.notes.append(HIDDEN_SHEET)
    merges: list[tuple[int, int, int, int]] = []
    sheet.merges = merges
    rows = [(number, cells) for number, cells in _rows(odf, table, sheet, merges) if cells]
    sheet.rows = rows
    return sheet


def _rows(
    odf: Odf, table: xml.Element, sheet: Sheet, merges: list[tuple[int, int, int, int]]
) -> Iterator[tuple[int, dict[int, Cell]]]:
    number = 1
    for row in rows_of(table):
        if xml.tag(row) != "table:table-row":
            continue
        cells = _cells(odf, row, number, sheet, merges)
        if cells and xml.get(row, "visibility", "visible") != "visible" and HIDDEN_CELLS not in sheet.notes:
            sheet.notes.append(HIDDEN_CELLS)
        times = repeats(row, "number-rows-repeated") if cells else 1
        for again in range(times):
            yield number + again, cells
        number += max(times, xml.number(xml.get(row, "number-rows-repeated", "1"), 1))


def _cells(odf: Odf, row: xml.Element, number: int, sheet: Sheet, merges: list[tuple[int, int, int, int]]) -> dict[int, Cell]:
    cells: dict[int, Cell] = {}
    column = 0
    for element in xml.children(row):
        if xml.tag(element) not in _CELLS:
            continue
        width, height = repeats(element, "number-columns-spanned"), repeats(element, "number-rows-spanned")
        if (width > 1 or height > 1) and len(merges) < MOST_MERGES:
            merges.append((number, column, number + height - 1, column + width - 1))
        cell = _cell(odf, element, f"{_letters(column)}{number}", sheet)
        times = xml.number(xml.get(element, "number-columns-repeated", "1"), 1)
        if cell is not None:
            cells |= dict.fromkeys(range(column, column + min(times, MOST_COLUMNS)), cell)
        column += max(1, times)
    return cells


def _cell(odf: Odf, element: xml.Element, place: str, sheet: Sheet) -> Cell | None:
    """What a cell shows; what is remarked on it or drawn in it goes behind the sheet."""
    reader = Reader(odf, with_charts=False)
    texts = []
    for child in xml.children(element):
        if xml.tag(child) == "text:p":
            first, *others = [block.text for _, block in reader.paragraph(child)] or [""]
            texts.append(first)
            sheet.behind += [Block(text) for text in others]
        elif xml.tag(child) == "office:annotation":
            for _, block in reader.aside(child):
                sheet.behind.append(Block(block.text.replace("Comment", f"Comment on {place}", 1)))
        else:
            sheet.behind += [block for _, block in reader.aside(child)]
    text = flat(" ".join(texts)) or flat(xml.get(element, "string-value") or xml.get(element, "office:value"))
    if not text:
        return None
    kind = _KINDS.get(xml.get(element, "value-type"), "text")
    return Cell(text, kind, odf.strong("table-cell", xml.get(element, "table:style-name")))


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

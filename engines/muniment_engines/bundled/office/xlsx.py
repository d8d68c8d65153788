"""Reads Excel workbooks (XLSX, XLSM): sheet after sheet, row by row, as a person sees them.

The workbook names its sheets in their order; `xlsx_styles` knows how numbers are shown, `xlsx_strings` the texts that cells point
to. Each sheet is streamed twice: once for the cells that are merged, which stand at its end, and once for its rows. Macros are
never looked at. A formula is shown as the result that the file holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.cells import Cell, flat
from muniment_engines.bundled.office.document import Draft
from muniment_engines.bundled.office.embedded import members_of, pictures_of
from muniment_engines.bundled.office.number_formats import shown, shown_text
from muniment_engines.bundled.office.package import Package, Relation
from muniment_engines.bundled.office.parts import damaged_part, main_part, metadata_of
from muniment_engines.bundled.office.sheets import MOST_MERGES, Merge, Sheet, pages_of
from muniment_engines.bundled.office.xlsx_aside import aside_of
from muniment_engines.bundled.office.xlsx_styles import Style, read_strings, read_styles

HIDDEN_SHEET = "This sheet is hidden in the workbook; it was read too."
HIDDEN_CELLS = "This sheet has hidden rows or columns; they were read too."
NO_RESULTS = "Some formulas have no stored result, so that their cells are empty here; open the workbook in Excel and save it."

_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})[\"']")
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_CHUNK = 1 << 20


def read(data: memoryview, limits: ParseLimits) -> Draft:
    """Raises `DocumentError`."""
    package = Package(data, limits)
    book = main_part(package, "xl/workbook.xml")
    root = package.tree(book)
    relations = package.relations(book)
    reader = _Reader(package, relations, xml.on(root, "x:workbookPr") and _from_1904(root))
    draft = Draft([], metadata=metadata_of(package), members=members_of(package), pictures=pictures_of(package))
    for entry in xml.children(xml.child(root, "x:sheets"), "x:sheet"):
        relation = relations.get(xml.get(entry, "r:id"))
        if relation is None or relation.target not in package or len(draft.places) > limits.pages:
            continue
        if relation.kind == "chartsheet" or "chartsheets/" in relation.target:
            continue
        sheet = reader.sheet(xml.get(entry, "name"), relation.target, xml.get(entry, "state"))
        with damaged_part(draft, f"The sheet “{sheet.name}”"):
            draft.places += pages_of(sheet, limits.pages + 1 - len(draft.places))
    return draft


def _from_1904(root: xml.Element) -> bool:
    return xml.get(xml.child(root, "x:workbookPr"), "date1904") in ("1", "true")


class _Reader:
    """What all sheets of a workbook share."""

    def __init__(self, package: Package, relations: dict[str, Relation], from_1904: bool) -> None:
        self._package = package
        self._from_1904 = from_1904
        targets = {relation.kind: relation.target for relation in relations.values()}
        self._styles = read_styles(package, targets.get("styles", ""))
        self._strings = read_strings(package, targets.get("sharedStrings", ""))
        self._shown: dict[tuple[str, int], Cell] = {}

    def sheet(self, name: str, part: str, state: str) -> Sheet:
        sheet = Sheet(name, (), self._merges(part))
        if state in ("hidden", "veryHidden"):
            sheet.notes.append(HIDDEN_SHEET)
        sheet.behind += aside_of(self._package, part)
        sheet.rows = self._rows(part, sheet)
        return sheet

    def _merges(self, part: str) -> list[Merge]:
        found: list[Merge] = []
        rest = b""
        with self._package.open(part) as stream:
            while (piece := stream.read(_CHUNK)) and len(found) < MOST_MERGES:
                window = rest + piece
                end = 0
                for match in _MERGE.finditer(window):
                    (left, top), (right, bottom) = place(match[1].decode()), place(match[2].decode())
                    found.append((top, left, bottom, right))
                    end = match.end()
                rest = window[max(end, len(window) - 200) :]
        return found

    def _rows(self, part: str, sheet: Sheet) -> Iterator[tuple[int, dict[int, Cell]]]:
        number = 0
        with self._package.open(part) as stream:
            for _, element in xml.streamed(stream):
                kind = xml.tag(element)
                if kind == "x:row":
                    number = xml.number(xml.get(element, "r"), number + 1)
                    cells = self._cells(element, sheet)
                    if xml.get(element, "hidden") in ("1", "true") and cells:
                        _note(sheet, HIDDEN_CELLS)
                    _forget(element)
                    if cells:
                        yield number, cells
                elif kind == "x:col" and xml.get(element, "hidden") in ("1", "true"):
                    _note(sheet, HIDDEN_CELLS)
                elif kind not in ("x:c", "x:v", "x:f", "x:is", "x:t", "x:r", "x:rPr", "x:cols"):
                    _forget(element)

    def _cells(self, row: xml.Element, sheet: Sheet) -> dict[int, Cell]:
        cells: dict[int, Cell] = {}
        column = -1
        for element in row:
            where = element.get("r")
            column = place(where)[0] if where else column + 1
            cell = self._cell(element, sheet)
            if cell is not None and cell.text:
                cells[column] = cell
        return cells

    def _cell(self, element: xml.Element, sheet: Sheet) -> Cell | None:
        value, formula, inline = "", False, None
        for child in element:
            name = xml.local(child)
            if name == "v":
                value = child.text or ""
            elif name == "is":
                inline = child
            elif name == "f":
                formula = True
        if not value and inline is None:
            if formula:
                _note(sheet, NO_RESULTS)
            return None
        kind, style = element.get("t", "n"), self._styles.get(xml.number(element.get("s", "0")), Style())
        if inline is not None:
            return _text(_rich(inline), style)
        if kind == "s":
            index = xml.number(value, -1)
            return _text(self._strings[index], style) if 0 <= index < len(self._strings) else None
        if kind in ("str", "e"):
            return _text(value, style)
        if kind == "b":
            return Cell("TRUE" if value.strip() in ("1", "true") else "FALSE", "text", style.strong)
        return self._number(value.strip(), style, kind == "d")

    def _number(self, value: str, style: Style, is_date: bool) -> Cell:
        key = (value, id(style))
        cell = self._shown.get(key)
        if cell is None:
            try:
                amount = _serial(value) if is_date else float(value)
                text, kind = shown(amount, style.code, self._from_1904)
                cell = Cell(flat(text), kind, style.strong)
            except ValueError:
                cell = Cell(flat(value), "date" if is_date else "text", style.strong)
            if len(self._shown) < 100_000:
                self._shown[key] = cell
        return cell


def place(reference: str) -> tuple[int, int]:
    """Column, from 0, and row, from 1, of "B7"; (0, 0) for what is no place."""
    found = _PLACE.fullmatch(reference)
    return (_column(found[1]), int(found[2])) if found else (0, 0)


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _text(text: str, style: Style) -> Cell:
    return Cell(flat(shown_text(text, style.code)), "text", style.strong)


def _rich(element: xml.Element) -> str:
    return "".join(part.text or "" for part in xml.within(element, "x:t") if xml.local(part.getparent()) != "rPh")


def _serial(text: str) -> float:
    """The number of days for a date that is written out."""
    when = datetime.fromisoformat(text.replace("Z", ""))
    return (when.replace(tzinfo=None) - datetime(1899, 12, 30)).total_seconds() / 86_400


def _note(sheet: Sheet, note: str) -> None:
    if note not in sheet.notes:
        sheet.notes.append(note)


def _forget(element: xml.Element) -> None:
    """Let go of what was read, so that a sheet takes no more memory than its longest row."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while parent[0] is not element:
            del parent[0]

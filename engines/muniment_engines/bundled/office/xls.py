"""Reads Excel workbooks of before 2007 (XLS), with xlrd: sheet after sheet, row by row, as a person sees them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import xlrd

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.office.cells import Cell, flat
from muniment_engines.bundled.office.compound import Compound
from muniment_engines.bundled.office.document import Draft
from muniment_engines.bundled.office.number_formats import BUILT_IN, shown, shown_text
from muniment_engines.bundled.office.package import DAMAGED, ENCRYPTED
from muniment_engines.bundled.office.parts import damaged_part
from muniment_engines.bundled.office.sheets import MOST_MERGES, Sheet, pages_of
from muniment_engines.bundled.office.xlsx import HIDDEN_CELLS, HIDDEN_SHEET
from muniment_engines.errors import DocumentError

_BOLD = 600
"""The weight from which a font is bold."""


def read(data: memoryview, limits: ParseLimits) -> Draft:
    """Raises `DocumentError`."""
    try:
        book = xlrd.open_workbook(
            file_contents=bytes(data), logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise DocumentError("encrypted", ENCRYPTED) from error
        raise DocumentError("damaged", DAMAGED) from error
    draft = Draft([], metadata=_metadata(data))
    for index, name in enumerate(book.sheet_names()):
        if len(draft.places) > limits.pages:
            break
        with damaged_part(draft, f"The sheet “{flat(name)}”"):
            draft.places += pages_of(_sheet(book, index), limits.pages + 1 - len(draft.places))
        book.unload_sheet(index)
    return draft


def _metadata(data: memoryview) -> dict[str, str]:
    try:
        compound = Compound(data)
    except DocumentError:  # a workbook of before 1993 stands by itself
        return {}
    try:
        return compound.metadata()
    finally:
        compound.close()


def _sheet(book: Any, index: int) -> Sheet:
    found = book.sheet_by_index(index)
    merges = [(top + 1, left, bottom, right - 1) for top, bottom, left, right in found.merged_cells[:MOST_MERGES]]
    sheet = Sheet(found.name, _rows(book, found), merges)
    if found.visibility:
        sheet.notes.append(HIDDEN_SHEET)
    if any(row.hidden for row in found.rowinfo_map.values()) or any(column.hidden for column in found.colinfo_map.values()):
        sheet.notes.append(HIDDEN_CELLS)
    for (row, column), note in sorted(found.cell_note_map.items()):
        text = flat(note.text.removeprefix(f"{note.author}:"))
        if text:
            by = f" by {flat(note.author)}" if note.author.strip() else ""
            sheet.behind.append(Block(f"Comment on {xlrd.colname(column)}{row + 1}{by}: {text}"))
    return sheet


def _rows(book: Any, sheet: Any) -> Iterator[tuple[int, dict[int, Cell]]]:
    for row in range(sheet.nrows):
        cells = {column: cell for column, found in enumerate(sheet.row(row)) if (cell := _cell(book, found)) and cell.text}
        if cells:
            yield row + 1, cells


def _code(book: Any, key: int) -> str:
    """The format of a number; those that files state by their own currency are believed, xlrd's reading of short dates is not."""
    usual = BUILT_IN.get(key, "")
    known = book.format_map.get(key)
    return usual if usual and "$" not in usual else known.format_str if known is not None else usual or "General"


def _cell(book: Any, found: Any) -> Cell | None:
    if found.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    style = book.xf_list[found.xf_index] if found.xf_index is not None and found.xf_index < len(book.xf_list) else None
    code, strong = "General", False
    if style is not None:
        code = _code(book, style.format_key)
        strong = style.font_index < len(book.font_list) and book.font_list[style.font_index].weight >= _BOLD
    if found.ctype == xlrd.XL_CELL_TEXT:
        return Cell(flat(shown_text(found.value, code)), "text", strong)
    if found.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell("TRUE" if found.value else "FALSE", "text", strong)
    if found.ctype == xlrd.XL_CELL_ERROR:
        return Cell(xlrd.error_text_from_code.get(found.value, "#ERROR"), "text", strong)
    text, kind = shown(found.value, code, bool(book.datemode))
    return Cell(flat(text), kind, strong)

"""Writes sheets to the file that a person named: `.csv` holds the first, `.xlsx` all of them.

What a document says may begin as a formula does; no program that opens these files may take it for one. In CSV such a cell gets
an apostrophe before it, in XLSX it is marked as text. The file appears under its name when it is whole.
"""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from muniment_engines.errors import MunimentError

from .markdown import markdown
from .sheets import Sheet
from .talk import Paper
from .word import docx_bytes

_FORMULA = re.compile(r"[\s\x00]*[=+\-@]|[\t\r\n]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_000
"""Characters; spreadsheets hold a few more than this."""

_WIDTHS = (14, 60)


def save(sheets: Sequence[Sheet], path: Path) -> None:
    """Write the file, over one that is there. Raises `MunimentError` with what to do."""
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise MunimentError(f"{path.name} must end with .csv or .xlsx; choose one of them.")
    save_bytes(csv_bytes(sheets[0]) if kind == ".csv" else xlsx_bytes(sheets), path)


def save_paper(paper: Paper, path: Path) -> None:
    """Write a conversation or a summary, as Markdown or for Word. Raises `MunimentError` with what to do."""
    kind = path.suffix.lower()
    if kind not in (".md", ".docx"):
        raise MunimentError(f"{path.name} must end with .md or .docx; choose one of them.")
    save_bytes(markdown(paper).encode() if kind == ".md" else docx_bytes(paper), path)


def save_bytes(data: bytes, path: Path) -> None:
    """Write a file, over one that is there. Raises `MunimentError` with what to do."""
    try:
        _write(path, data)
    except OSError as error:
        raise MunimentError(f"{path} cannot be written: {error.strerror}; choose another file.") from error


def csv_bytes(sheet: Sheet) -> bytes:
    """UTF-8 with a mark at its beginning, by which spreadsheets know it."""
    text = io.StringIO()
    csv.writer(text).writerows([[_harmless(cell) for cell in row] for row in sheet.rows])
    return text.getvalue().encode("utf-8-sig", "replace")


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """All sheets; every cell is text, the first row stays in sight."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        for at, row in enumerate(sheet.rows, 1):
            for column, text in enumerate(row, 1):
                cell = page.cell(at, column)
                cell.value = _UNPRINTABLE.sub(" ", text)[:_LONGEST_CELL]
                cell.data_type = "s"
                cell.quotePrefix = bool(_FORMULA.match(text))
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                cell.font = Font(bold=at == 1)
        for column in range(1, len(sheet.rows[0]) + 1):
            longest = max(len(row[column - 1]) for row in sheet.rows)
            page.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])
        page.freeze_panes = "A2"
    told = io.BytesIO()
    book.save(told)
    return told.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _write(path: Path, data: bytes) -> None:
    number, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", dir=path.absolute().parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise

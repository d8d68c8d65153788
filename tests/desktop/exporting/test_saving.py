"""Tables become files that no spreadsheet can misread, whatever the documents say."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from muniment_desktop.exporting import Sheet, save, table_sheets
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Citation, Document
from muniment_retrieval.reading import Found, Row, Table, wanted_of
from openpyxl import load_workbook

NASTY = (
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "plain",
    "",
    "a\x01b",
    "两 🙂",
    "x" * 40_000,
    "\ud800",
)


def a_table() -> Table:
    wanted = wanted_of("Which of these contracts have a cap on liability?")
    assert wanted is not None
    document = Document(1, "/p/=cmd|x.pdf", "0" * 64, 1, 1, "application/pdf", "", "", "", "read", "", 1, 1, 1)
    citation = Citation(1, document.path, 2, "iii", 10, 45, "=liability shall not exceed\nthe fees")
    rows = (Row(document, Found.YES, "yes", True, citation), Row(document, Found.NO, "no", False, None, "a note"))
    return Table(wanted, rows, 2, 2, 0, 0.1)


def test_cells_of_csv_are_no_formulas(tmp_path: Path) -> None:
    save([Sheet("One", (NASTY,))], tmp_path / "a.csv")

    (row,) = csv.reader((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines())
    assert row[:7] == [*(f"'{cell}" for cell in NASTY[:6]), "plain"]
    assert row[9] == "两 🙂"


def test_cells_of_xlsx_are_text(tmp_path: Path) -> None:
    save([Sheet("One", (("Head",) * len(NASTY), NASTY))], tmp_path / "a.xlsx")

    page = load_workbook(tmp_path / "a.xlsx")["One"]
    cells = list(page[2])
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
    assert [cell.value for cell in cells[:4]] == list(NASTY[:4])
    assert all(cell.quotePrefix for cell in cells[:6])
    assert cells[8].value == "a b"
    assert len(cells[10].value) == 32_000


def test_a_table_has_a_sheet_of_citations(tmp_path: Path) -> None:
    save(table_sheets(a_table()), tmp_path / "a.xlsx")

    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Table", "Citations", "About"]
    assert [cell.value for cell in book["Table"][2]][:5] == [
        "=cmd|x.pdf",
        "yes",
        "yes",
        "iii",
        "=liability shall not exceed the fees",
    ]
    assert [cell.value for cell in book["Citations"][2]][:4] == [
        "1",
        "=cmd|x.pdf",
        "iii",
        "=liability shall not exceed\nthe fees",
    ]
    assert book["About"]["B4"].value == "searched 2 of 2 documents, 0 pages unreadable"


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MunimentError, match=r"must end with \.csv or \.xlsx"):
        save(table_sheets(a_table()), tmp_path / "a.ods")
    assert not list(tmp_path.iterdir())


def test_each_thing_that_was_asked_has_a_column_of_its_own() -> None:
    wanted = wanted_of("Which contracts have a cap on liability and an audit right?")
    assert wanted is not None
    one, other = a_table().rows
    table = replace(
        a_table(), wanted=wanted, rows=(replace(one, topic="a cap on liability"), replace(other, topic="an audit right"))
    )
    heads, *rows = table_sheets(table)[0].rows

    assert heads[:4] == ("Document", "a cap on liability", "an audit right", "Counts")
    assert [row[:4] for row in rows] == [("=cmd|x.pdf", "yes", "no", "yes")]
    assert dict(zip(heads, rows[0], strict=True))["Sentence: a cap on liability"] == "=liability shall not exceed the fees"
    assert dict(zip(heads, rows[0], strict=True))["Note: an audit right"] == "a note"


def test_a_folder_that_is_not_there_is_told_and_nothing_stays(tmp_path: Path) -> None:
    with pytest.raises(MunimentError, match="cannot be written"):
        save(table_sheets(a_table()), tmp_path / "nowhere" / "a.csv")


def test_a_file_that_is_there_is_written_over_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")

    save(table_sheets(a_table()), tmp_path / "a.csv")

    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").startswith("Document,Answer")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]

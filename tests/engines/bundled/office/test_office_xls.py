from __future__ import annotations

import struct
from typing import Any

import pytest
from muniment_engines.bundled.office.xlsx import HIDDEN_SHEET
from muniment_engines.errors import DocumentError

XLS = "application/vnd.ms-excel"
PLAIN, MONEY, DATE, BOLD = range(4)


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(value: str, length: str = "H") -> bytes:
    return struct.pack(f"<{length}B", len(value), 1) + value.encode("utf-16-le")


def workbook(cells: bytes, name: str = "Sales", visibility: int = 0, filepass: bytes = b"") -> bytes:
    """A stream of records (BIFF8) with one sheet, and four looks of cells: plain, money, a date, bold."""

    def font(weight: int) -> bytes:
        return record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, weight, 0, 0, 0, 0, 0) + text("Arial", "B"))

    def look(font_index: int, form: int) -> bytes:
        return record(0xE0, struct.pack("<HHHBBBBIIH", font_index, form, 0, 0x20, 0, 0, 0xFF, 0, 0, 0))

    def start(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 1996, 0, 0x306))

    looks = look(0, 0) + look(0, 164) + look(0, 14) + look(1, 0)
    forms = record(0x41E, struct.pack("<H", 164) + text('"$"#,##0.00'))
    head = start(5) + filepass + record(0x42, struct.pack("<H", 1200)) + font(400) + font(700) + forms + looks
    sheet = record(0x85, struct.pack("<IBB", 0, visibility, 0) + text(name, "B"))
    at = len(head) + len(sheet) + 4
    sheet = record(0x85, struct.pack("<IBB", at, visibility, 0) + text(name, "B"))
    return head + sheet + record(0x0A) + start(0x10) + cells + record(0x0A)


def label(row: int, column: int, value: str, look: int = PLAIN) -> bytes:
    return record(0x204, struct.pack("<HHH", row, column, look) + text(value))


def number(row: int, column: int, value: float, look: int = PLAIN) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, look, value))


CELLS = (
    label(0, 0, "Quarterly report", BOLD)
    + b"".join(label(1, column, value) for column, value in enumerate(("Item", "Amount", "Due")))
    + label(2, 0, "Rent")
    + number(2, 1, 1234.5, MONEY)
    + number(2, 2, 45000, DATE)
)


def test_a_workbook_as_a_person_sees_it(seen: Any) -> None:
    found = seen(workbook(CELLS), XLS)
    assert [page.label for page in found.pages] == ["Sales"]
    assert found.text.split("\n\n") == [
        "Sales",
        "Quarterly report",
        "Item | Amount | Due",
        "Item: Rent; Amount: $1,234.50; Due: 2023-03-15",
    ]
    assert [(h.title, h.level) for h in found.about.outline] == [("Sales", 1), ("Quarterly report", 2)]


def test_merged_and_hidden(seen: Any) -> None:
    cells = (
        b"".join(label(0, column, value) for column, value in enumerate(("Region", "Item", "Units")))
        + label(1, 0, "North")
        + label(1, 1, "Bolts")
        + number(1, 2, 5)
        + label(2, 1, "Nuts")
        + number(2, 2, 6)
        + record(0xE5, struct.pack("<HHHHH", 1, 1, 2, 0, 0))
    )
    found = seen(workbook(cells, visibility=1), XLS)
    assert "Region: North; Item: Nuts; Units: 6" in found.text
    assert HIDDEN_SHEET in found.notes


def test_what_cannot_be_read_has_a_name(seen: Any) -> None:
    def state_of(data: bytes) -> str:
        with pytest.raises(DocumentError) as caught:
            seen(data, XLS)
        return caught.value.state

    assert state_of(workbook(b"")) == "empty"
    assert state_of(b"nothing of the kind") == "damaged"
    assert state_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100) == "damaged"
    assert state_of(workbook(CELLS)[:60]) == "damaged"
    assert state_of(workbook(CELLS, filepass=record(0x2F, b"\0" * 54))) == "encrypted"


def test_broken_bytes_are_no_defect(seen: Any) -> None:
    whole = workbook(CELLS)
    for at in range(0, len(whole), 7):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        try:
            seen(bytes(broken), XLS)
        except DocumentError:
            continue

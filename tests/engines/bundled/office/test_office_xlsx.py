from __future__ import annotations

import datetime
import io
import time
import zipfile
from importlib import import_module
from typing import Any

import openpyxl
import pytest
from muniment_engines.api import Cancel, Cancelled, EngineInfo, Parse, ParseLimits
from muniment_engines.bundled import office
from muniment_engines.bundled.office.package import BOMB
from muniment_engines.bundled.office.xlsx import HIDDEN_CELLS, HIDDEN_SHEET, NO_RESULTS
from muniment_engines.errors import DocumentError
from openpyxl.comments import Comment
from openpyxl.styles import Font

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def book() -> Any:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Sales"
    return workbook


def test_is_a_parser(tmp_path: Any) -> None:
    info = office.describe()
    assert isinstance(info, EngineInfo)
    assert info.kind == "parse" and XLSX in info.media_types
    assert isinstance(office.open({}, tmp_path), Parse)


def test_a_row_can_be_understood_alone(book: Any, make: Any, seen: Any) -> None:
    for row in (("Region", "Product", "Units"), ("North", "Bolts", 12), ("South", "Nuts", 7)):
        book.active.append(row)
    found = seen(make.saved(book), XLSX)
    assert [page.label for page in found.pages] == ["Sales"]
    assert found.text.split("\n\n") == [
        "Sales",
        "Region | Product | Units",
        "Region: North; Product: Bolts; Units: 12",
        "Region: South; Product: Nuts; Units: 7",
    ]
    assert [(h.title, h.level) for h in found.about.outline] == [("Sales", 1)]


DAY = datetime.date(2021, 3, 31)
ROWS = [("Region", "Product", "Units"), ("North", "Bolts", 12), ("South", "Nuts", 7)]


@pytest.mark.parametrize(
    "above",
    [
        [("Sales of Orion",), ("Date:", DAY), ()],
        [("Sales of Orion",), ("Date:", DAY)],
        [("Sales of Orion", None, "Page 1"), ("Printed", "31 March"), ("Prepared by", "Ada Byron"), ()],
        [("As of", DAY), ("Currency", "EUR"), (), ()],
    ],
)
def test_a_title_block_is_no_header(book: Any, make: Any, seen: Any, above: list[tuple[object, ...]]) -> None:
    for row in (*above, *ROWS):
        book.active.append(row)
    if above[0] == ("Sales of Orion",):
        book.active.merge_cells("A1:C1")
    blocks = seen(make.saved(book), XLSX).text.split("\n\n")
    assert blocks[-3:] == [
        "Region | Product | Units",
        "Region: North; Product: Bolts; Units: 12",
        "Region: South; Product: Nuts; Units: 7",
    ]
    assert len(blocks) == 1 + sum(bool(row) for row in above) + len(ROWS)


def test_upper_rows_of_a_header_are_no_title_block(book: Any, make: Any, seen: Any) -> None:
    for row in (("In millions", "Sold", None), ("Zone", "Bolts", "Nuts"), ("North", 12, 3), ("South", 7, 4)):
        book.active.append(row)
    assert "Sold, Bolts: 12; Sold, Nuts: 3" in seen(make.saved(book), XLSX).text


def test_years_across_and_items_down(book: Any, make: Any, seen: Any) -> None:
    for row in (("In millions", 2022, 2023), ("Sales", 45580, 46293), ("Profit", 7634, 7904)):
        book.active.append(row)
    assert "Sales: 2022: 45580; 2023: 46293" in seen(make.saved(book), XLSX).text


@pytest.mark.parametrize(
    "rows",
    [
        [("Supplier", "Acme"), ("Price", 500), ("Place", "Town"), ("Contact", "Ann")],
        [("Supplier:", "Acme"), ("Price:", 500), ("Units:", 12)],
        [("Supplier", "Acme"), ("Place", "Town"), ("Contact", "Ann")],
    ],
)
def test_a_form_has_no_header(book: Any, make: Any, seen: Any, rows: list[tuple[str, Any]]) -> None:
    for row in rows:
        book.active.append(row)
    lines = [f"{name} | {value}" for name, value in rows]
    assert seen(make.saved(book), XLSX).text == "Sales\n\n" + "\n".join(lines)


def test_two_columns_with_a_header(book: Any, make: Any, seen: Any) -> None:
    for row in (("Month", "Sales"), ("January", 1000), ("February", 1200)):
        book.active.append(row)
    assert "Month: January; Sales: 1000" in seen(make.saved(book), XLSX).text
    for cell in book.active[1]:
        cell.font = Font(bold=True)
    book.active["B3"] = "none yet"
    assert "Month: February; Sales: none yet" in seen(make.saved(book), XLSX).text


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (-5, "#,##0_);(#,##0)", "(5)"),
        (0.256, "0.0%", "25.6%"),
        (1234.5, '"$"#,##0.00', "$1,234.50"),
        (1234.5, "[$€-407]#,##0.00", "€1,234.50"),
        (0.1 + 0.2, "General", "0.3"),
        (datetime.date(2023, 1, 17), "d mmmm yyyy", "17 January 2023"),
        (datetime.datetime(2023, 1, 17, 16, 5), "h:mm AM/PM", "4:05 PM"),
        (datetime.datetime(2023, 1, 17, 9, 5), "yyyy-mm-dd h:mm:ss", "2023-01-17 09:05:00"),
        (datetime.datetime(2023, 1, 17, 9, 5), "d/m/yyyy h:mm", "17/1/2023 9:05"),
        (1_200_000, '0.0,,"M"', "1.2M"),
        (12345, "0.00E+00", "1.23E+04"),
        (2.5, "# ?/?", "2 1/2"),
        (True, "General", "TRUE"),
        (42, "00000", "00042"),
        (0, '"yes";"no";"none"', "none"),
    ],
)
def test_numbers_as_a_person_sees_them(book: Any, make: Any, seen: Any, value: Any, code: str, shown: str) -> None:
    book.active.append(["Total", value])
    book.active["B1"].number_format = code
    assert f"Total | {shown}" in seen(make.saved(book), XLSX).text


def test_cells_merged_downwards_are_said_in_each_row(book: Any, make: Any, seen: Any) -> None:
    for row in (("Region", "Product", "Units"), ("North", "Bolts", 12), (None, "Nuts", 7)):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    assert "Region: North; Product: Nuts; Units: 7" in seen(make.saved(book), XLSX).text


def test_cells_merged_sideways_are_said_once_with_all_their_columns(book: Any, make: Any, seen: Any) -> None:
    for row in (("Region", "Q1", "Q2", "Q3"), ("North", 1, 2, 3), ("South", "closed"), (None, None, None, 4), ("West", 5, 6, 7)):
        book.active.append(row)
    book.active.merge_cells("B3:C4")
    text = seen(make.saved(book), XLSX).text
    assert "South: Q1, Q2: closed\n" in text
    assert "Q1, Q2: closed; Q3: 4" in text


def test_titles_are_headings(book: Any, make: Any, seen: Any) -> None:
    book.active["A1"] = "Cash flow"
    book.active["A1"].font = Font(bold=True)
    for row in (("Item", "Amount"), ("Rent", 100)):
        book.active.append(row)
    outline = seen(make.saved(book), XLSX).about.outline
    assert [(h.title, h.level) for h in outline] == [("Sales", 1), ("Cash flow", 2)]


def test_hidden_sheets_rows_and_remarks_are_read_and_named(book: Any, make: Any, seen: Any) -> None:
    for row in (("Item", "Amount"), ("Rent", 100), ("Bribe", 900)):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active["B2"].comment = Comment("Paid late", "Ann")
    secret = book.create_sheet("Secret")
    secret.sheet_state = "hidden"
    secret["A1"] = "Offshore account"
    found = seen(make.saved(book), XLSX)
    assert "Item: Bribe; Amount: 900" in found.text
    assert "Comment on B2 by Ann: Paid late" in found.text
    assert found.pages[1].text == "Secret\n\nOffshore account"
    assert found.pages[0].notes == (HIDDEN_CELLS,) and found.pages[1].notes == (HIDDEN_SHEET,)


def test_formulas_are_shown_as_their_results(book: Any, make: Any, seen: Any) -> None:
    book.active.append(["Sum", "=1+2"])
    without = make.saved(book)
    assert NO_RESULTS in seen(without, XLSX).notes
    name = "xl/worksheets/sheet1.xml"
    results = make.part_of(without, name).replace("<v></v>", "<v>3</v>").replace("<v/>", "<v>3</v>").replace("<v />", "<v>3</v>")
    assert "Sum | 3" in seen(make.with_part(without, {name: results}), XLSX).text


def test_a_long_sheet_is_several_pages_named_by_their_rows(book: Any, make: Any, seen: Any) -> None:
    book.active.append(["Number", "What it is"])
    for number in range(600):
        book.active.append([number, f"thing {number} of many that are listed here"])
    found = seen(make.saved(book), XLSX)
    assert len(found.pages) > 2
    assert found.pages[0].label.startswith("Sales, rows 1–")
    assert all("Number: " in page.text for page in found.pages)
    assert sum(page.text.count("What it is: thing") for page in found.pages) == 600


def test_what_the_file_says_of_itself(book: Any, make: Any, seen: Any) -> None:
    book.active["A1"] = "x"
    book.properties.title, book.properties.creator = "Budget", "Ann"
    about = seen(make.saved(book), XLSX).about
    assert about.metadata["Title"] == "Budget" and about.metadata["Author"] == "Ann"


def test_every_type_has_its_reader() -> None:
    for module in office.READERS.values():
        assert callable(import_module(f"muniment_engines.bundled.office.{module}").read)


def test_macros_and_templates_are_read_alike(book: Any, make: Any, seen: Any) -> None:
    book.active["A1"] = "Budget"
    for media_type in office.describe().media_types:
        if "excel" in media_type and "macroEnabled" in media_type:
            assert "Budget" in seen(make.saved(book), media_type).text


def test_cancelling_ends_it(book: Any, make: Any, tmp_path: Any) -> None:
    book.active["A1"] = "x"
    document = office.open({}, tmp_path).open(memoryview(make.saved(book)), XLSX, ParseLimits())
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        list(document.pages(cancel))
    with pytest.raises(DocumentError):
        document.render(0, 1.0)


# ── hostile and broken files ─────────────────────────────────────────────────────────────────────────────────────────


def state_of(seen: Any, data: bytes, limits: ParseLimits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        seen(data, XLSX, limits)
    return caught.value.state


def test_an_empty_workbook_says_so(book: Any, make: Any, seen: Any) -> None:
    assert state_of(seen, make.saved(book)) == "empty"


def test_a_sheet_that_unpacks_to_hundreds_of_times_its_size_is_not_read(make: Any, seen: Any) -> None:
    bomb = make.workbook(b" " * 60_000_000)
    assert len(bomb) < 200_000
    with pytest.raises(DocumentError) as caught:
        seen(bomb, XLSX)
    assert (caught.value.state, str(caught.value)) == ("too large", BOMB)


def test_what_unpacks_to_more_than_the_limit_is_not_read(make: Any, seen: Any) -> None:
    data = make.workbook(b"<row><c><v>1</v></c></row>" * 10_000)
    assert state_of(seen, data, ParseLimits(unpacked_bytes=100_000)) == "too large"


def test_laughter_stays_short(make: Any, seen: Any) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    name = "xl/sharedStrings.xml"
    laughs = (
        f'<!DOCTYPE sst [<!ENTITY l0 "laugh">{entities}]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<si><t>&l11;</t></si><si><t>fine</t></si></sst>"
    )
    data = make.with_part(make.workbook('<row><c><v>5</v></c><c t="s"><v>1</v></c></row>'), {name: laughs})
    started = time.thread_time()
    assert "laugh" not in seen(data, XLSX).text
    assert time.thread_time() - started < 5


def test_files_of_the_machine_are_not_read(make: Any, seen: Any, tmp_path: Any) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    strings = (
        f'<!DOCTYPE sst [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>before &x; after</t></si></sst>'
    )
    found = seen(make.workbook('<row><c t="s"><v>0</v></c><c><v>7</v></c></row>', strings), XLSX)
    assert "hunter2" not in found.text


def test_a_million_empty_rows_cost_little(make: Any, seen: Any) -> None:
    rows = b"".join(b'<row r="%d"/>' % n for n in range(2, 1_000_001))
    data = make.workbook(b'<row r="1"><c><v>1</v></c></row>' + rows + b'<row r="1048576"><c><v>2</v></c></row>')
    found = seen(data, XLSX)
    assert found.pages[0].text == "Data\n\n1\n\n2"


def test_a_cell_far_out_costs_little(make: Any, seen: Any) -> None:
    data = make.workbook(
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c><c r="ZZZZZZZZZ9"><v>1</v></c></row>'
    )
    assert "far" in seen(data, XLSX).text


def test_a_truncated_file_is_damaged(book: Any, make: Any, seen: Any) -> None:
    book.active["A1"] = "x" * 1000
    whole = make.saved(book)
    for length in (0, 10, len(whole) // 2, len(whole) - 30):
        assert state_of(seen, whole[:length]) == "damaged"


def test_one_broken_sheet_costs_that_sheet(book: Any, make: Any, seen: Any) -> None:
    book.active["A1"] = "first"
    book.create_sheet("Other")["A1"] = "second"
    data = bytearray(make.saved(book))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        info = file.getinfo("xl/worksheets/sheet1.xml")
    data[info.header_offset + 30 + len(info.filename) + 10] ^= 0xFF
    found = seen(bytes(data), XLSX)
    assert "second" in found.text


def test_a_workbook_without_its_strings_or_styles_is_read_as_far_as_it_goes(book: Any, make: Any, seen: Any) -> None:
    book.active.append(["Total", 12.5])
    data = make.with_part(make.saved(book), {"xl/styles.xml": b"<broken", "xl/sharedStrings.xml": b"\0\0"})
    assert "12.5" in seen(data, XLSX).text


@pytest.mark.parametrize(
    "row",
    [
        '<row r="x"><c r="7" s="99999" t="s"><v>-1</v></c><c><v>1</v></c></row>',
        '<row r="-5"><c t="d"><v>not a date</v></c><c><v>1</v></c></row>',
        '<row><c><v>1e999</v></c><c t="n"><v>nan</v></c><c><v>1</v></c></row>',
        '<row><c t="s"><v>99999999999999999999</v></c><c t="b"><v>maybe</v></c><c><v>1</v></c></row>',
    ],
)
def test_nonsense_in_cells_is_no_defect(make: Any, seen: Any, row: str) -> None:
    assert "1" in seen(make.workbook(row), XLSX).text


def test_more_pages_than_allowed_are_left_out_with_a_note(book: Any, make: Any, seen: Any) -> None:
    for number in range(5):
        book.create_sheet(f"S{number}")["A1"] = "x"
    found = seen(make.saved(book), XLSX, ParseLimits(pages=2))
    assert len(found.pages) == 2 and "Only the first 2 pages were read, which is the limit." in found.notes

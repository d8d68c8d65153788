from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_engines.api import Cancel, EngineInfo, Page, Parse, ParseLimits
from muniment_engines.bundled import delimited
from muniment_engines.bundled.delimited import COMMAS, TABS
from muniment_engines.bundled.flow import FlowDocument
from muniment_engines.bundled.text.sections import LONGEST
from muniment_engines.errors import DocumentError


def opened(content: str | bytes, media_type: str = COMMAS, limits: ParseLimits | None = None) -> FlowDocument:
    data = content.encode() if isinstance(content, str) else content
    return delimited.open({}, Path()).open(memoryview(data), media_type, limits or ParseLimits())


def pages(content: str | bytes, media_type: str = COMMAS) -> list[Page]:
    return list(opened(content, media_type).pages(Cancel()))


def test_is_a_parser() -> None:
    info = delimited.describe()
    assert isinstance(info, EngineInfo)
    assert (info.kind, info.media_types) == ("parse", (COMMAS, TABS))
    assert isinstance(delimited.open({}, Path()), Parse)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_what_separates_the_values_is_found(separator: str) -> None:
    content = "\n".join(separator.join(row) for row in (("Item", "Price"), ("Bolts", "5.50"), ("Nuts", "3.20")))
    (page,) = pages(content, TABS if separator == "\t" else COMMAS)
    assert (page.label, page.text) == ("rows 1–3", "Item | Price\nBolts | 5.50\nNuts | 3.20")


def test_quotes_commas_and_lines_in_values() -> None:
    content = 'Name,Address\n"Doe, Jane","1 Road\nTown"\nRoe,"the ""old"" mill"\n'
    assert pages(content)[0].text == 'Name | Address\nDoe, Jane | 1 Road Town\nRoe | the "old" mill'


def test_decimal_commas_do_not_separate() -> None:
    content = "Year;Revenue;Costs;\n2023;143,1;-814,38;\n2024;215,32;-11,08;\n"
    assert pages(content)[0].text == "Year | Revenue | Costs\n2023 | 143,1 | -814,38\n2024 | 215,32 | -11,08"


def test_empty_values_keep_their_places() -> None:
    assert pages("a,b,c\n1,,3\n\n,2,\n4,,\n")[0].text == "a | b | c\n1 |  | 3\n| 2\n4"


def test_a_title_above_and_one_column() -> None:
    assert pages("Stanley Cups,,\nTeam,City,Cups\nBlues,STL,1\n")[0].text == "Stanley Cups\nTeam | City | Cups\nBlues | STL | 1"
    assert pages("Industry\nFarming\nTrade\n")[0].text == "Industry\nFarming\nTrade"


def test_the_separator_that_the_file_tells() -> None:
    assert pages("sep=;\nx,y;z\n")[0].text == "x,y | z"


def test_encodings() -> None:
    assert pages("Größe,Maß\n1,2\n".encode("utf-16"))[0].text.startswith("Größe | Maß")
    assert pages("Größe,Maß\n1,2\n".encode("cp1252"))[0].text.startswith("Größe | Maß")


def test_names_of_columns_begin_every_page() -> None:
    content = "Number,Thing\n" + "".join(f"{n},thing number {n}\n" for n in range(1000))
    found = pages(content)
    assert len(found) > 3
    assert all(page.text.startswith("Number | Thing\n") and len(page.text) < LONGEST + 50 for page in found)
    assert sum(page.text.count("thing number") for page in found) == 1000
    first_of_second = int(found[1].label.removeprefix("rows ").split("–")[0])
    assert found[1].text.split("\n")[1] == f"{first_of_second - 2} | thing number {first_of_second - 2}"


def test_figures_are_no_names() -> None:
    found = pages("".join(f"{n},{n * 2}\n" for n in range(2000)))
    assert not found[1].text.startswith("0 | 0")


def test_a_quotation_mark_that_never_closes_swallows_nothing() -> None:
    content = 'a,b\n"1,2\n' + "3,4\n" * 500
    assert "3 | 4\n3 | 4" in pages(content)[0].text


def test_a_text_that_is_no_table_is_a_text() -> None:
    prose = (
        "A long line of prose that goes on, and on, without any table in it whatever, as letters do.\nAnd one more of them.\n" * 5
    )
    assert "".join(page.text for page in pages(prose)) == prose


def test_what_cannot_be_read_has_a_name() -> None:
    for content in ("", "\n\n", ",,\n,,\n"):
        with pytest.raises(DocumentError) as caught:
            opened(content)
        assert caught.value.state == "empty"


def test_limits() -> None:
    document = opened("a,b\n" + "x,y\n" * 20_000, limits=ParseLimits(pages=2))
    assert document.about.page_count == 2 and document.about.notes
    assert max(len(page.text) for page in pages("a,b\n" + "x" * 1_000_000 + ",y\nc,d\n")) <= LONGEST + 10


@given(st.text(st.sampled_from('ab1 ,;\t|"\n\r\0é'), max_size=200))
def test_nothing_is_a_defect(content: str) -> None:
    try:
        found = pages(content)
    except DocumentError:
        return
    assert all(page.text.strip() for page in found)

from __future__ import annotations

from typing import Any

from muniment_engines.api import Cancel, ParseLimits
from muniment_engines.bundled.pdf import PdfParser
from muniment_engines.bundled.pdf.lines import Cell, Line
from muniment_engines.bundled.pdf.order import reading_order

Placed = tuple[float, float, str]
"""Left, baseline from the page's top, and text."""


def text_of(pdf_maker: Any, *pieces: Placed) -> str:
    shown = [f"1 0 0 1 {x} {792 - y} Tm ({text}) Tj" for x, y, text in pieces]
    pdf_maker.page(f"BT /F1 10 Tf {' '.join(shown)} ET".encode("cp1252"))
    document = PdfParser().open(memoryview(pdf_maker.bytes()), "application/pdf", ParseLimits())
    (page,) = document.pages(Cancel())
    document.close()
    assert "".join(page.text[start:end] for start, end in page.words.spans) == "".join(page.text.replace("|", " ").split())
    return page.text


def prose(name: str, top: float, lines: int = 5) -> list[Placed]:
    return [(50, top + 12 * at, f"{name} goes on over the breadth of the page, in line {at}") for at in range(lines)]


def line(number: int, left: float, top: float, right: float) -> Line:
    return Line([Cell(number, number, left, top, right, top + 10, "word")])


def test_headings_that_are_drawn_last_go_above_their_paragraphs(pdf_maker: Any) -> None:
    text = text_of(
        pdf_maker,
        *prose("The first", 100),
        *prose("The second", 200),
        *prose("The third", 300),
        (50, 180, "Rent"),
        (50, 280, "Term"),
    )
    assert [part.split("\n")[0][:9] for part in text.split("\n\n")] == ["The first", "Rent", "The secon", "Term", "The third"]


def test_a_broken_word_is_made_whole_where_a_heading_is_moved(pdf_maker: Any) -> None:
    broken = [(50.0, 200.0, "The information is informa-"), (50.0, 212.0, "tion of the second party."), *prose("It", 224)]
    text = text_of(pdf_maker, *prose("The first", 100), *broken, (50, 180, "Rent"))
    assert "Rent\n\nThe information is information\nof the second" in text


def test_a_page_number_that_is_drawn_first_moves_nothing() -> None:
    lines = [line(0, 300, 760, 310), *[line(at, 50, 100 + 12 * at, 500) for at in range(1, 20)]]
    assert reading_order(lines) is None


def test_a_second_column_stays_behind_the_first() -> None:
    left = [line(at, 50, 100 + 30 * at, 280) for at in range(10)]
    right = [line(at + 10, 320, 100 + 30 * at, 550) for at in range(10)]
    assert reading_order([*left, *right]) is None


def test_a_value_that_is_filled_in_late_stands_beside_its_name(pdf_maker: Any) -> None:
    names = [(50.0, 100.0 + 20 * at, text) for at, text in enumerate(["Tenant:", "Landlord:", "Rent:", "Term:", "Place:"])]
    text = text_of(pdf_maker, *names, (50, 300, "End of the form"), (150, 100, "Ada"), (150, 140, "900"))
    assert "Tenant: Ada" in text
    assert "Rent: 900" in text

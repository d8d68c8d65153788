from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from muniment_engines.api import Cancel, Page, ParseLimits
from muniment_engines.bundled.pdf import PdfParser

Placed = Sequence[tuple[float, float, str]]
"""Left, baseline from the page's top, and text."""


def read(pdf_maker: Any, *pieces: tuple[float, float, str], size: float = 10) -> Page:
    shown = [f"1 0 0 1 {x} {792 - y} Tm ({text}) Tj" for x, y, text in pieces]
    pdf_maker.page(f"BT /F1 {size} Tf {' '.join(shown)} ET".encode("cp1252"))
    document = PdfParser().open(memoryview(pdf_maker.bytes()), "application/pdf", ParseLimits())
    (page,) = document.pages(Cancel())
    document.close()
    return page


def grid(
    rows: Sequence[Sequence[str]], lefts: Sequence[float], top: float = 100, leading: float = 14
) -> list[tuple[float, float, str]]:
    return [
        (left, top + at * leading, text) for at, row in enumerate(rows) for left, text in zip(lefts, row, strict=False) if text
    ]


def test_the_fields_of_a_form_are_parted_and_keep_their_values(pdf_maker: Any) -> None:
    rows = [["Location:", "Death Valley", "Registration:", "N8770M"], ["Aircraft:", "Beech A23", "Injuries:", "1 None"]]
    page = read(pdf_maker, *grid(rows, [50, 150, 300, 420]))
    assert page.text == "Location: Death Valley | Registration: N8770M\nAircraft: Beech A23 | Injuries: 1 None"


def test_a_table_of_numbers_is_rows_below_its_columns_names(pdf_maker: Any) -> None:
    rows = [["", "2023", "2022"], ["Net sales:"], ["Products", "63,355", "63,948"], ["Services", "19,604", "17,486"]]
    page = read(pdf_maker, (50, 60, "The table says what was sold."), *grid(rows, [50, 300, 400]), (50, 200, "It ends here."))
    assert page.text.split("\n\n") == [
        "The table says what was sold.",
        "2023 | 2022\nNet sales:\nProducts | 63,355 | 63,948\nServices | 19,604 | 17,486",
        "It ends here.",
    ]


def test_a_currency_sign_that_stands_off_belongs_to_its_amount(pdf_maker: Any) -> None:
    rows = [["Basic", "$", "1.20", "$", "1.31"], ["Diluted", "$", "1.10", "$", "1.21"]]
    page = read(pdf_maker, *grid(rows, [50, 300, 330, 400, 430]))
    assert page.text == "Basic | $ 1.20 | $ 1.31\nDiluted | $ 1.10 | $ 1.21"


def test_bars_have_no_word_that_is_lit(pdf_maker: Any) -> None:
    page = read(pdf_maker, *grid([["Seller", "Buyer"], ["Ada", "Grace"]], [50, 300]))
    assert page.text == "Seller | Buyer\nAda | Grace"
    assert [page.text[a:b] for a, b in page.words.spans] == ["Seller", "Buyer", "Ada", "Grace"]


@pytest.mark.parametrize("marker", ["1.", "(a)", "12.3", "(iv)", "Section 2.1", "Item 7.", "B."])
def test_the_number_of_a_clause_stays_with_it(pdf_maker: Any, marker: str) -> None:
    page = read(pdf_maker, (50, 100, marker), (140, 100, "Term of the lease"))
    assert page.text == f"{marker} Term of the lease"


def test_two_columns_of_prose_keep_their_order(pdf_maker: Any) -> None:
    left = [(50.0, 100 + 12.0 * at, f"the left column says what comes first {at}") for at in range(8)]
    right = [(320.0, 100 + 12.0 * at, f"the right column says what comes then {at}") for at in range(8)]
    page = read(pdf_maker, *left, *right)
    assert "|" not in page.text
    assert page.text.index("first 7") < page.text.index("then 0")


def test_a_paragraph_beside_its_first_word_is_no_row(pdf_maker: Any) -> None:
    page = read(pdf_maker, (50, 100, "Whereas"), (120, 100, "Customer desires to buy all of"), (120, 112, "the services;"))
    assert page.text == "Whereas Customer desires to buy all of\nthe services;"


def test_justified_lines_are_no_rows(pdf_maker: Any) -> None:
    first = grid([["The", "parties", "agree", "that", "rent"]], [50, 82, 127, 166, 197])
    page = read(pdf_maker, *first, *grid([["is", "due", "on", "the", "first"]], [50, 73, 105, 133, 162], top=114))
    assert "|" not in page.text


def test_the_name_of_a_field_that_takes_two_lines_keeps_its_value(pdf_maker: Any) -> None:
    first, second = (50, 100, "Operator:"), (130, 100, "Claire")
    page = read(pdf_maker, first, second, (300, 100, "Operating Certificates"), (300, 112, "Held:"), (450, 106, "None"))
    assert page.text == "Operator: Claire | Operating Certificates Held: None"

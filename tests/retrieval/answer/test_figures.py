"""Numbers, dates and codes in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_retrieval.answer.figures import codes_in, dates_in, numbers_in


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("July 31, 2000", [(2000, 7, 31)]),
        ("this 19th day of July 2018", [(2018, 7, 19)]),
        ("31 July 2000", [(2000, 7, 31)]),
        ("2008-01-31", [(2008, 1, 31)]),
        ("12/23/2007", [(2007, 12, 23)]),
        ("23.12.2007", [(2007, 12, 23)]),
        ("8/16/12", [(2012, 8, 16)]),
        ("March 2019", [(2019, 3, 0)]),
        ("on May 5", [(0, 5, 5)]),
        ("either party may terminate", []),
        ("section 5.4.1 and 99/99/2000", []),
    ],
)
def test_dates(text: str, dates: list[tuple[int, int, int]]) -> None:
    assert dates_in(text) == dates


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("$1,577.00", ["1577"]),
        ("thirty (30) days", ["30", "30"]),
        ("one hundred and twenty-five", ["125"]),
        ("five million dollars", ["5000000"]),
        ("2.50 per cent", ["2.5"]),
        ("at 11:30 or 1130", ["1130", "1130"]),
        ("NYC08CA047 and PA-28-140", []),
        ("the 45th day", ["45"]),
        ("one of the parties", []),
        ("July 31, 2000", []),
    ],
)
def test_numbers(text: str, numbers: list[str]) -> None:
    assert sorted(numbers_in(text)) == sorted(numbers)


def test_codes() -> None:
    assert codes_in("Piper PA-28-140, N4396T, on the 30th of 2007") == ["PA-28-140", "N4396T"]


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(isinstance(n, str) for n in numbers_in(text))
    assert all(1 <= month <= 12 for _, month, _ in dates_in(text))

"""Dates that only mean something beside another one, in letters and contracts."""

from __future__ import annotations

import pytest
from muniment_retrieval.reading.told_dates import borne, is_letter, told_dates
from muniment_retrieval.reading.written_dates import Certainty, written_dates

MAIL = "From: Ada Byron <ada@example.org>\nDate: Wed, 12 Jan 2022 09:14:00 +0100\n\n"


def told(text: str) -> list[tuple[str, str, Certainty]]:
    dates = written_dates(text)
    own = borne(text, dates)
    found = told_dates(text, dates, own, letter=is_letter(text, own))
    return [(one.iso, text[one.start : one.end], one.certainty) for one in found]


@pytest.mark.parametrize(
    ("said", "iso", "certainty"),
    [
        ("It failed yesterday.", "2022-01-11", Certainty.COUNTED),
        ("It failed last Tuesday.", "2022-01-11", Certainty.COUNTED),
        ("It failed last Wednesday.", "2022-01-05", Certainty.COUNTED),
        ("He comes next Wednesday.", "2022-01-19", Certainty.COUNTED),
        ("He came two weeks ago.", "2021-12-29", Certainty.COUNTED),
        ("It failed on the 3rd of December.", "2021-12-03", Certainty.YEAR),
        ("It will be replaced on February 7.", "2022-02-07", Certainty.YEAR),
    ],
)
def test_in_a_mail_days_are_counted_from_its_date(said: str, iso: str, certainty: Certainty) -> None:
    (_, (found, _, why)) = told(MAIL + said)

    assert (found, why) == (iso, certainty)


@pytest.mark.parametrize(
    "said",
    [
        "> It failed last Tuesday.",
        "Rent is due on June 5 of each year.",
        "You may 5 times refuse.",
        "It happened on February 30.",
        "The tenant of the day before, and the last of them.",
    ],
)
def test_what_is_quoted_or_comes_every_year_is_left_alone(said: str) -> None:
    assert len(told(MAIL + said)) == 1


def test_without_a_letter_nothing_is_counted() -> None:
    text = "This Lease of 3 May 2021 is made between the parties. It failed last Tuesday, and on June 5 it rained."

    assert [iso for iso, _, _ in told(text)] == ["2021-05-03"]


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("Work resumed between 6 and 9 April 2020.", ["2020-04-06", "2020-04-09"]),
        ("It is done between February 7 and February 11, 2022.", ["2022-02-07", "2022-02-11"]),
        ("It is done between December 30 and January 2, 2022.", ["2021-12-30", "2022-01-02"]),
        ("The hearing was held on May 3-5, 2021.", ["2021-05-03", "2021-05-05"]),
    ],
)
def test_both_ends_of_a_range(text: str, isos: list[str]) -> None:
    assert [(iso, why) for iso, _, why in told(text)] == [(iso, Certainty.SURE) for iso in isos]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was paid on or about June 2, 2021.", ("2021-06-02", "June 2, 2021", Certainty.ABOUT)),
        ("Deliveries begin in the third quarter of 2021.", ("2021-07", "third quarter of 2021", Certainty.QUARTER)),
        ("Deliveries begin in Q4 2021.", ("2021-10", "Q4 2021", Certainty.QUARTER)),
        ("Sales of the 2nd quarter of fiscal 2021 rose.", ("2021-04", "2nd quarter of fiscal 2021", Certainty.FISCAL)),
    ],
)
def test_what_is_not_one_day_says_so(text: str, found: tuple[str, str, Certainty]) -> None:
    assert told(text) == [found]


def test_the_date_first_above_written_is_the_one_that_the_contract_bears() -> None:
    text = "LEASE\n\nDated this 3rd day of May, 2021\n\nThis Lease is effective as of the date first above written."

    assert told(text)[1] == ("2021-05-03", "date first above written", Certainty.BORNE)

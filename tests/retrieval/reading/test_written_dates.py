"""Dates in one form, and what is uncertain about them."""

from __future__ import annotations

import pytest
from muniment_retrieval.reading.written_dates import Certainty, day_first, written_dates


@pytest.mark.parametrize(
    ("text", "iso", "certainty"),
    [
        ("on March 5, 2019 at noon", "2019-03-05", Certainty.SURE),
        ("on the 5th day of March, 2019", "2019-03-05", Certainty.SURE),
        ("5 MARCH 2019", "2019-03-05", Certainty.SURE),
        ("05-Mar-2019", "2019-03-05", Certainty.SURE),
        ("on Sept. 3rd, 2001", "2001-09-03", Certainty.SURE),
        ("2019-03-05", "2019-03-05", Certainty.SURE),
        ("2019/3/5", "2019-03-05", Certainty.SURE),
        ("am 5. März 2019", "2019-03-05", Certainty.SURE),
        ("le 1er août 2019", "2019-08-01", Certainty.SURE),
        ("el 5 de marzo de 2019", "2019-03-05", Certainty.SURE),
        ("05.03.2019", "2019-03-05", Certainty.SURE),
        ("2019年3月5日", "2019-03-05", Certainty.SURE),
        ("3/25/2019", "2019-03-25", Certainty.SURE),
        ("25/3/2019", "2019-03-25", Certainty.SURE),
        ("4/4/2019", "2019-04-04", Certainty.SURE),
        ("in March 2019", "2019-03", Certainty.MONTH),
        ("2019年3月", "2019-03", Certainty.MONTH),
        ("05/03/2019", "2019-05-03", Certainty.EITHER),
        ("05/03/19", "2019-05-03", Certainty.EITHER),
        ("3/25/98", "1998-03-25", Certainty.SHORT),
        ("February 29, 2020", "2020-02-29", Certainty.SURE),
    ],
)
def test_a_date_is_told_with_what_is_uncertain(text, iso, certainty):
    (date,) = written_dates(text)

    assert (date.iso, date.certainty) == (iso, certainty)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "February 30, 2019",
        "31/31/2019",
        "13.13.2013",
        "version 1.2.3",
        "1.2.19.4",
        "May we meet?",
        "in 2019",
        "555-12-2019-7",
        "10-K",
    ],
)
def test_what_is_no_date(text):
    assert written_dates(text) == []


def test_other_dates_of_the_document_say_which_is_the_day():
    assert day_first(["25/12/2018 and 05/03/2019"]) is True
    assert day_first(["12/25/2018 and 05/03/2019"]) is False
    assert day_first(["12/25/2018 and 25/12/2018"]) is None
    assert day_first(["05/03/2019"]) is None
    (date,) = written_dates("05/03/2019", True)
    assert (date.iso, date.certainty) == ("2019-03-05", Certainty.SURE)


def test_several_dates_stand_in_the_order_of_the_text():
    dates = written_dates("from 2019-01-05 to March 7, 2020 and again in June 2018")

    assert [date.iso for date in dates] == ["2019-01-05", "2020-03-07", "2018-06"]

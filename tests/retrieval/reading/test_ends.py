"""When an agreement ends: as it stands, or counted from its beginning, and then said to be so."""

from __future__ import annotations

import pytest
from muniment_retrieval.reading.ends import NO_END, end_in, length_of_term
from muniment_retrieval.reading.starts import starts_of

OPENING = (
    "This Agreement is made on 2 March 2010 and is effective as of 1 April 2010 (the “Effective Date”) between Orion and Halden."
)
STARTS = starts_of([OPENING])


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("The term of this Agreement shall be three (3) years from the Effective Date.", "2013-04-01"),
        ("This Agreement shall remain in force for a period of eighteen months from the date hereof.", "2011-09-02"),
        ("This Agreement shall continue until the fifth (5th) anniversary of the Effective Date.", "2015-04-01"),
        ("The Term runs through the day prior to the second anniversary of the Effective Date.", "2012-03-31"),
        ("This Agreement shall have an initial term of one (1) year.", "2011-04-01"),
        ("The term commences on June 1, 2012 and shall expire on the day that is six months from that date.", "2012-12-01"),
        ("Term: 1 May 2014 to 31 October 2017", "2017-10-31"),
        ("This Agreement shall expire on 30 April 2014 at midnight.", "2014-04-30"),
        ("Agreement Expiration Date: | October 31, 2016", "2016-10-31"),
    ],
)
def test_the_end_is_read_or_counted(text, iso):
    assert end_in(text, STARTS).value.measure == iso


def test_what_is_counted_is_said_to_be():
    end = end_in("The term of this Agreement shall be three (3) years from the Effective Date, unless sooner terminated.", STARTS)

    assert end.value.shown == "1 April 2013 (computed)"
    assert end.note == "Computed: three (3) years from 1 April 2010 (page 1). It may end earlier."


def test_what_stands_there_is_not_said_to_be_computed():
    end = end_in("This Agreement shall expire on 30 April 2014 at midnight.", STARTS)

    assert (end.value.shown, end.note) == ("30 April 2014", "")


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement shall continue in effect until terminated by either party.",
        "Your employment shall continue unless and until either party gives notice.",
        "The term of this Agreement is perpetual.",
    ],
)
def test_no_end_is_said(text):
    assert (end_in(text, STARTS).value.shown, end_in(text, STARTS).value.measure) == (NO_END, "")


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement shall terminate one (1) year from the Rig Release Date.",
        "This Agreement may be terminated upon thirty (30) days prior written notice.",
        "Confidentiality shall survive for five years after termination of this Agreement.",
        "The term shall be renewed for successive periods of one (1) year.",
        "This Agreement ends if a failure to pay shall continue for five (5) days.",
        "This Agreement will renew at the end of the Initial Term on a year to year basis.",
        "Either party may end this Agreement if a breach of any term remains uncured for 30 days.",
        "During the Term and for twenty-four months thereafter, Halden shall keep records.",
    ],
)
def test_what_runs_from_anything_else_is_not_counted(text):
    assert end_in(text, STARTS) is None


def test_without_a_beginning_the_length_is_left():
    text = "The initial term of this Agreement shall be three (3) years from the date hereof."

    assert end_in(text, starts_of(["No day is given here."])) is None
    assert length_of_term(text).value.shown == "three (3) years"


@pytest.mark.parametrize(
    ("text", "effective", "made"),
    [
        (OPENING, "2010-04-01", "2010-03-02"),
        ("This Lease is dated 5 June 2011.", "2011-06-05", "2011-06-05"),
        ("1. EFFECTIVE DATE: November 01, 2016", "2016-11-01", "2016-11-01"),
        (
            "made as of May 3, 2012 (the “Effective Date”)" + " x" * 400 + " under the deed dated 9 July 1999",
            "2012-05-03",
            "2012-05-03",
        ),
    ],
)
def test_the_beginning_is_the_agreements_own(text, effective, made):
    found = starts_of([text])

    assert (found.effective.date.iso, found.made.date.iso) == (effective, made)


@pytest.mark.parametrize("length", ["99999 years", "9,999 years", "9999999999 days", f"{'9' * 400} years"])
def test_a_term_that_is_longer_than_there_are_dates_is_told_as_it_stands(length):
    text = f"The term of this Agreement shall be {length} from the Effective Date."

    assert end_in(text, STARTS) is None
    assert length_of_term(text).value.shown == length


def test_thousands_may_be_parted_by_commas():
    text = "The term of this Agreement shall be 1,095 days from the Effective Date."

    assert length_of_term(text).value.shown == "1,095 days"
    assert end_in(text, STARTS).value.measure == "2013-03-31"


def test_no_days_are_counted_from_a_month():
    starts = starts_of(["This Agreement is made in May 2014 between Orion and Halden."])

    assert end_in("The term of this Agreement shall be 90 days from the Effective Date.", starts) is None
    assert end_in("The term of this Agreement shall be two years from the Effective Date.", starts).value.measure == "2016-05"


def test_a_day_of_another_paper_is_not_the_day_of_this_one():
    far = "The parties wish to work together for longer. " * 16
    text = f"This Agreement is effective as of 1 April 2010. {far}A lease dated 3 May 2001 is replaced."

    assert starts_of([text]).made.date.iso == "2010-04-01"


def test_the_end_of_a_notary_is_not_the_end_of_the_agreement():
    assert not end_in("For the term of this Agreement, my commission expires on 30 April 2014.", STARTS).of_term

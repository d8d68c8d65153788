"""Values, and the bounds that a question sets for them."""

from __future__ import annotations

import pytest
from muniment_retrieval.reading.bounds import bound_of, fits, without_bound
from muniment_retrieval.reading.laws import governing_places, place_in
from muniment_retrieval.reading.values import Gives, values_in


@pytest.mark.parametrize(
    ("topic", "kind", "text", "fitting"),
    [
        ("governed by New York law", Gives.LAW, "This is governed by the laws of the State of New York.", True),
        ("are governed by the laws of England", Gives.LAW, "shall be governed by the laws of England and Wales", True),
        ("governed by Swiss law", Gives.LAW, "is subject to the law of Switzerland", True),
        ("governed by Swiss law", Gives.LAW, "is subject to Delaware law", False),
        ("expire before 2020", Gives.DATE, "expires on December 31, 2019", True),
        ("expire before 2020", Gives.DATE, "expires on January 1, 2020", False),
        ("expire after 1 March 2020", Gives.DATE, "expires in March 2020", None),
        ("dated in 2019", Gives.DATE, "dated as of 4 May 2019", True),
        ("expire by the end of June 2019", Gives.DATE, "expires on 30 June 2019", True),
        ("a notice period of more than 60 days", Gives.LENGTH, "upon ninety (90) days notice", True),
        ("a notice period of more than 60 days", Gives.LENGTH, "upon 60 days notice", False),
        ("a notice period of at least 60 days", Gives.LENGTH, "upon two months notice", True),
        ("a notice period of 30 days", Gives.LENGTH, "upon one month’s notice", True),
        ("a fee above $1 million", Gives.AMOUNT, "a fee of US$ 1,500,000", True),
        ("a fee above $1 million", Gives.AMOUNT, "a fee of € 2,000,000", None),
        ("a fee of no more than 5%", Gives.AMOUNT, "a fee of 5 percent of sales", True),
    ],
)
def test_a_value_is_compared_with_the_bound(topic, kind, text, fitting):
    bound = bound_of(topic, kind)
    assert bound is not None
    (value,) = values_in(bound.kind, text)

    assert fits(bound, value) is fitting


@pytest.mark.parametrize(
    ("topic", "kind"),
    [("a governing law clause", Gives.LAW), ("a cap on liability", Gives.AMOUNT), ("an expiry date", Gives.DATE)],
)
def test_a_question_without_a_value_sets_no_bound(topic, kind):
    assert bound_of(topic, kind) is None


@pytest.mark.parametrize(
    "text",
    [
        "Orion Inc. is a company organized under the laws of Delaware and subject to nothing.",
        "The parties met in New York and went to a court of law.",
        "It is applicable law that counts.",
    ],
)
def test_another_law_governs_nothing(text):
    assert [place for _, _, place in governing_places(text) if place] in ([], ["delaware"])
    assert "organized" in text or governing_places(text) == []


def test_a_place_that_nobody_lists_is_taken_where_it_is_plain():
    assert [place for _, _, place in governing_places("governed by the laws of the Republic of Ruritania.")] == ["ruritania"]


def test_the_law_that_a_question_names():
    assert place_in("governed by the laws of the State of New York") == "new york"
    assert place_in("are governed by English law") == "england"
    assert place_in("a governing law clause") == ""


def test_lengths_and_amounts_stand_as_they_are_written():
    (length,) = values_in(Gives.LENGTH, "a period of three (3)\nconsecutive years from now")
    assert (length.shown, length.measure) == ("three (3) consecutive years", 3 * 365.25)
    (amount,) = values_in(Gives.AMOUNT, "shall pay $2.5 million at closing")
    assert (amount.shown, amount.measure, amount.unit) == ("$2.5 million", 2_500_000.0, "usd")


@pytest.mark.parametrize(
    ("topic", "kind", "asked"),
    [
        ("governed by New York law", Gives.LAW, "Which law governs this agreement?"),
        ("are dated before 2005", Gives.DATE, "What is the date of this agreement?"),
        ("expire before 31 March 2020", Gives.DATE, "When does it expire?"),
        ("a notice period of more than 60 days", Gives.LENGTH, "What is the notice period?"),
        ("a fee above $1 million", Gives.AMOUNT, "What is the fee?"),
    ],
)
def test_each_document_is_asked_for_the_value(topic, kind, asked):
    bound = bound_of(topic, kind)
    assert bound is not None

    assert without_bound(topic, bound) == asked

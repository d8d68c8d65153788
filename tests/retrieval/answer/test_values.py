"""The value of a field behind an answer that tells it in other words."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.values import with_exact_value


@pytest.mark.parametrize(
    ("sentence", "quote", "shown"),
    [
        (
            "It happened on December 23, 2007, at 1200 CST.",
            "Date & Time: 12/23/2007, 1200 CST | Registration: N1",
            "It happened on December 23, 2007, at 1200 CST (12/23/2007, 1200 CST).",
        ),
        (
            "They were 4999 ft and 150 ft, respectively.",
            "Runway Length/Width: 4999 ft / 150 ft",
            "They were 4999 ft and 150 ft, respectively (4999 ft / 150 ft).",
        ),
        (
            "It was a Bombardier BD-700.",
            "Aircraft: Bombardier, Inc. BD-700",
            "It was a Bombardier BD-700 (Bombardier, Inc. BD-700).",
        ),
    ],
)
def test_it_is_shown_as_it_stands(sentence: str, quote: str, shown: str) -> None:
    assert with_exact_value(sentence, quote) == shown


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("It was a Cessna 172.", "Aircraft: Cessna 172"),
        ("It happened on December 24, 2007.", "Date & Time: 12/23/2007"),
        ("Either party may end it.", "The parties agree on 12/23/2007 that either may end it."),
        ("There were 3.", "Crew: 3 Fatal Damage: None"),
    ],
)
def test_nothing_is_added_that_is_said_or_is_no_value(sentence: str, quote: str) -> None:
    assert with_exact_value(sentence, quote) == sentence


def test_a_value_that_is_said_in_another_form_of_its_word_stands_behind() -> None:
    told = with_exact_value("The aircraft was substantially damaged.", "Aircraft: Piper | Aircraft Damage: Substantial")
    assert told == "The aircraft was substantially damaged (Substantial)."

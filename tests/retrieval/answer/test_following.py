"""A sentence that is nearly its source's own words, with some in other places."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.proving import judge
from muniment_retrieval.model import Badge

RIGHT = "Each party has the right to indicate to the public that it sails."
RULES = "Each party may change the plans and rules (as agreed) for the operation and upkeep of the ship."
TEN = "It may sail for ten days after the date on which a notice to leave is given."
TREATY = "The mayor signed the treaty with the bishop in April."


def badge(sentence: str, source: str) -> Badge:
    return judge(sentence, source, frozenset(), frozenset()).badge


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Each party has the public to indicate to the right that it sails.", RIGHT),
        ("It may sail for ten days after the notice on which a date to leave is given.", TEN),
        ("Each party may change the operation and rules for the plans and upkeep of the ship.", RULES),
    ],
)
def test_words_that_changed_their_places_are_close(sentence: str, source: str) -> None:
    assert badge(sentence, source) is Badge.CLOSE


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        (RIGHT, RIGHT),
        ("Each party may change the plans and rules for the operation and upkeep of the ship.", RULES),
        ("The treaty was signed by the mayor in April.", TREATY),
    ],
)
def test_what_is_put_in_another_order_is_verified(sentence: str, source: str) -> None:
    assert badge(sentence, source) is Badge.VERIFIED

"""One of several things that an answer named is found by its place."""

from __future__ import annotations

import pytest
from muniment_retrieval.talking import Turn, stand_alone
from muniment_retrieval.talking.items import items, with_item

RISKS = "Currency, raw materials and cyber attacks."


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        (RISKS, ["Currency", "raw materials", "cyber attacks"]),
        ("The report names currency, raw materials and fire.", ["currency", "raw materials", "fire"]),
        ("Delta Coatings and Rheno Plast were sold.", ["Delta Coatings", "Rheno Plast"]),
        ("Two loans of 5 and 8 million euros.", []),
        ("The notice period is ninety days.", []),
        ("", []),
    ],
)
def test_what_is_named_in_a_row(answer: str, named: list[str]) -> None:
    assert items(answer) == named


@pytest.mark.parametrize(
    ("said", "with_it"),
    [
        ("Tell me more about the last one", "Tell me more about cyber attacks"),
        ("How large is the second risk", "How large is raw materials"),
        ("What happens in the third case", "What happens in cyber attacks"),
        ("Who told of the former", "Who told of Currency"),
        ("What was the rent in the second year", None),
        ("What is the fourth one", None),
    ],
)
def test_the_one_that_is_meant(said: str, with_it: str | None) -> None:
    assert with_item(said, "What risks does the report name?", RISKS) == with_it


def test_the_other_one_may_have_been_named_before_the_last_question() -> None:
    turns = [
        Turn("Which firms were sold?", "Delta Coatings and Rheno Plast were sold."),
        Turn("What was paid for Delta Coatings?", "Ten euros were paid for Delta Coatings."),
    ]
    told = stand_alone("And for the other one?", turns)
    assert told.question == "For Rheno Plast? (What was paid for Delta Coatings?)"

"""Which of several sentences has the shape of an answer."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.fields import fields_in
from muniment_retrieval.answer.fitting import fit_of_field, has_kind
from muniment_retrieval.search.query import understand


def test_the_fields_of_a_row_are_told_with_their_values() -> None:
    row = "Aircraft: Piper PA-31T | Damage: | Date & Time: 12/12/2007,  1929 CST\nNo field at all"
    assert fields_in(row) == [("Aircraft", "Piper PA-31T"), ("Date & Time", "12/12/2007, 1929 CST")]


@pytest.mark.parametrize("question", ["What injuries resulted from the accident?", "Was anyone injured in the accident?"])
def test_a_field_fits_as_far_as_its_label_is_asked_for(question: str) -> None:
    query = understand(question)
    texts = [
        "Injuries: 2 None",
        "Passenger Injuries: 1 None",
        "Injuries:",
        "There were injuries.",
        "Fire: None | Injuries: 2 None",
    ]
    assert fit_of_field(query, texts) == [1.0, 0.5, 0.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("question", "has", "has_not"),
    [
        ("When does it begin?", "It begins on the 19th day of July.", "It begins upon signature."),
        ("What is the date of this agreement?", "Made March 15, 2000", "Made by the parties"),
        ("How long is the notice?", "Thirty (30) days", "In writing"),
        ("How much is the rent?", "$ 2,000 a month", "The rent is due monthly."),
        ("How many pilots were there?", "Two pilots", "Some pilots"),
        ("Who is the landlord?", "Rosa Meier, of Basel", "the landlord is a person"),
    ],
)
def test_a_value_of_the_kind_that_is_asked_for(question: str, has: str, has_not: str) -> None:
    assert has_kind(question, [has, has_not]) == [1.0, 0.0]


def test_a_question_that_asks_for_no_kind_of_value_prefers_none() -> None:
    assert has_kind("Is consent required?", ["On March 15, 2000", "No"]) == [0.0, 0.0]

"""Whether an answer has a value of the kind that its question asks for."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.wanting import lacks_what_is_wanted

LED = "The old record was held by Ada Lowe, who led the Owls in 1901 and is now Executive Vice President and General Manager."
WHO = "Who is the General Manager of the Owls?"


@pytest.mark.parametrize(
    ("question", "answer", "lacks"),
    [
        (WHO, "The General Manager of the Owls is their Executive Vice President of Sports.", True),
        (WHO, "The Owls' General Manager is the Executive Vice President.", True),
        (WHO, "It is Ada Lowe.", False),
        (WHO, "General Manager Lowe.", False),
        ("Whose record was it?", "A record.", False),
        ("When did she lead the Owls?", "She led the Owls as the General Manager.", True),
        ("When did she lead the Owls?", "She led them in 1901.", False),
        ("When did she lead the Owls?", "In the summer.", False),
        ("How many Owls did she lead?", "She led the Owls.", True),
        ("How many Owls did she lead?", "Twenty-one.", False),
        ("How many Owls did she lead?", "None.", False),
        ("What did she lead?", "She led.", False),
    ],
)
def test_a_value_of_the_kind_that_is_asked_for_is_missed(question: str, answer: str, lacks: bool) -> None:
    assert lacks_what_is_wanted(question, answer, LED) is lacks


def test_what_the_source_lacks_is_not_missed() -> None:
    assert not lacks_what_is_wanted("How many Owls came?", "The Owls came.", "All of the Owls came to the shore.")
    assert not lacks_what_is_wanted("Who led the Owls?", "the eldest of them", "The eldest of them led the Owls.")

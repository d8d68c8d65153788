"""What of a text must not differ: names, also where they begin a sentence."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.atoms import Kind, atoms_of
from muniment_retrieval.answer.proving import judge
from muniment_retrieval.model import Badge


def names(text: str) -> list[str]:
    return [text[a.start : a.end] for a in atoms_of(text) if a.kind is Kind.NAME]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Kessler shall pay the fee.", True),
        ("Kessler never pays the fee.", True),
        ("Kessler paid the fee.", True),
        ("Kessler pays the fee.", True),
        ("Kessler's fee is high.", True),
        ("Kessler and Orion are ships.", True),
        ("Kessler Shipping, of Oslo, is old.", True),
        ("“Kessler became rich.”", True),
        ("Payment of the fee is due.", False),
        ("Additional fees are due.", False),
        ("Accordingly, the fee is due.", False),
        ("The agent shall pay the fee.", False),
        ("Parties have paid the fee.", False),
        ("Discussion turned to the fee.", False),
        ("Everybody agreed to the fee.", False),
        ("Meanwhile Kessler agreed to the fee.", False),
        ("Additionally Kessler agreed to the fee.", False),
        ("Union Kessler agreed to the fee.", True),
    ],
)
def test_a_first_word_is_a_name_where_it_does_or_has_something(text: str, first: bool) -> None:
    assert (names(text)[:1] != [] and text.find(names(text)[0]) < 2) is first


LUCID = "Lucid shall pay the whole fee to the agent in the old harbour."


@pytest.mark.parametrize("who", ["Brindle", "Brindle Shipping", "Brindle and Lucid"])
def test_somebody_whom_the_source_does_not_know_is_not_verified(who: str) -> None:
    sentence = f"{who} paid the whole fee to the agent in the old harbour."
    assert judge(sentence, LUCID, frozenset(), frozenset()).badge is Badge.CLOSE


@pytest.mark.parametrize(
    ("sentence", "verified"),
    [
        ("The fee of the agent for storage is $300 per month.", True),
        ("The fee of the agent for storage is $300 per week.", False),
    ],
)
def test_a_unit_without_a_number_stands_in_the_source(sentence: str, verified: bool) -> None:
    source = "The monthly fee of the agent for storage is $300."
    assert (judge(sentence, source, frozenset(), frozenset()).badge is Badge.VERIFIED) is verified


@pytest.mark.parametrize(
    ("sentence", "verified"),
    [
        ("The agent may leave the harbour if the buyer does not pay the fee.", True),
        ("The agent may leave the harbour if the buyer fails to pay the fee.", True),
        ("The agent may leave the harbour if the buyer pays the fee.", False),
    ],
)
def test_who_fails_to_do_something_does_not_do_it(sentence: str, verified: bool) -> None:
    source = "The agent may leave the harbour if the buyer fails to pay the fee."
    assert (judge(sentence, source, frozenset(), frozenset()).badge is Badge.VERIFIED) is verified


def test_failure_to_do_something_is_not_doing_it() -> None:
    source = "The failure of the old buyer to pay the fee for timber ended the sale."
    assert judge("The old buyer paid the fee for timber.", source, frozenset(), frozenset()).badge is Badge.CLOSE


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Halden stole the old lamp.", "Halden denied that it stole the old lamp."),
        ("Halden stole the lamp.", "Halden denied that it stole the lamp."),
        ("Halden stole the lamp.", "It is untrue that Halden stole the lamp."),
        ("Halden stole the lamp.", "It is not true that Halden stole the lamp."),
        ("Orion paid the fee to the agent.", "Orion refused to pay the fee to the agent."),
        ("Orion paid the fee to the agent.", "Orion declined to pay the fee to the agent."),
        ("Orion paid the fee to the agent.", "The refusal of Orion to pay the fee to the agent ended the sale."),
    ],
)
def test_what_is_denied_is_not_said(sentence: str, source: str) -> None:
    assert judge(sentence, source, frozenset(), frozenset()).badge is not Badge.VERIFIED
    assert judge(source, source, frozenset(), frozenset()).badge is Badge.VERIFIED

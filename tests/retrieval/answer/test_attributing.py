"""What somebody merely claims is not stated as a fact."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.attributing import attributes
from muniment_retrieval.answer.proving import judge
from muniment_retrieval.model import Badge

RENT = "Orion alleges that Lund owes EUR 500 in rent. The garage is old."
FACT = "Lund owes EUR 500 in rent."


@pytest.mark.parametrize("verb", ["alleges", "claimed", "contends", "asserted", "argues", "speculates"])
def test_what_is_claimed_is_close_without_who_claims_it(verb: str) -> None:
    source = RENT.replace("alleges", verb)
    assert judge(FACT, source, frozenset(), frozenset()).badge is Badge.CLOSE
    assert judge(f"Orion {verb} that Lund owes EUR 500 in rent.", source, frozenset(), frozenset()).badge is Badge.VERIFIED


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("According to Orion, Lund owes EUR 500 in rent.", RENT),
        ("The garage is old.", RENT),
        ("Orion is in Oslo.", "Orion, in Oslo, alleges that Lund owes rent."),
        (FACT, f"{FACT} {RENT}"),
        (FACT, RENT.replace("alleges", "knows")),
    ],
)
def test_what_else_stands_there_is_a_fact(sentence: str, source: str) -> None:
    assert attributes(sentence, source, frozenset())


def test_a_question_that_asks_what_is_claimed_has_said_it() -> None:
    assert attributes(FACT, RENT, frozenset({"alleg"}))
    assert not attributes(FACT, RENT, frozenset({"rent"}))

"""A name of a sentence stands where its source has it, or the sentence is none of the source's."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.proving import judge
from muniment_retrieval.model import Badge

TOLD = (
    "Subject to the foregoing, Client shall order a credit report of TrueLink for each borrower. TrueLink makes no "
    "representation and shall have no liability for the truth of any data."
)
SERVICE = "Sicap Ltd provides to EuroTel a standard service for the three modules of the platform."
OUTSIDE = (
    "As a result of the separation, Thorn and Hale will become subsidiaries of New Orion; Thorn exercises control of the use "
    "and enforcement of all trademarks through its subsidiary Hale."
)
LISTED = "The Buyer, the Agent and the Seller shall inspect the goods at the harbour before the ship of the Carrier sails."


def badge(sentence: str, source: str) -> Badge:
    return judge(sentence, source, frozenset(), frozenset()).badge


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("TrueLink makes no representation and shall have no liability for the truth of any data.", TOLD),
        ("Sicap Ltd provides to EuroTel a standard service for the modules.", SERVICE),
        ("Thorn exercises control of the use and enforcement of all trademarks.", OUTSIDE),
        ("The Seller shall inspect the goods at the harbour.", LISTED),
    ],
)
def test_who_did_it_is_verified(sentence: str, source: str) -> None:
    assert badge(sentence, source) is Badge.VERIFIED


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Client makes no representation and shall have no liability for the truth of any data.", TOLD),
        ("EuroTel provides to Sicap Ltd a standard service for the modules.", SERVICE),
        ("Hale exercises control of the use and enforcement of all trademarks.", OUTSIDE),
        ("The Carrier shall inspect the goods at the harbour before the ship sails.", LISTED),
    ],
)
def test_another_party_of_the_same_source_is_not(sentence: str, source: str) -> None:
    assert badge(sentence, source) is not Badge.VERIFIED

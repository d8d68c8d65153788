"""Whether a text speaks of what a question asks for, and not only in its words."""

from __future__ import annotations

import pytest
from muniment_retrieval.search.vocabulary import concepts_of, spoken_of
from muniment_retrieval.search.words import terms


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Boyd Enterprises, LLC, a Texas limited liability company, whose place of business is Westlake", False),
        ("The liability of the supplier shall not exceed the price.", True),
        ("The supplier limits its liability to the price.", True),
    ],
)
def test_a_company_of_limited_liability_has_no_cap_on_liability(text: str, speaks: bool) -> None:
    assert spoken_of(concepts_of(terms("a cap on liability")), text) is speaks


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("All disputes shall be settled by final binding arbitration in Bern.", True),
        ("The arbitration shall be held under the rules of the association.", True),
        ("An arbitral tribunal of three decides.", True),
        ("In a dispute, the parties submit to the courts of New York.", False),
        ("“Action” shall mean any claim, suit or proceeding.", False),
    ],
)
def test_a_clause_on_disputes_is_none_on_arbitration(text: str, speaks: bool) -> None:
    assert spoken_of(concepts_of(terms("an arbitration clause")), text) is speaks

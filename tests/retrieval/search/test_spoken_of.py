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

"""What several models say, weighed: names of contracts that name nobody, houses, double names."""

from __future__ import annotations

import pytest
from muniment_engines.api import Named
from muniment_engines.api.redact import NameKind
from muniment_retrieval.masking import find, from_models
from muniment_retrieval.masking.drafting import names_nobody


def said(text: str, engine: str, value: str, kind: NameKind) -> list[str]:
    start = text.index(value)
    return [text[s.start : s.end] for s in from_models(text, {engine: [Named(start, start + len(value), kind, 0.9)]})]


@pytest.mark.parametrize(
    "written", ["Company", "the Company", "Business Plan", "Product(s", "Schedule A", "Confidential Data", "IBAN"]
)
def test_words_of_contracts_name_nobody(written: str) -> None:
    assert names_nobody(written)
    assert said(f"Then {written} applies.", "spacy", written, "organisation") == []


@pytest.mark.parametrize("written", ["Orion", "Orion Company", "NTC", "Falcon Plan"])
def test_names_are_names(written: str) -> None:
    assert not names_nobody(written)


def test_a_street_takes_its_number_along() -> None:
    assert said("at 12 Nybyvägen in", "rampart", "Nybyvägen", "address") == ["12 Nybyvägen"]
    assert said("at Nybyvägen 65, Suite", "rampart", "Nybyvägen", "address") == ["Nybyvägen 65"]


def test_a_double_name_is_whole() -> None:
    assert said("from Weeks-Rivas today", "spacy", "Weeks", "organisation") == ["Weeks-Rivas"]


def test_small_letters_are_a_name_where_all_are_small() -> None:
    assert said("follow up with anna orion", "rampart", "anna orion", "person") == ["anna orion"]
    assert said("ALFA AESAR desires Products", "rampart", "desires", "person") == []


def test_where_models_differ_the_stronger_wins() -> None:
    text = "Anna Orion came."
    both = {"spacy": [Named(0, 10, "organisation", 0.6)], "rampart": [Named(0, 10, "person", 0.6)]}
    assert [(s.kind, s.end) for s in find(text, named=from_models(text, both))] == [("person", 10)]

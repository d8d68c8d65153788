"""Slips of the pen in a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_retrieval.search import Searcher
from muniment_retrieval.search.mistyped import put_right

LEASE = "The monthly rent of the apartment is 900 euros. The tenant gives notice of termination ninety days before the end."


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("hwo much is teh monthly rent?", "how much is the monthly rent?"),
        ("Waht is the montly rent of the aparment?", "What is the monthly rent of the apartment?"),
        ("When does the tenant give notice of terminatoin?", "When does the tenant give notice of termination?"),
        ("Is the rnet in euros?", "Is the rent in euros?"),
        ("What is the monthly rent?", "What is the monthly rent?"),
        ("Who is Tenent?", "Who is Tenent?"),
        ("What does the cent buy?", "What does the cent buy?"),
        ("Where are 90o euros?", "Where are 90o euros?"),
        ("Wie hoch ist die Miete, Größe?", "Wie hoch ist die Miete, Größe?"),
    ],
)
def test_a_slip_is_put_right_where_what_was_meant_stands_in_the_vault(shelf, question: str, meant: str) -> None:
    shelf.put({"lease.txt": [LEASE]})
    assert Searcher(shelf.vault).put_right(question) == meant


@given(st.text(max_size=60))
def test_whatever_is_asked_is_put_right_once_for_all(text: str) -> None:
    once = put_right(text, lambda word: word in ("rent", "monthly", "apartment"))
    assert put_right(once, lambda word: word in ("rent", "monthly", "apartment")) == once

"""An answer that begins with yes or no, and a place that speaks against a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from muniment_retrieval.answer.citing import proved
from muniment_retrieval.answer.evidence import source_sentences
from muniment_retrieval.model import Badge, Scope
from muniment_retrieval.search import Searcher
from muniment_retrieval.search.query import understand

CLAUSES = (
    "No party may assign this Agreement to a third person. Supplier shall deliver the ordered goods to the Buyer in Rotterdam. "
    "Buyer may inspect goods that were ordered in Rotterdam, and shall deliver to Supplier a report of it."
)


def badge(shelf: Any, text: str) -> Badge:
    shelf.put({"sale.pdf": [CLAUSES]})
    query, hits = Searcher(shelf.vault).look_up("assign deliver goods", Scope())
    return proved(text, source_sentences(query, hits, shelf.vault), frozenset(query.terms)).badge


@pytest.mark.parametrize(
    "text", ["No party may assign this Agreement to a third person.", "No, no party may assign this Agreement."]
)
def test_a_sentence_that_begins_with_no_keeps_it(shelf: Any, text: str) -> None:
    assert badge(shelf, text) is Badge.VERIFIED


def test_a_sentence_that_lost_its_no_is_not_verified(shelf: Any) -> None:
    assert badge(shelf, "Yes. A party may assign this Agreement to a third person.") is not Badge.VERIFIED


def test_the_place_that_is_most_like_a_sentence_decides(shelf: Any) -> None:
    assert badge(shelf, "Buyer shall deliver the ordered goods to the Supplier in Rotterdam.") is not Badge.VERIFIED


def test_what_stands_on_two_pages_is_shown_on_the_first(shelf: Any) -> None:
    first = "Accident number: NYC08 | Registration: N461TC\nThe flight left Venice in the morning."
    shelf.put({"report.txt": [first, "Cessna of the report | Registration: N461TC\nThe Cessna was not damaged."]})
    question = "What is the registration of the Cessna in the report?"
    query = understand(question)
    sources = source_sentences(query, Searcher(shelf.vault).search(question), shelf.vault)
    assert max(sources, key=lambda source: source.score).page.index == 1
    told = proved("The registration is N461TC.", sources, frozenset(query.terms))
    assert [citation.page_index for citation in told.citations[:1]] == [0]

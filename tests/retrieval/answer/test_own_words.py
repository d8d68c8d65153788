"""What is only close to its place is followed by the place's own words."""

from __future__ import annotations

from typing import Any

import pytest
from muniment_retrieval.answer.asker import Asker
from muniment_retrieval.answer.own_words import LONGEST, with_own_words
from muniment_retrieval.model import Answered, Badge, Citation, Sentence
from muniment_retrieval.search import Searcher

CLAUSE = "Either party may end\nthis agreement on ninety days’ notice."
SAID = "It can be ended with a notice of ninety days."


def close(quote: str, text: str = SAID) -> Sentence:
    return Sentence(text, Badge.CLOSE, (Citation(1, "/a.txt", 0, "p. 1", 0, len(quote), quote),))


def test_a_close_sentence_is_followed_by_the_words_on_one_line() -> None:
    said, own = with_own_words([close(CLAUSE)])
    assert said == close(CLAUSE)
    assert (own.text, own.badge) == (f"“{' '.join(CLAUSE.split())}”", Badge.VERIFIED)
    assert own.citations == said.citations


@pytest.mark.parametrize("badge", [Badge.VERIFIED, Badge.NOT_FOUND])
def test_a_proved_sentence_needs_none_and_one_without_a_place_has_none(badge: Badge) -> None:
    told = (Sentence(SAID, badge, close(CLAUSE).citations if badge is Badge.VERIFIED else ()),)
    assert with_own_words(told) == told


def test_a_place_is_shown_once() -> None:
    texts = [sentence.text for sentence in with_own_words([close(CLAUSE), close(CLAUSE, "Ninety days are needed.")])]
    assert texts == [SAID, f"“{' '.join(CLAUSE.split())}”", "Ninety days are needed."]


@pytest.mark.parametrize(("words", "shown"), [(LONGEST, 2), (LONGEST + 1, 1)])
def test_a_long_place_stays_where_it_lies(words: int, shown: int) -> None:
    assert len(with_own_words([close(" ".join(["notice"] * words))])) == shown


def test_an_answer_of_a_model_comes_with_them(shelf: Any, scripted: Any) -> None:
    shelf.put({"a.txt": ["Luke Kuechly led the team of that year in total tackles with 118 of them."]})
    asker = Asker(Searcher(shelf.vault), shelf.vault, scripted("Kuechly registered 118 total tackles."))
    *_, answered = asker.ask("How many total tackles did Luke Kuechly register?")
    assert isinstance(answered, Answered)
    assert [sentence.badge for sentence in answered.answer.sentences] == [Badge.CLOSE, Badge.VERIFIED]
    assert answered.answer.sentences[1].text.startswith("“Luke Kuechly led the team")

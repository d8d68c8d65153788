"""Whether what a model wrote meets its question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from muniment_retrieval.answer.citing import proved
from muniment_retrieval.answer.covering import covered, rarities, words_in
from muniment_retrieval.answer.evidence import source_sentences
from muniment_retrieval.answer.meeting import best_alone, meets
from muniment_retrieval.model import Scope
from muniment_retrieval.search import Searcher
from muniment_retrieval.search.query import understand

SUNG = "Six-time winner Ada Lowe sang the hymn of the town, while the actor Mary Quill gave the hymn in sign language."
BUILT = "The hymn of the town was written in 1871 by a teacher. She wrote it at the age of 23."
COUNTED = "By the count of 1901, 56.2% of the town were weavers, 35.7% miners and 2.8% bakers."
WALLED = "The wall of the town fell in the flood. The old leader of the town was Oskar Wick."
CROSSED = "A smith by the name of Oursel led the settlers across the upper river into the marshes."
PAGE = " ".join([SUNG, BUILT, COUNTED, WALLED, CROSSED])


def met(shelf: Any, question: str, said: str) -> bool:
    query = understand(question)
    sources = source_sentences(query, Searcher(shelf.vault).search(question), shelf.vault)
    return meets(query, [proved(said, sources, frozenset(query.terms))], sources)


@pytest.mark.parametrize(
    ("question", "said", "right"),
    [
        ("Who did the sign language of the hymn of the town?", "Ada Lowe sang the hymn of the town.", False),
        ("Who did the sign language of the hymn of the town?", "Mary Quill gave the sign language of the hymn.", True),
        ("Who did the sign language of the hymn of the town?", "Mary Quill.", True),
        ("What share of the town were bakers in 1901?", "5.2% of the town were bakers in 1901.", False),
        ("What share of the town were bakers in 1901?", "2.8% of the town were bakers in 1901.", True),
        ("Who was the leader of the settlers across the river?", "The old leader of the town was Oskar Wick.", False),
        ("Who was the leader of the settlers across the river?", "Oursel led the settlers across the upper river.", True),
        ("What was the hymn of the town written by?", "The hymn of the town was written.", False),
        ("What was the hymn of the town written by?", "The hymn of the town was written by a teacher.", True),
        ("Was the hymn of the town written?", "Yes, the hymn of the town was written.", True),
    ],
)
def test_an_answer_says_what_was_asked(shelf: Any, question: str, said: str, right: bool) -> None:
    shelf.put({"town.txt": [PAGE]})
    assert met(shelf, question, said) is right


@pytest.mark.parametrize(
    ("question", "said", "right"),
    [
        ("When was the agreement with Orion made?", "The agreement with Orion was made on March 3, 2021.", True),
        ("When was the agreement with Orion made?", "The Orion agreement was made in March 2021.", True),
        ("When was the agreement with Orion made?", "The agreement with Orion was made on 2022-01-01.", False),
        ("When was the agreement with Orion made?", "The agreement with Orion was made on May 3, 2021.", False),
        ("Who signed for the town?", "For the town the agreement with Orion was signed by Halden.", True),
        ("Who signed for the town?", "For the town the agreement with Orion was signed by Lindqvist.", False),
        ("Who signed for the town?", "In the Ledger it was Halden who signed for the town.", True),
        ("Who signed for the town?", "Halden signed the agreement with Orion for the town.", True),
        ("Who signed for the town?", "Lindqvist signed the agreement with Orion for the town.", False),
        ("Who signed for the town?", "Somebody signed the agreement with Orion for the town.", True),
    ],
)
def test_a_date_and_a_name_that_nothing_says_are_made_up(shelf: Any, question: str, said: str, right: bool) -> None:
    shelf.put({"Ledger.txt": ["The agreement with Orion was made on 3 March 2021. It was Halden who signed it for the town."]})
    assert met(shelf, question, said) is right


def test_a_capital_makes_no_name_in_other_languages(shelf: Any) -> None:
    shelf.put({"Vertrag.txt": ["Der Lieferant und der Händler haben den Vertrag im Mai 2019 in der alten Schule geschlossen."]})
    question = "Wann haben der Lieferant und der Händler den Vertrag geschlossen?"
    assert met(shelf, question, "Der Lieferant und der Händler haben ihre Abmachung im Mai 2019 geschlossen.")
    assert not met(shelf, question, "Der Lieferant und der Händler haben ihre Abmachung im Mai 2018 geschlossen.")


def test_another_form_of_a_word_is_the_word(shelf: Any) -> None:
    told = "Лютер закончил перевод книги в старом городе."
    shelf.put({"город.txt": [f"{told} Хлеб продают на рынке у реки каждое утро."]})
    query, hits = Searcher(shelf.vault).look_up("Кто закончил переводы книг?", Scope())
    sources = source_sentences(query, hits, shelf.vault)
    assert meets(query, [proved(told, sources, frozenset(query.terms))], sources)


def test_a_form_makes_its_word_as_common_as_itself(shelf: Any) -> None:
    query = replace(understand("Кто закончил перевод?"), forms={"перевод": frozenset({"перевод", "переводы"})})
    weights = rarities(query, ["Переводы лежат в городе.", "Он закончил работу."])
    assert weights["перевод"] == weights["закончил"]


def test_a_field_answers_in_its_own_words(shelf: Any) -> None:
    shelf.put({"form.txt": ["Accident report of the harbour\nDamage: Destroyed | Fire: None\nDeparture: Wick"]})
    assert met(shelf, "How badly was the accident ship damaged in the harbour?", "It was destroyed.")


def test_the_best_sentence_comes_with_the_one_that_says_who_it_is_about(shelf: Any) -> None:
    shelf.put({"town.txt": [PAGE]})
    query = understand("At what age did she write it?")
    sources = source_sentences(query, Searcher(shelf.vault).search(query.text), shelf.vault)
    (excerpt,) = best_alone(sources)
    assert excerpt.text.splitlines() == BUILT.replace(". ", ".\n").splitlines()


def test_what_few_sentences_have_tells_more_than_what_all_have() -> None:
    query = understand("Who sang the hymn in sign language?")
    weights = rarities(query, ["The hymn was sung.", "The hymn is old.", "A hymn in sign language."])
    assert weights["sign"] > weights["hymn"]
    assert covered(weights, words_in("sign language")) > 3 * covered(weights, words_in("the hymn"))


def test_the_word_that_says_what_kind_of_answer_is_wanted_counts_for_little() -> None:
    weights = rarities(understand("What year did the mayor die?"), ["The mayor died in 1901.", "Years of trouble followed."])
    assert weights["year"] < weights["die"] / 2


def test_copies_of_a_sentence_make_its_words_no_commoner() -> None:
    query = understand("Who sang the hymn?")
    once = rarities(query, ["Ada sang.", "The hymn is old."])
    assert rarities(query, ["Ada sang.", "The hymn is old.", *["Ada sang."] * 9]) == once

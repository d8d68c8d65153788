"""What a question is understood to ask for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_retrieval.search.query import MOST_WORDS, understand
from muniment_retrieval.search.vocabulary import vocabulary


def concepts(question: str) -> set[str]:
    return {concept.name for concept in understand(question).concepts}


def test_words_without_meaning_are_left_out() -> None:
    assert understand("What is the rent of the house?").terms == ("rent", "hous")
    assert understand("who is it").terms == ("who", "is", "it")


def test_quoted_phrases_and_identifiers() -> None:
    query = understand("Where does “hold harmless” stand in case 12-cv-01234 about N461TC and clause 7.1 of 2019?")
    assert query.phrases == ("hold harmless",)
    assert query.identifiers == ("12-cv-01234", "n461tc")
    assert query.labels == {"case"}


@pytest.mark.parametrize(
    ("question", "concept"),
    [
        ("Which law governs the contract?", "governing law"),
        ("Can the licence be transferred, i.e. is it a non-transferable license?", "transfer of a licence"),
        ("How is rent paid, and what is the monthly rent?", "rent"),
        ("What was the probable cause?", "cause"),
        ("Is there any cap on liability?", "limit of liability"),
    ],
)
def test_concepts(question: str, concept: str) -> None:
    assert concept in concepts(question)


def test_the_larger_concept_is_meant() -> None:
    assert "price and payment" not in concepts("Is there an early termination fee?")


def test_a_word_of_a_concept_by_chance_asks_for_none() -> None:
    assert "cause" in concepts("What was the cause?")
    chance = "Low vitamin intake in early childhood may cause fragile bones, weak muscles and slow growth in later school years."
    assert not concepts(chance)


def test_the_letters_of_a_question() -> None:
    assert understand("Wie hoch ist die Miete für 2020?").latin
    assert not understand("Πόσο είναι το ενοίκιο του Acme;").latin
    assert not understand("2020").latin


def test_a_preface_names_the_document() -> None:
    query = understand("In the licence agreement of Acme: who pays for repairs?")
    assert query.preface == {"licens", "agreement", "acm"}
    about = query.about(query.preface)
    assert {"licence"} & {c.name for c in query.concepts}
    assert not {"licence"} & {c.name for c in about.concepts}
    assert about.weights["repair"] > about.weights["acm"]
    assert "Acme" not in about.place
    assert "who pays for repairs?" in about.place


def test_a_question_of_names_alone_stays() -> None:
    query = understand("Acme Widgets")
    assert query.about(frozenset(query.terms)) is query


def test_a_very_long_question_is_cut() -> None:
    query = understand(" ".join(f"word{i}" for i in range(50_000)))
    assert len(query.terms) == MOST_WORDS


def test_the_vocabulary_is_sound() -> None:
    names = [concept.name for concept in vocabulary()]
    assert len(names) == len(set(names))
    assert all(concept.asks and concept.phrases and all(concept.phrases) for concept in vocabulary())


@given(st.text(max_size=300))
def test_anything_can_be_asked(question: str) -> None:
    query = understand(question)
    assert len(query.terms) == len(query.written)
    assert query.about(frozenset(query.terms[:1])).place is not None


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("Wie viele Punkte gab die Verteidigung ab?", ("Punkte", "gab", "Verteidigung", "ab")),
        ("¿Cuántos puntos dejó escapar la defensa?", ("puntos", "dejó", "escapar", "defensa")),
        ("Сколько очков уступила защита?", ("очков", "уступила", "защита")),
        ("Where is the die for the hat of the war?", ("die", "hat", "war")),
    ],
)
def test_small_words_of_the_language_of_a_question_are_not_looked_up(question: str, written: tuple[str, ...]) -> None:
    assert understand(question).written == written

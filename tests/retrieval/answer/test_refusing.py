"""Whether a document that is full of like words says anything to a question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from muniment_retrieval.answer import refusing
from muniment_retrieval.answer.refusing import says_nothing, signs_of
from muniment_retrieval.model import Scope
from muniment_retrieval.search import Searcher

COMPETE = "Does the agreement restrict a party from competing?"
EXCEPTIONS = "Are there exceptions to the non-compete?"
FAVOURED = "Is there a most-favoured-nation clause?"
EXCLUSIVE = "Does the agreement contain an exclusivity commitment?"

ABOUT = "This Agreement restricts what each party may do with the goods of the other party under this Agreement. "
OF_WAGES = "Wages are due on the last day of each month, and are paid in the currency of the place of work. " * 2


def refused(shelf, question: str, *pages: str) -> bool:
    shelf.put({"contract.txt": list(pages)})
    query, hits = Searcher(shelf.vault).look_up(question, Scope())
    return says_nothing(query, hits)


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        (COMPETE, "During the term the Distributor shall not sell any product that competes with those of the Company."),
        (EXCLUSIVE, "The Company appoints the Distributor as its exclusive distributor in the Territory of this Agreement."),
        (FAVOURED, "Where the Seller grants better terms to any other buyer, the clause of the most favored nation applies."),
        (EXCEPTIONS, "The non-compete has exceptions: the Agent shall not compete, provided that holding shares is allowed."),
    ],
)  # fmt: skip
def test_a_clause_that_stands_there_is_not_refused(shelf, question: str, clause: str) -> None:
    assert not refused(shelf, question, ABOUT + clause)


@pytest.mark.parametrize(
    ("question", "like_it"),
    [
        (COMPETE, "Its publication would likely cause competitive harm to a party, and is not material to the agreement."),
        (EXCLUSIVE, "The licence of this agreement is non-exclusive; the courts have exclusive jurisdiction."),
        (FAVOURED, "Most of this clause is subject to the laws of the nation."),
        (EXCEPTIONS, "There are exceptions to the warranty: except as the agreement says, the goods are sold as they are."),
        (
            EXCEPTIONS,
            "The Agent shall not compete with the exceptional Company. " + OF_WAGES + "Except for these, the goods are sold.",
        ),
        (COMPETE, "Consent to an assignment is not to be unreasonably withheld, as it may be from a competitor of a party."),
        (COMPETE, "Without limiting any other right of a party, the Sponsor agrees that it may restrict what competitors show."),
        (
            EXCLUSIVE,
            "The Licensor shall retain the exclusive right to apply for each commitment. Suits shall exclusively lie here.",
        ),
    ],
)
def test_a_document_without_the_clause_is_refused_whatever_its_words(shelf, question: str, like_it: str) -> None:
    assert refused(shelf, question, ABOUT + like_it)


@pytest.mark.parametrize(
    ("question", "article"),
    [
        (
            "Which state's law governs this agreement?",
            "Victoria is governed by the Westminster system, under which the laws of the state are made by a vote of two "
            "houses, and a governor appoints the judges of its courts.",
        ),
        (
            "Does the agreement contain an exclusivity commitment?",
            "The magazine contains an exclusive interview with the painter, whose commitment to the village is well known.",
        ),
    ],
)
def test_an_article_that_uses_the_words_of_a_clause_has_none(shelf, question: str, article: str) -> None:
    assert refused(shelf, question, article)


def test_a_question_that_has_a_word_of_a_clause_by_chance_is_any_question(shelf) -> None:
    text = "The Clippers, a club of Los Angeles, have played basketball in the Pacific league since 1984. "
    assert not refused(shelf, "In which league do the Clippers compete?", text + OF_WAGES)


@pytest.mark.parametrize(
    ("question", "says_so"), [("What were the runway length and width?", True), ("What was the taxi fare?", False)]
)
def test_a_field_that_is_asked_for_answers_where_a_like_text_would_not(shelf, monkeypatch, question: str, says_so: bool) -> None:
    monkeypatch.setattr(refusing, "chance_of_answer", lambda query, hits: (refusing.LINE + refusing.LINE_SPOKEN_OF) / 2)
    page = "The taxi waited at the runway, and of the fare nothing is known.\nRunway Length/Width: 3898 ft / 100 ft"
    assert refused(shelf, question, page) is not says_so


def test_words_that_only_name_a_document_need_not_be_said_in_it(shelf) -> None:
    shelf.put({"report.txt": ["The runway length was 3898 ft."]})
    query, hits = Searcher(shelf.vault).look_up("What was the runway length in accident NYC08CA040?", Scope())
    named = replace(query, naming=frozenset({"accid", "nyc08ca040"}))
    assert signs_of(query, hits).covered == 0.5
    assert signs_of(named, hits).covered == 1.0


@pytest.mark.parametrize(
    ("question", "says_so"), [("Wie hoch ist die Miete für das Haus?", True), ("Wer ist für die Steuer da?", False)]
)
def test_small_words_alone_do_not_answer_in_any_language(shelf, question: str, says_so: bool) -> None:
    page = "Die Miete für das Haus ist 900 Euro hoch, und wer für die Wohnung da ist, zahlt sie an den Vermieter."
    assert refused(shelf, question, page) is not says_so

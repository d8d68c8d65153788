"""Follow-ups stand alone, and questions that already do are left as they are."""

from __future__ import annotations

import pytest
from muniment_engines.api import Cancel, Cancelled
from muniment_engines.conformance.fakes import ScriptedChat
from muniment_retrieval.conversations import RewrittenBy
from muniment_retrieval.talking import Turn, stand_alone
from muniment_retrieval.talking.by_model import is_faithful

NOTICE = Turn("How much notice must Acme give to end the supply agreement?", "Ninety days.", (7,), ("Supply Agreement.pdf",))
WHO = Turn("Who was the pilot?", "The pilot was Thomas Reed.", (3,), ("Report.pdf",))
RENT = Turn("What was the rent in 2018?", "The rent was 900 dollars.", (5,), ("scan_0012.pdf",))


@pytest.mark.parametrize(
    ("turn", "question", "standing"),
    [
        (NOTICE, "And in the second year?", "How much notice must Acme give to end the supply agreement in the second year?"),
        (NOTICE, "what about Orion?", "How much notice must Orion give to end the supply agreement?"),
        (NOTICE, "who signed it?", "Who signed the supply agreement?"),
        (NOTICE, "Why?", "Why? (How much notice must Acme give to end the supply agreement?)"),
        (WHO, "What are his duties?", "What are Thomas Reed’s duties?"),
        (WHO, "When?", "When? (Who was the pilot?)"),
        (RENT, "2019?", "What was the rent in 2019?"),
        (RENT, "And who pays the taxes?", "Who pays the taxes?"),
        (Turn("Did Ann sign the lease?"), "When?", "When did Ann sign the lease?"),
        (
            Turn("What does this report say?", "", (1,), ("Health Report.pdf",)),
            "Who wrote that report?",
            "Who wrote the Health Report?",
        ),
    ],
)
def test_a_follow_up_stands_alone(turn: Turn, question: str, standing: str) -> None:
    told = stand_alone(question, [turn])
    assert (told.question, told.by) == (standing, RewrittenBy.CODE)


@pytest.mark.parametrize(
    "question",
    [
        "Who signed the lease?",
        "Is it possible to renew the lease?",
        "When does the agreement expire and can it be renewed?",
        "termination for convenience",
        "IT systems",
        "In welchem Format wird das gesendet?",
        "?",
        "",
        "x " * 300,
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question: str) -> None:
    told = stand_alone(question, [NOTICE])
    assert (told.question, told.by, told.documents) == (question, RewrittenBy.NOBODY, None)


def test_the_first_question_is_left_as_it_is() -> None:
    assert stand_alone("Who signed it?", []).question == "Who signed it?"


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Who signed it?", (7,)),
        ("Who signed this contract?", (7,)),
        ("Why?", (7,)),
        ("What about Orion?", None),
        ("And in 2019?", None),
        ("Who signed the lease?", None),
    ],
)
def test_what_is_about_it_is_asked_of_the_document_before(question: str, documents: tuple[int, ...] | None) -> None:
    assert stand_alone(question, [NOTICE]).documents == documents


def test_a_document_without_a_name_is_pointed_to_and_not_renamed() -> None:
    told = stand_alone("Who signed this contract?", [RENT])
    assert (told.question, told.by, told.documents) == ("Who signed this contract?", RewrittenBy.NOBODY, (5,))


def test_the_model_is_asked_only_where_code_is_not_sure() -> None:
    chat = ScriptedChat(["Why must Acme give notice to end the supply agreement?"])
    assert stand_alone("Who signed it?", [NOTICE], chat).by is RewrittenBy.CODE
    assert chat.history == []
    told = stand_alone("Why?", [NOTICE], chat)
    assert (told.question, told.by) == ("Why must Acme give notice to end the supply agreement?", RewrittenBy.MODEL)


@pytest.mark.parametrize(
    "written",
    ["", "Because.", "Why did the Vogon sign?", "Why does it?", "Why?", "Why notice? Why not?", "When must Acme give notice?"],
)
def test_what_the_model_makes_up_is_not_taken(written: str) -> None:
    told = stand_alone("Why?", [NOTICE], ScriptedChat([written or " "]))
    assert told.by is RewrittenBy.CODE


def test_a_rewriting_has_every_word_that_carries_meaning() -> None:
    turns = [NOTICE]
    assert is_faithful("What penalty must Acme pay to end the supply agreement?", "And what penalty must it pay?", turns)
    assert not is_faithful("What must Acme give to end the supply agreement?", "And what penalty must it pay?", turns)
    assert not is_faithful("What penalty must Orion pay to end the supply agreement?", "And what penalty must it pay?", turns)


def test_who_stops_waits_no_longer() -> None:
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        stand_alone("Why?", [NOTICE], ScriptedChat(["Why must Acme give notice?"]), cancel)

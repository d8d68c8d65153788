"""Follow-ups of other languages have the question before beside them, and nothing is put into them."""

from __future__ import annotations

import pytest
from muniment_retrieval.conversations import RewrittenBy
from muniment_retrieval.talking import Turn, stand_alone

GERMAN = Turn("Wie lang ist die Frist im Mietvertrag?", "Drei Monate.", (1,), ("Mietvertrag.pdf",))


@pytest.mark.parametrize(
    ("before", "question", "standing"),
    [
        (GERMAN.question, "Und in der Änderung?", "Und in der Änderung? (Wie lang ist die Frist im Mietvertrag?)"),
        (GERMAN.question, "Warum?", "Warum? (Wie lang ist die Frist im Mietvertrag?)"),
        (GERMAN.question, "2020?", "2020? (Wie lang ist die Frist im Mietvertrag?)"),
        ("¿Cuál es el plazo del contrato?", "¿Y el segundo?", "¿Y el segundo? (¿Cuál es el plazo del contrato?)"),
        ("¿Cuál es el plazo del contrato?", "por que?", "Por que? (¿Cuál es el plazo del contrato?)"),
        ("合同的期限是多久？", "那附件呢？", "那附件呢? (合同的期限是多久？)"),
        ("ما هي مدة العقد؟", "لماذا؟", "لماذا? (ما هي مدة العقد؟)"),
    ],
)
def test_the_question_before_stands_beside_it(before: str, question: str, standing: str) -> None:
    told = stand_alone(question, [Turn(before)])
    assert (told.question, told.by, told.sure) == (standing, RewrittenBy.CODE, False)


def test_another_document_may_be_meant_so_all_are_asked() -> None:
    assert stand_alone("Und in der Änderung?", [GERMAN]).documents is None


@pytest.mark.parametrize(
    "question",
    [
        "Wer hat ihn unterschrieben?",
        "Wo kommt das Geld in dem Vertrag her?",
        "Und wie hoch ist die Miete in dem Vertrag mit der Stadt?",
        "Was steht in dem Vertrag?",
    ],
)
def test_what_is_not_known_is_left_as_it_is(question: str) -> None:
    assert stand_alone(question, [GERMAN]).by is RewrittenBy.NOBODY


def test_an_english_talk_is_not_read_by_other_languages() -> None:
    told = stand_alone("E. coli?", [Turn("What is the growth of the bacteria?")])
    assert told.by is RewrittenBy.NOBODY

"""What is printed of an answer and of a table."""

from __future__ import annotations

from muniment_desktop.cli.output import NONE_TO_ASK, answer_text
from muniment_desktop.cli.table import table_text
from muniment_retrieval.answer.asker import REFUSAL
from muniment_retrieval.model import Answer, Badge, Cost, Sentence
from muniment_retrieval.reading import Table, wanted_of


def a_refusal(documents: int) -> Answer:
    return Answer("Who pays?", (Sentence(REFUSAL, Badge.NOT_FOUND),), True, documents, documents, Cost(seconds=0.1))


def a_table(said: str = "") -> Table:
    wanted = wanted_of("Which contracts have a notice period?")
    assert wanted is not None
    return Table(wanted, (), 0, 0, 0, 0.1, said=said)


def test_where_there_is_no_document_that_is_said_and_not_that_documents_do_not_say() -> None:
    assert answer_text(a_refusal(0)).splitlines() == [
        NONE_TO_ASK,
        "  searched 0 of 0 documents · no model · 0.1 s · on this machine",
    ]
    assert answer_text(a_refusal(3)).startswith(f"{REFUSAL}\n")


def test_a_table_of_no_document_says_so_unless_the_library_itself_answers() -> None:
    assert table_text(a_table()).startswith(f"{NONE_TO_ASK}\n")
    assert table_text(a_table("There are no documents.")).startswith("There are no documents.\n")

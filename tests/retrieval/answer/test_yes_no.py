"""Yes or no, where one sentence of the documents proves it."""

from __future__ import annotations

from typing import Any

import pytest
from muniment_retrieval.answer import Asker
from muniment_retrieval.answer.yes_no import proven_answer
from muniment_retrieval.model import Answered
from muniment_retrieval.search import Searcher

MAY_NOT = "Orion may not terminate this Agreement without cause before the end of the first year."
MAY = "Orion may terminate this Agreement without cause upon thirty days' notice."
NOT_SOLD = "The boat was not sold in 1921, and lay in the harbour for years."
RENEWS = "This Agreement shall renew automatically for terms of one year each."


@pytest.mark.parametrize(
    ("question", "sentence", "says"),
    [
        ("May Orion terminate without cause?", MAY, True),
        ("May Orion terminate without cause?", MAY_NOT, False),
        ("Can Orion terminate the agreement without cause?", MAY_NOT, False),
        ("Must Orion terminate without cause?", MAY, None),
        ("May Altair terminate without cause?", MAY, None),
        ("May Orion terminate with notice of ten days?", MAY, None),
        ("May Orion assign without cause?", MAY, None),
        ("Was the boat sold in 1921?", NOT_SOLD, False),
        ("Was the boat sold in 1922?", NOT_SOLD, None),
        ("Was the boat sold in 1921?", "The boat was sold in 1921.", True),
        ("Did the boat lie in the harbour?", NOT_SOLD.replace("lay", "did lie"), None),
        ("Does the agreement renew automatically?", RENEWS, True),
        ("Does the agreement renew automatically?", RENEWS.replace("shall", "shall not"), False),
        ("Does the agreement renew automatically?", RENEWS.replace("shall", "may"), None),
        ("Does the agreement renew automatically?", RENEWS.replace("years.", "years, unless it is ended."), True),
        ("Does the agreement renew automatically?", RENEWS.replace("each.", "each, unless it was ended."), None),
        ("Shall the agreement renew automatically?", RENEWS, True),
        ("May the agreement renew automatically?", RENEWS, None),
        ("Is the licence exclusive?", "The licence is non-exclusive.", None),
        ("Is the licence exclusive?", "The licence is exclusive.", True),
        ("When may Orion terminate without cause?", MAY, None),
        ("Under the contract of 2019: may Orion terminate without cause?", MAY, True),
    ],
)
def test_one_sentence_proves_yes_or_no_or_neither(question: str, sentence: str, says: bool | None) -> None:
    assert proven_answer(question, sentence) is says


def answered(shelf: Any, question: str, chat: Any = None) -> str:
    asker = Asker(Searcher(shelf.vault, shelf.embed, shelf.vectors()), shelf.vault, chat, "engine", "model")
    (last,) = (event for event in asker.ask(question) if isinstance(event, Answered))
    assert last.answer.citations
    return last.answer.text


def test_the_documents_own_sentence_follows_the_yes_or_no_that_it_proves(shelf: Any) -> None:
    shelf.put({"contract.txt": [f"{MAY_NOT} The notice is sent by post."]})
    assert answered(shelf, "May Orion terminate without cause?") == f"No. {MAY_NOT}"
    assert answered(shelf, "When may Orion terminate without cause?") == MAY_NOT


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Orion may not terminate this Agreement without cause.", "No. Orion may not terminate this Agreement without cause."),
        (
            "No, Orion may not terminate this Agreement without cause.",
            "No, Orion may not terminate this Agreement without cause.",
        ),
        ("Yes, Orion may terminate this Agreement without cause.", f"No. {MAY_NOT}"),
    ],
)
def test_what_a_model_says_begins_with_what_is_proven(shelf: Any, scripted: Any, said: str, told: str) -> None:
    shelf.put({"contract.txt": [f"{MAY_NOT} The notice is sent by post."]})
    assert answered(shelf, "May Orion terminate without cause?", scripted(said)) == told

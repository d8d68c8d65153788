"""A sentence in the characters of its source."""

from __future__ import annotations

from typing import Any

import pytest
from muniment_retrieval.answer import Asker
from muniment_retrieval.answer.characters import in_its_characters
from muniment_retrieval.model import Answered
from muniment_retrieval.search import Searcher

SOURCE = "The Owls won 20–18 after the Larks’ fault, ‘Dixie’ being sung; the non-exclusive and the non–exclusive (5–2) differ."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("They won 20-18.", "They won 20–18."),
        ("They won 20—18.", "They won 20–18."),
        ("It was the Larks' fault.", "It was the Larks’ fault."),
        ("'Dixie' was sung.", "‘Dixie’ was sung."),
        ("They won 20-19.", "They won 20-19."),
        ("They won 120-18.", "They won 120-18."),
        ("It is non-exclusive.", "It is non-exclusive."),
        ("They won.", "They won."),
        ("", ""),
    ],
)
def test_marks_are_set_as_the_source_has_them(said: str, told: str) -> None:
    assert in_its_characters(said, SOURCE) == told


def test_an_answer_has_the_marks_of_the_page(shelf: Any, scripted: Any) -> None:
    page = "In the final game of the season the Owls beat the Larks, 20–18, by a goal of the last minute."
    shelf.put({"season.txt": [page]})
    asker = Asker(
        Searcher(shelf.vault, shelf.embed, shelf.vectors()),
        shelf.vault,
        scripted("The Owls beat the Larks in the final game, 20-18."),
    )
    (last,) = (event for event in asker.ask("How did the final game of the Owls end?") if isinstance(event, Answered))
    sentence = last.answer.sentences[0]
    assert sentence.text == "The Owls beat the Larks in the final game, 20–18."
    assert page[sentence.citations[0].start : sentence.citations[0].end] == sentence.citations[0].quote

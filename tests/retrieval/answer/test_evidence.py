"""What a model is given to read."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.evidence import compressed, source_sentences, tells
from muniment_retrieval.answer.prompt import request_for
from muniment_retrieval.search import Searcher
from muniment_retrieval.search.query import understand


def test_a_row_of_a_table_comes_with_the_names_of_its_columns(shelf) -> None:
    rows = [f"Zone {name} | {n} 553 | {n} 990" for n, name in enumerate(("Asia", "Europe", "Africa"), 10)]
    shelf.put({"sales.txt": ["Zone | First half | Second half\n" + "\n".join(rows)]})
    question = "What of Europe?"
    hits = Searcher(shelf.vault).search(question)
    (excerpt,) = compressed(source_sentences(understand(question), hits, shelf.vault), room=30)
    assert excerpt.text == "Zone | First half | Second half\nZone Europe | 11 553 | 11 990"


def test_a_field_that_is_wholly_asked_for_makes_those_that_are_partly_superfluous(shelf) -> None:
    form = ["Injuries: 4 None | Fire: None", "Crew Injuries: 1 None | Seats: 4", "The injuries were none of the crew's fault."]
    shelf.put({"form.txt": ["\n".join(form)]})
    question = "What injuries were there?"
    hits = Searcher(shelf.vault).search(question)
    (excerpt,) = compressed(source_sentences(understand(question), hits, shelf.vault))
    assert [sentence.text for sentence in excerpt.sentences] == [form[0], form[2]]


def best_of(shelf, question: str) -> str:
    sentences = source_sentences(understand(question), Searcher(shelf.vault).search(question), shelf.vault)
    return max(sentences, key=lambda sentence: sentence.score).text


def test_a_sentence_with_a_value_of_the_kind_that_is_asked_for_comes_first(shelf) -> None:
    dated = "The boat was sold by auction on March 15, 2004."
    shelf.put({"log.txt": [f"The boat was sold by auction at the old harbour. {dated}"]})
    assert best_of(shelf, "When was the boat sold by auction?") == dated


def test_what_stands_under_a_heading_that_is_asked_for_comes_first(shelf) -> None:
    under = "Neither side pays for what the other loses."
    page = f"The goods are sent by rail.\n\n7. Cloud Storage\n\n{under} The goods are sent by sea."
    shelf.put({"contract.txt": [page]})
    question = "What of cloud storage?"
    sentences = source_sentences(understand(question), Searcher(shelf.vault).search(question), shelf.vault)
    told = [sentence for sentence in sentences if tells(sentence.text)]
    assert max(told, key=lambda sentence: sentence.score).text == under
    assert sorted(told, key=lambda sentence: -sentence.score)[1].score < 0.9 * max(sentence.score for sentence in told)


@pytest.mark.parametrize(
    ("question", "length"), [("Why did the pilot land?", "one or two sentences"), ("Who landed?", "one short sentence")]
)
def test_reasons_may_take_two_sentences(question: str, length: str) -> None:
    asked = request_for(question, [], 0).messages[-1].content
    assert length in asked.splitlines()[-1]

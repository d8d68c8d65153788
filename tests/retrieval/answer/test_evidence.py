"""What a model is given to read."""

from __future__ import annotations

from muniment_retrieval.answer.evidence import compressed, source_sentences
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

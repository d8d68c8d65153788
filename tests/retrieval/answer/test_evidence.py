"""What a model is given to read."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.evidence import compressed, room_for, source_sentences, tells
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


def test_a_date_of_what_is_asked_for_comes_before_its_name(shelf) -> None:
    named = "This Agreement shall be deemed effective as of the Effective Date, and becomes effective on that date alone."
    dated = "This deed is made effective as of March 15, 2000, between the Owner and the Sponsor of the boat."
    shelf.put({"deed.txt": [f"{named} The boat was built on June 3, 1990. {dated}"]})
    assert best_of(shelf, "When does this agreement become effective?") == dated


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


def test_what_stands_in_the_language_of_the_question_comes_before_its_translation(shelf) -> None:
    english = "The mayor of the town opened the Nordbad bath by the river in 1901, and it has been open to all since then."
    german = "Der Bürgermeister der Stadt hat das Nordbad am Fluss im Jahre 1901 eröffnet, und es ist seitdem für alle offen."
    shelf.put({"a-de.txt": [f"{german} Mayor, Nordbad, bath, river, town."], "b-en.txt": [english]})
    assert best_of(shelf, "When was the Nordbad bath by the river opened?") == english
    assert best_of(shelf, "Wann hat der Bürgermeister das Nordbad am Fluss eröffnet?").startswith("Der Bürgermeister")


def test_a_form_with_few_small_words_is_in_no_other_language(shelf) -> None:
    form = "Pilot: De la Cruz | Seats: 4 | Certificate: Student | Operator: La Paz de Oro"
    shelf.put({"form.txt": [form], "story.txt": ["The certificate of the boat and of the pilot was of no use to him that day."]})
    assert best_of(shelf, "Which certificate did the pilot have?") == form


@pytest.mark.parametrize(("owner", "foreign"), [("De la Cruz, La Paz de Oro", False), ("De la Cruz, La Paz de Oro de Mar", True)])
def test_five_small_words_of_another_language_make_a_text_of_it(shelf, owner: str, foreign: bool) -> None:
    sign = f"Student certificate, pilot, boat: {owner}."
    story = "The pilot had a certificate for all boats of the harbour."
    shelf.put({"sign.txt": [sign], "story.txt": [story]})
    assert best_of(shelf, "Which certificate did the pilot have?") == (story if foreign else sign)


def test_a_plain_question_is_given_less_than_one_about_a_clause(shelf) -> None:
    shelf.put({"contract.txt": ["The boat is blue. It is sold on Monday."]})

    def room(question: str) -> int:
        query = understand(question)
        return room_for(query, source_sentences(query, Searcher(shelf.vault).search(question), shelf.vault))

    assert room("What colour has the boat?") < room("Is there a non-compete clause about the boat?")

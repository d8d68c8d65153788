"""Words of other languages than English in their other forms."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from muniment_retrieval.model import Scope
from muniment_retrieval.search import Searcher, gathering
from muniment_retrieval.search.forms import forms_in, stem_in
from muniment_retrieval.search.query import understand
from muniment_retrieval.search.scoring import Candidates
from muniment_retrieval.search.words import term

FORMS = [
    ("german", "Häuser", "Der Preis des Hauses stieg.", "Hauses"),
    ("spanish", "nacionales", "El museo nacional abrió.", "nacional"),
    ("romanian", "orașelor", "Primarul orașului a venit.", "orașului"),
    ("turkish", "kitapların", "Bu kitaplar çok eski.", "kitaplar"),
    ("russian", "договоров", "Это новый договор.", "договор"),
    ("greek", "γλώσσας", "Μιλούν πολλές γλώσσες εδώ.", "γλώσσες"),
    ("arabic", "كتاب", "قرأ الكتاب كله.", "الكتاب"),
    ("hindi", "लड़कों", "एक लड़का आया।", "लड़का"),
]


@pytest.mark.parametrize(("language", "asked", "text", "form"), FORMS)
def test_a_word_is_known_in_another_form(language: str, asked: str, text: str, form: str) -> None:
    assert forms_in([text], language, {term(asked): asked}) == {term(asked): {term(asked), term(form)}}


def test_a_long_word_is_known_as_a_part_of_another_and_a_short_one_is_not() -> None:
    text = "Die Schmalspurbahnen, das Rechenproblem in den Ländern."
    asked = {term(word): word for word in ("Problem", "Bahn", "ändern")}
    found = forms_in([text], "german", asked)
    assert found == {"problem": {"problem", "rechenproblem"}, "bahn": {"bahn"}, term("ändern"): {term("ändern")}}


def test_of_a_language_without_stems_only_parts_count() -> None:
    assert stem_in("vietnamese", "người") == stem_in("", "houses") == ""
    assert forms_in(["người ngườixyz"], "vietnamese", {"nguoi": "người"}) == {"nguoi": {"nguoi"}}


def test_stems_of_several_threads_do_not_meet() -> None:
    words = [
        f"{beginning}{ending}" for beginning in ("строитель", "перевод", "корабл") for ending in ("ами", "ов", "ах", "ы", "у")
    ]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda word: stem_in.__wrapped__("russian", word), words * 40))
    assert found == [stem_in("russian", word) for word in words] * 40


def test_a_form_counts_as_the_word_itself() -> None:
    candidates = Candidates(["boot am see", "kahn am see", "auto am see"], [0, 1, 2])
    apart, _ = candidates.words({"boot": 1.0})
    together, pages = candidates.words({"boot": 1.0}, forms={"boot": frozenset({"boot", "kahn"})})
    assert apart[0] > 0 == apart[1]
    assert together[0] == together[1] == pages[1] > 0 == together[2]


@pytest.mark.parametrize(("_language", "asked", "text", "_form"), FORMS)
@pytest.mark.parametrize("all_up_to", [0, 800])
def test_what_stands_in_another_form_is_found(
    shelf: Any, monkeypatch: pytest.MonkeyPatch, all_up_to: int, _language: str, asked: str, text: str, _form: str
) -> None:
    monkeypatch.setattr(gathering, "ALL_UP_TO", all_up_to)
    monkeypatch.setattr("muniment_retrieval.search.query.language_of", lambda _: _language)
    shelf.put({"here.txt": [text], "there.txt": ["12 345 678"]})
    assert [hit.document.name for hit in Searcher(shelf.vault).search(asked)] == ["here.txt"]


def test_of_a_word_that_stands_in_many_places_no_other_forms_are_looked_for(shelf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "ALL_UP_TO", 0)
    monkeypatch.setattr(gathering, "FEW", 2)
    shelf.put({"1.txt": ["Новый договор."], "2.txt": ["Старый договор."], "3.txt": ["Нет договора."], "4.txt": ["Вот мосты."]})
    found = {hit.document.name for hit in Searcher(shelf.vault).search("Где договор и мост?")}
    assert found == {"1.txt", "2.txt", "4.txt"}


def test_an_english_question_has_its_own_words_alone(shelf: Any) -> None:
    shelf.put({"a.txt": ["The houses of the tenants are rented."]})
    query, hits = Searcher(shelf.vault).look_up("Who rents the house in Zürich?", Scope())
    assert hits and not query.language and not query.forms
    assert query.had_by({"hous", "zurich", "boat"}) == {"hous", "zurich"}


def test_the_language_of_a_question_is_taken_along() -> None:
    assert understand("Wer hat den Vertrag unterschrieben?").language == "german"

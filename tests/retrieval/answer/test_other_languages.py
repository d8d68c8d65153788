"""Whether documents say anything to a question in another language than English."""

from __future__ import annotations

from typing import Any

import pytest
from muniment_retrieval.answer import refusing
from muniment_retrieval.answer.evidence import source_sentences
from muniment_retrieval.answer.other_languages import LEAST, had_by_best, is_asked_in_another, says_too_little
from muniment_retrieval.answer.refusing import LOOKED_AT, says_nothing
from muniment_retrieval.model import Scope
from muniment_retrieval.search import Searcher

PAGES = {
    "bahn.txt": [
        "Im Land gibt es zahlreiche Touristeneisenbahnen, die auf ehemaligen schmalspurigen Strecken des Staates fahren."
    ],
    "dorf.txt": ["Die Miete für das alte Haus im Dorf ist von dem Mieter am ersten Tag eines jeden Monats zu zahlen."],
    "дом.txt": ["Перевод Библии, который сделал Лютер, повлиял на развитие немецкого языка и литературы."],
    "рынок.txt": ["На рынке города продают хлеб, молоко и мясо, которые привозят из соседних деревень."],
    "球.txt": ["卡罗莱纳黑豹队的防守队员迫使对方漏失了球，沃德重新夺得了球权。"],
    "市.txt": ["这座城市的市场每天早上开放，出售面包和牛奶。"],
}


@pytest.mark.parametrize(
    ("question", "says_so"),
    [
        ("Welche Eisenbahn im Land fährt auf schmalspuriger Strecke?", True),
        ("Wann muss die Miete von den Mietern gezahlt werden?", True),
        ("Wer hat die Königin von Schweden gemalt?", False),
        ("Чему поспособствовал перевод Лютера?", True),
        ("Кто победил в последней войне императора?", False),
        ("谁重新夺得了球权？", True),
        ("总统是哪一年去世的？", False),
    ],
)
def test_forms_and_parts_of_words_count_and_others_do_not(shelf: Any, question: str, says_so: bool) -> None:
    shelf.put(PAGES)
    query, hits = Searcher(shelf.vault).look_up(question, Scope())
    assert is_asked_in_another(query, hits) or not hits
    assert says_nothing(query, hits) is not says_so


def test_an_english_question_or_an_english_text_is_weighed_as_before(shelf: Any) -> None:
    shelf.put({**PAGES, "lease.txt": ["The monthly rent of the old house is due on the first day of each month."]})
    for question in ("When is the rent of the house due?", "Wann ist the rent of the house due?", "Rent due?"):
        query, hits = Searcher(shelf.vault).look_up(question, Scope())
        assert hits and not is_asked_in_another(query, hits)


def test_a_name_makes_no_other_language(shelf: Any) -> None:
    shelf.put({"report.txt": ["Location: Los Angeles, CA\nAircraft Make: DE HAVILLAND\nInjuries: 2 None"]})
    query, hits = Searcher(shelf.vault).look_up("Aircraft make?", Scope())
    assert hits and not is_asked_in_another(query, hits)


def test_what_few_hits_have_counts_for_more(shelf: Any) -> None:
    shelf.put({"a.txt": ["Der Vertrag gilt für das Haus."], "b.txt": ["Den Vertrag über Obst schrieb Ada im Mai."]})
    shelf.put({"c.txt": ["Ein Vertrag regelt den Zins der Bank."]})
    query, hits = Searcher(shelf.vault).look_up("Vertrag", Scope())
    assert len(hits) == 3
    assert had_by_best(query, frozenset({"vertrag", "zin"}), hits, LOOKED_AT) > 0.5
    common, rare = (had_by_best(query, frozenset({word, "brief"}), hits, LOOKED_AT) for word in ("vertrag", "zin"))
    assert 0 < common < rare < 0.5


def test_hits_that_are_not_looked_at_tell_what_is_rare(shelf: Any) -> None:
    shelf.put({f"{n}.txt": [f"Der Vertrag {n} gilt für das Haus Nummer {n}."] for n in range(9)})
    query, hits = Searcher(shelf.vault).look_up("Welcher Vertrag gilt für den Brunnen?", Scope())
    alone = had_by_best(query, frozenset(query.terms), hits[:1], 1)
    assert len(hits) == 9
    assert had_by_best(query, frozenset(query.terms), hits, 1) < alone


def test_all_hits_are_asked_what_is_rare(shelf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(refusing, "says_too_little", lambda _, hits, looked_at: told.extend((len(hits), looked_at)))
    shelf.put({f"{n}.txt": [f"Der Vertrag {n} gilt für das Haus Nummer {n}."] for n in range(LOOKED_AT + 2)})
    query, hits = Searcher(shelf.vault).look_up("Welcher Vertrag gilt für den Brunnen?", Scope())
    says_nothing(query, hits)
    assert told == [LOOKED_AT + 2, LOOKED_AT]


def test_a_sentence_has_of_the_question_what_stands_there_in_other_forms(shelf: Any) -> None:
    shelf.put({"a.txt": ["Хлеб продают на рынке. Переводами занимался Лютер, а книгами его брат."]})
    query, hits = Searcher(shelf.vault).look_up("Кто занимался переводом книги?", Scope())
    market, translating = source_sentences(query, hits, shelf.vault)
    assert (market.covered, translating.covered) == (0, 1)


def test_words_that_follow_on_each_other_count_for_more_than_apart(shelf: Any) -> None:
    shelf.put(
        {"a.txt": ["Das rote Haus steht am alten Markt der Stadt."], "b.txt": ["Das alte Haus steht am roten Markt der Stadt."]}
    )
    query, hits = Searcher(shelf.vault).look_up("Wo ist das rote Haus?", Scope())
    found = {hit.document.name: had_by_best(query, frozenset(query.terms), [hit], 1) for hit in hits}
    assert found["a.txt"] > found["b.txt"] > 0


def test_of_syllables_more_has_to_be_there(shelf: Any) -> None:
    shelf.put({"a.txt": ["Thành phố này có một cái chợ lớn ở bên sông và một nhà ga xe lửa cho những người đi làm."]})
    query, hits = Searcher(shelf.vault).look_up("Vua nào đã xây nhà ga lớn ở đảo xa?", Scope())
    assert LEAST < had_by_best(query, frozenset(query.terms), hits, LOOKED_AT) < 1.5 * LEAST
    assert says_too_little(query, hits, LOOKED_AT)


def test_without_a_hit_nothing_is_said(shelf: Any) -> None:
    query, hits = Searcher(shelf.vault).look_up("Wer hat die Königin gemalt?", Scope())
    assert not hits
    assert says_nothing(query, hits)


def test_pieces_that_only_ask_are_not_looked_for(shelf: Any) -> None:
    shelf.put({"车.txt": ["福特公司在墨尔本郊区的工厂生产轿车。"], "市.txt": PAGES["市.txt"]})
    query, hits = Searcher(shelf.vault).look_up("墨尔本的人是在什么地方怎么造的车？", Scope())
    assert had_by_best(query, frozenset(query.terms), hits, LOOKED_AT) < LEAST
    assert not says_nothing(query, hits)


@pytest.mark.parametrize(("sign", "others"), [("Haus der Anna", 1), ("Haus der Anna von Wick", 2)])
def test_one_small_word_of_another_language_may_belong_to_a_name(shelf: Any, sign: str, others: int) -> None:
    shelf.put({"a.txt": [f"{sign}: Tür, Dach, Keller."]})
    query, hits = Searcher(shelf.vault).look_up("Wo ist der Keller von dem Haus?", Scope())
    assert is_asked_in_another(query, hits) is (others > 1)

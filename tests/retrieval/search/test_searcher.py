"""Searching a real vault."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from muniment_engines.api import Page, Words
from muniment_retrieval.model import FoundBy, Passage, Scope
from muniment_retrieval.search import Searcher, gathering
from muniment_retrieval.search.lookup import Lookup, quoted
from muniment_retrieval.search.naming import About
from muniment_retrieval.search.query import understand
from muniment_retrieval.search.ranking import ranked

FILLER = "The parties shall meet from time to time in order to talk about how the work goes on. "


def names(hits: list[Any]) -> list[str]:
    return [hit.document.name for hit in hits]


def test_the_page_that_says_it_comes_first(shelf: Any) -> None:
    shelf.put({"lease.pdf": [FILLER * 8, f"{FILLER * 3} The monthly rent is 900 euros. {FILLER}", FILLER * 5]})
    hits = Searcher(shelf.vault).search("How much is the monthly rent?")
    assert "900 euros" in hits[0].passage.text
    assert (hits[0].passage.page_index, hits[0].page_label) == (1, "2")
    page = shelf.vault.page(hits[0].document.id, 1)
    assert page.text[hits[0].passage.start : hits[0].passage.end] == hits[0].passage.text


def test_what_documents_say_is_found_where_no_word_is_shared(shelf: Any) -> None:
    clause = "This instrument shall be construed in accordance with the statutes of Ruritania."
    shelf.put({"deed.pdf": [FILLER * 8, f"{FILLER} {clause}", "Law is mentioned here, for law is a word. " * 3]})
    assert "Ruritania" in Searcher(shelf.vault).search("What is the governing law?")[0].passage.text


def test_meaning_alone_finds_too(shelf: Any) -> None:
    shelf.put({"a.txt": ["Bees make honey."], "b.txt": ["Cows give milk."]})
    found = Searcher(shelf.vault, shelf.embed, shelf.vectors()).search("honey from bees")
    assert names(found)[0] == "a.txt"
    assert found[0].found_by is FoundBy.BOTH
    assert found[0].closeness > 0.5
    assert "b.txt" not in names(found)


def test_a_scope_is_kept(shelf: Any) -> None:
    known = shelf.put({"a.txt": ["The rent is due in May."], "b.txt": ["The rent is due in June."]})
    searcher = Searcher(shelf.vault)
    assert names(searcher.search("rent", Scope((known["b.txt"],)))) == ["b.txt"]
    assert searcher.search("rent", Scope(())) == []
    assert searcher.searched(Scope((known["b.txt"],))) == (1, 2)


def test_an_identifier_chooses_its_document(shelf: Any) -> None:
    common = ["Accident report. Number {0}. {1}", "Certificate: Student. Age: 17. The pilot of the airplane held it."]
    shelf.put({f"{i}.pdf": [p.format(f"NYC08CA04{i}", FILLER) for p in common] for i in range(5)})
    found = Searcher(shelf.vault, shelf.embed, shelf.vectors()).search(
        "What certificate did the pilot hold in accident NYC08CA043?"
    )
    assert names(found)[:2] == ["3.pdf", "3.pdf"]
    assert found[0].passage.page_index == 1


def test_a_name_in_the_question_chooses_its_document(shelf: Any) -> None:
    texts = {
        f"{name}_lease_2019.pdf": [f"Lease of {name}.", "The rent is 900 euros a month."] for name in ("Acme", "Bolt", "Cord")
    }
    shelf.put(texts)
    found = Searcher(shelf.vault).search("In the lease of Bolt: what is the rent?")
    assert names(found)[0] == "Bolt_lease_2019.pdf"
    assert found[0].passage.page_index == 1


def test_a_repeat_comes_last(shelf: Any) -> None:
    same = "The warranty period is twelve months from the date of delivery of each product to the customer."
    shelf.put({"a.pdf": [same, same, "A warranty of another kind does not exist between these parties in any case."]})
    pages = [hit.passage.page_index for hit in Searcher(shelf.vault).search("How long is the warranty period?")]
    assert pages[0] == 0
    assert pages[-1] == 1


def test_a_large_scope_is_looked_through_in_parts(shelf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "ALL_UP_TO", 3)
    shelf.put({f"{i}.txt": [f"{FILLER} Number {i}.", f"The colour of house {i} is blue."] for i in range(8)})
    shelf.put({"want.txt": [f"{FILLER}", "The dragon of the tower is seldom seen."]})
    for searcher in (Searcher(shelf.vault), Searcher(shelf.vault, shelf.embed, shelf.vectors())):
        assert names(searcher.search("Is the dragon seen?"))[0] == "want.txt"
        within = tuple(d.id for d in shelf.vault.documents() if d.name != "want.txt")
        assert "want.txt" not in names(searcher.search("Is the dragon of house 3 seen?", Scope(within)))


@pytest.mark.parametrize(
    "query", ["", " ", "?", "x", "\0", "合", '" OR "', "NEAR(", "a" * 100_000, "rent " * 20_000, "😀 rent\ud800"]
)
def test_any_query_is_answered(shelf: Any, query: str) -> None:
    shelf.put({"a.txt": ["The rent is due in May."]})
    assert isinstance(Searcher(shelf.vault, shelf.embed, shelf.vectors()).search(query), list)


def test_an_empty_vault_has_nothing(shelf: Any) -> None:
    assert Searcher(shelf.vault, shelf.embed, shelf.vectors()).search("anything") == []


def test_top_bounds_the_hits(shelf: Any) -> None:
    shelf.put({f"{i}.txt": ["The rent is due."] for i in range(6)})
    assert len(Searcher(shelf.vault).search("rent", top=4)) == 4


def test_what_nothing_finds_is_not_shown(shelf: Any) -> None:
    shelf.put({"a.txt": ["Bees make honey."], "b.txt": ["Cows give milk."]})
    assert Searcher(shelf.vault).search("zeppelins") == []
    assert names(Searcher(shelf.vault).search("milk")) == ["b.txt"]


@pytest.mark.parametrize(
    ("question", "text"),
    [("賃貸人は誰ですか", "甲の賃貸人は田中太郎です。乙は賃借人である。"), ("ใครเป็นผู้ให้เช่า", "บริษัทเป็นผู้ให้เช่าที่ดินแปลงนี้ตามสัญญา")],
)
def test_the_full_text_index_finds_words_of_scripts_without_spaces(shelf: Any, question: str, text: str) -> None:
    shelf.put({"lease.txt": [text], **{f"other {n}.txt": [f"Nothing of the kind is said here {n}. " * 9] for n in range(3)}})
    lookup = Lookup(shelf.vault.connection)
    written = understand(question).written
    assert [p.text for p in shelf.vault.passages(lookup.best([quoted(word) for word in written], None, 5))] == [text]


def test_a_name_that_is_asked_for_is_no_name_of_a_document(shelf: Any) -> None:
    game = [
        "The final was played in May. ",
        "Lady Gaga, who has won six Grammys, sang before it began. ",
        "It ended late. ",
    ]
    shelf.put({"final.txt": [part * 12 for part in game], "other.txt": ["Nothing was sung at other games of this May. " * 30]})
    query, hits = Searcher(shelf.vault).look_up("How many Grammys has Lady Gaga won?", Scope())
    assert not query.naming
    assert hits[0].passage.text.startswith("Lady Gaga")


def test_a_page_is_found_by_its_bates_number(shelf: Any) -> None:
    said = "The goods were delivered on day {}. " * 20
    pages = [Page(i, str(i + 1), said.format(*[i] * 20), Words.none(), bates=f"ACME-{i:06}") for i in range(9)]
    shelf.put({"production.txt": pages, "other.txt": ["ACME-000004 is spoken of here. " * 20]})
    for number in ("ACME-000004", "acme 000004", "What stands on 000004?"):
        hit = Searcher(shelf.vault).search(number)[0]
        assert (hit.document.name, hit.passage.page_index, hit.page_label) == ("production.txt", 4, "5 · ACME-000004")


def test_a_passage_that_speaks_of_just_what_is_asked_for_comes_before_one_with_its_words(shelf: Any) -> None:
    like_it = "This clause of the nation is subject to the clause of the nation. " * 8
    spoken = "This clause is on price parity, and it applies to all of the sales. " * 8
    shelf.put({"contract.txt": ["The goods are sent by rail. " * 8, like_it, spoken]})
    hits = Searcher(shelf.vault).search("Is there a most-favoured-nation clause?")
    assert hits[0].passage.text.startswith("This clause is on price parity")


def test_in_a_large_library_a_word_counts_by_how_rare_it_is_there_and_not_among_what_was_found(
    shelf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nearly all that is found has "harbour", which few others have; "delay" is in nearly all others, and in little of that."""
    monkeypatch.setattr(gathering, "ALL_UP_TO", 5)
    monkeypatch.setattr(gathering, "BY_WORDS", 8)
    monkeypatch.setattr(gathering, "BY_DOCUMENT", 0)
    others = {f"other {i}.txt": [f"A delay was told of. {FILLER}"] for i in range(40)}
    harbours = {f"harbour {i}.txt": [f"The harbour lies here, harbour {i}. {FILLER}"] for i in range(6)}
    shelf.put({**others, **harbours, "late.txt": [f"The delay of the delay is a delay, near the harbour. {FILLER}"]})
    assert Searcher(shelf.vault).search("harbour delay")[0].document.name.startswith("harbour")


@pytest.mark.parametrize(
    ("question", "first"), [("honey bees", "meaning"), ("μέλι μέλισσες", "words"), ("honey of the governing law", "words")]
)
def test_meaning_says_more_where_nothing_is_known_of_what_is_asked_for_in_latin_letters(question: str, first: str) -> None:
    texts = {"words": question, "meaning": "Nothing of that stands here, and yet it is meant."}
    passages = [Passage(i, 1, 0, 0, len(text), text) for i, text in enumerate(texts.values())]
    found = ranked(understand(question), passages, About({1: 0.0}, frozenset(), frozenset()), np.array([0.6, 1.0]))
    assert found[0].passage.text == texts[first]

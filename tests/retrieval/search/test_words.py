"""Words in comparable forms, and stems as the full-text index makes them."""

from __future__ import annotations

import sqlite3

import pytest
from muniment_retrieval.search.lookup import either
from muniment_retrieval.search.stemming import stem
from muniment_retrieval.search.words import spellings, term, terms, words_of
from muniment_retrieval.unspaced import spaced

SAMPLE = """
agreement agreements agreed agreeing terminate termination terminated licensee licensor licensing assignable assignment
governing governed liability liabilities insurance insured relational conditional rationalize happy happiness flies dies
agreed plastered motoring sing conflated troubled sized hopping tanned falling hissing fizzed failing filing sky cries
valenci hesitanci digitizer conformabli radicalli differentli vileli analogousli vietnamization predication operator
feudalism decisiveness hopefulness callousness formaliti sensitiviti sensibiliti triplicate formative formalize
electriciti electrical hopeful goodness revival allowance inference airliner gyroscopic adjustable defensible irritant
replacement adjustment dependent adoption communism activate angulariti homologous effective bowdlerize probate rate
cease controll roll oscillator by as the yes generalization y
"""


def test_stems_are_those_of_the_full_text_index() -> None:
    words = sorted(set(SAMPLE.split()))
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5 (body, tokenize = 'porter unicode61 remove_diacritics 2')")
    database.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")
    database.executemany("INSERT INTO t (rowid, body) VALUES (?, ?)", enumerate(words))
    theirs = dict(database.execute("SELECT doc, term FROM v").fetchall())
    database.close()
    assert {word: stem(word) for word in words} == {word: theirs[i] for i, word in enumerate(words)}


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("licence", "license"),
        ("favoured", "favored"),
        ("organisation", "organization"),
        ("centre", "center"),
        ("defence", "defense"),
        ("labelled", "labeled"),
        ("Licences", "license"),
    ],
)
def test_both_spellings_are_one_word(british: str, american: str) -> None:
    assert term(british) == term(american)


def test_a_word_is_looked_up_in_both_spellings() -> None:
    assert {"licence", "license"} <= set(spellings("Licence"))
    assert {"organization", "organisation"} <= set(spellings("organization"))
    assert spellings("rent") == ["rent"]


@pytest.mark.parametrize("word", ["Новый", "ёлка", "γλώσσας", "أحمد", "हिन्दी", "Übergänge", "ışık", "thành", "ประเทศ"])
def test_a_word_of_any_script_is_found_in_the_full_text_index_as_it_stands(word: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5 (body, tokenize = 'porter unicode61 remove_diacritics 2')")
    database.execute("INSERT INTO t VALUES (?)", (spaced(word),))
    looked_up = [either(spellings(word[piece.start : piece.end])) for piece in words_of(word)]
    found = [database.execute("SELECT count(*) FROM t WHERE t MATCH ?", (one,)).fetchone()[0] for one in looked_up]
    database.close()
    assert found == [1] * len(looked_up)


def test_accents_and_capitals_do_not_matter() -> None:
    assert term("Café") == term("cafe")
    assert term("ΣΊΣΥΦΟΣ") == term("σίσυφος")


def test_places_are_those_of_the_text() -> None:
    text = "Die „Straße“ nach Köln, No. 7"
    assert [text[w.start : w.end] for w in words_of(text)] == ["Die", "Straße", "nach", "Köln", "No", "7"]


def test_scripts_without_spaces_give_pairs() -> None:
    assert terms("合同期限") == ["合同", "同期", "期限"]
    assert terms("好") == ["好"]


def test_words_keep_the_vowels_that_are_marks() -> None:
    assert len(terms("हिन्दी में किताब")) == 3
    assert terms("สัญญา")[0] == "สัญญ"


def test_scripts_without_spaces_give_pieces_with_their_places() -> None:
    text = "第12条：契約書 Anlage"
    words = words_of(text)
    assert [word.term for word in words] == ["第", "12", "条", "契約", "約書", term("Anlage")]
    assert [text[word.start : word.end] for word in words][3:5] == ["契約", "約書"]

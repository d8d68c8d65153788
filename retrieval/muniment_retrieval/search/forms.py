"""The forms in which a question's words stand in texts of another language than English.

English words are compared by their stems. Those of other languages are compared as they stand, so their other forms are looked
for in the texts themselves: words of the same stem, by Snowball's rules for the language; words that begin with it, for the rules
miss endings; and long words that one is joined of ("Bahn" in "Schmalspurbahn"). Nothing of it is kept in the vault.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from muniment_retrieval.search.lookup import either
from muniment_retrieval.search.words import folded, spellings, words_of

_BEGINNING, _ENDING = 4, 4
"""What begins with a stem of so many letters, and is so many letters longer at most, is a form."""

_PART, _REST = 6, 3
"""A part of a word has at least so many letters, and so many remain beside it."""

_BEFORE = {"arabic": ("ال", "وال", "بال", "لل")}
"""What is written in one with the word behind it: "the", "and the", "with the", "for the"."""

_TOLD_BY = 3
"""No word is taken for a form that does not have so many letters of a stem as they stand there."""

_LOCK = threading.Lock()
"""A stemmer keeps the word that it is at."""


def ways_to_find(word: str, language: str) -> str:
    """A word and what begins with its stem in that language: an expression of the full-text index."""
    plain, stem, written = folded(word), stem_in(language, word), word.casefold()
    at = plain.find(stem)
    if len(stem) < _BEGINNING or at < 0 or len(plain) != len(written):
        return either(spellings(word))
    root = written[at : at + len(stem)]
    beginnings = [written[:at] + root, root, *(before + root for before in _BEFORE.get(language, ()))]
    return either(spellings(word), list(dict.fromkeys(beginnings)))


def forms_in(texts: Iterable[str], language: str, words: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The comparable forms, its own among them, in which each of the words stands in the texts.

    `words` are comparable forms with the words as they are written. Of a language whose stems are not known only parts count.
    """
    there: dict[str, str] = {}
    for text in texts:
        there.update(_written(text))
    return {term: frozenset((term, *_forms(term, stem_in(language, word), language, there))) for term, word in words.items()}


def _forms(term: str, stem: str, language: str, there: Mapping[str, str]) -> list[str]:
    told_by = stem[:_TOLD_BY]
    return [
        other
        for other, word in there.items()
        if ((term in other or other in term) and _is_part(term, other))
        or (told_by and told_by in other and _is_form(stem, other, word, language))
    ]


def _is_form(stem: str, other: str, word: str, language: str) -> bool:
    if len(stem) >= _BEGINNING and other.startswith(stem) and len(other) <= len(stem) + _ENDING:
        return True
    return stem_in(language, word) == stem


def _is_part(one: str, other: str) -> bool:
    """Whether one word begins or ends with the other."""
    part, whole = sorted((one, other), key=len)
    if len(part) < _PART or len(whole) < len(part) + _REST:
        return False
    return whole.startswith(part) or whole.endswith(part)


@lru_cache(maxsize=50_000)
def stem_in(language: str, word: str) -> str:
    """The stem of a word without accents; empty where that language's stems are not known."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return ""
    with _LOCK:
        return folded(stemmer.stemWord(word.casefold()))


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(language) if language in snowballstemmer.algorithms() else None


@lru_cache(maxsize=512)
def _written(text: str) -> dict[str, str]:
    """The words of a text by their comparable forms."""
    return {word.term: text[word.start : word.end] for word in words_of(text)}

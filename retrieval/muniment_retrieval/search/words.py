"""Text to words that can be compared: folded, in one spelling, by stem.

A text is taken apart into runs of letters, their marks and digits; accents are taken off; British endings are given American
ones on both sides ("licence", "favour", "organise"); English words become their stems. Scripts that write no spaces between
words give pieces of a few characters instead.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from muniment_retrieval.search.stemming import stem
from muniment_retrieval.unspaced import RUN, pieces

_MARKS = (
    r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0d7f\u0e31-\u0e4e\u0eb1-\u0ecd"
    r"\u102b-\u103e\u17b4-\u17d3"
)
"""Accents, points, and vowels that are written above, below or around their letters; to Python they are no letters."""

_RUN = re.compile(rf"(?:[^\W_]|[{_MARKS}])+")

_AMERICAN = (
    (re.compile(r"^(li|de|of|pre)(cen|fen|ten)c"), r"\1\2s"),
    (re.compile(r"([bcdfghlmnpv])our(?=$|[a-z]{1,6}$)"), r"\1or"),
    (re.compile(r"([a-z]{3})is(?=$|e$|ed$|ing$|ation$|ations$|es$|er$)"), r"\1iz"),
    (re.compile(r"([^aeiou])tre(s?)$"), r"\1ter\2"),
    (re.compile(r"ell(ed|ing|er)$"), r"el\1"),
)
_BRITISH = (
    (re.compile(r"licens"), "licenc"),
    (re.compile(r"([bfhlmv])or(?=$|s$|ed$|ing$|able$)"), r"\1our"),
    (re.compile(r"iz(?=e|ing|ation)"), "is"),
)


@dataclass(frozen=True)
class Word:
    """One word of a text: its comparable form, and where it stands."""

    term: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text with their places, in order."""
    found: list[Word] = []
    for run in _RUN.finditer(text):
        at = run.start()
        for unspaced in () if run.group().isascii() else RUN.finditer(text, run.start(), run.end()):
            found += [*_word(text, at, unspaced.start()), *(Word(text[a:b], a, b) for a, b in pieces(unspaced))]
            at = unspaced.end()
        found += _word(text, at, run.end())
    return found


def _word(text: str, start: int, end: int) -> list[Word]:
    return [Word(term(text[start:end]), start, end)] if start < end else []


def terms(text: str) -> list[str]:
    """The comparable forms alone, in order."""
    return [word.term for word in words_of(text)]


@lru_cache(maxsize=200_000)
def term(word: str) -> str:
    """The comparable form of one word: "Licences" and "license" are both "licens"."""
    return stem(american(folded(word)))


def folded(word: str) -> str:
    """Lower case, without accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))


def american(word: str) -> str:
    """A word in lower case with its British endings replaced; also where that makes no word, but always the same way."""
    if not word.isascii() or len(word) < 5:
        return word
    changed = word
    for british, replacement in _AMERICAN:
        changed = british.sub(replacement, changed)
    return changed


def spellings(word: str) -> list[str]:
    """The ways to look a word up in the full-text index: without accents, in the other spelling of English, and as it stands.

    The index takes accents off Latin letters alone: what is "новыи" without them stands there as "новый".
    """
    plain = folded(word)
    british = [pattern.sub(replacement, plain) for pattern, replacement in _BRITISH]
    written = () if word.isascii() else (word.casefold(),)
    return list(dict.fromkeys([plain, american(plain), *british, *written]))

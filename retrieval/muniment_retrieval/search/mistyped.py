"""Words of a question that stand nowhere in the vault, put right where one that does is a single slip away.

A slip is two letters in the wrong order, one too few, one too many or another one. What is written as a name is left alone, for
it may well be one of which the vault knows nothing; and in a short word only two letters in the wrong order are a slip, because
most short words are one letter away from some other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from string import ascii_lowercase

from muniment_retrieval.search.query import MOST_CHARACTERS, is_function_word
from muniment_retrieval.search.words import folded, term, words_of

SHORT = 6
"""Letters from which on any slip is put right."""

_SHORTEST = 3

Stands = Callable[[str], int]
"""In how many passages of the vault a word stands."""


def put_right(question: str, stands: Stands) -> str:
    """The question with its slips put right; the same where it has none, or is mostly of words that are unknown."""
    if len(question) > MOST_CHARACTERS:
        return question
    words = words_of(question)
    unknown = [word for word in words if not _known(question[word.start : word.end].lower(), stands)]
    if len(unknown) * 2 > len(words):
        return question
    told, at = "", 0
    for word in unknown:
        written = question[word.start : word.end]
        name = written[0].isupper() and word is not words[0]
        if not name and written.isalpha() and written.isascii() and len(written) >= _SHORTEST:
            told += question[at : word.start] + _as_written(written, _meant(written.lower(), stands))
            at = word.end
    return told + question[at:]


def _known(word: str, stands: Stands) -> bool:
    return is_function_word(term(word)) or stands(word) > 0


def _meant(word: str, stands: Stands) -> str:
    """The word that was meant: one that stands somewhere and is one slip away, or the word itself."""
    for others in _slips(word):
        known = {other: _MANY if is_function_word(term(other)) else stands(other) for other in others}
        if any(known.values()):
            return max(sorted(known), key=lambda other: known[other])
    return word


_MANY = 10**9


def _slips(word: str) -> Iterator[set[str]]:
    """The words one slip away, the likelier slips first."""
    cut = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    yield {a + b[1] + b[0] + b[2:] for a, b in cut if len(b) > 1} - {word}
    if len(word) < SHORT:
        return
    yield {a + b[1:] for a, b in cut if b} | {a + c + b for a, b in cut for c in ascii_lowercase}
    yield {a + c + b[1:] for a, b in cut if b for c in ascii_lowercase} - {word}


def _as_written(written: str, meant: str) -> str:
    if meant == folded(written):
        return written
    return meant.capitalize() if written[0].isupper() else meant

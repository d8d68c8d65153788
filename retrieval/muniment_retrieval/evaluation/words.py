"""Comparing an answer or a passage with what was expected: by words and numbers, whatever their case, commas and articles."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
"""Thai, kana and Chinese characters, which are written without spaces between words."""

LONG = 12
"""An expected answer of more words than this may lack some of them."""

_MOST_OF_LONG = 0.7
_MOST_OF_EVIDENCE = 0.8
_ARTICLES = frozenset(("a", "an", "the"))
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_ROUND = re.compile(r"(\d+)\.0+\b")
_WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """Lower-case words and numbers without articles: "1,577.00" and "$1577" are both "1577"."""
    plain = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text).lower())
    return [word for word in _WORD.findall(_ROUND.sub(r"\1", plain)) if word not in _ARTICLES]


def squeezed(text: str) -> str:
    """The words with nothing between them, so that hyphens and spaces make no difference."""
    return "".join(words_of(text))


def contains(answer: str, gold: str) -> bool:
    """Whether the words of `gold` stand together in the answer; of a long one, whether most of them stand anywhere in it."""
    have, want = words_of(answer), words_of(gold)
    if not want:
        return False
    if UNSPACED.search(gold):
        return "".join(want) in "".join(have)
    if len(want) > LONG:
        return _shared(have, want) / len(want) >= _MOST_OF_LONG
    return f" {' '.join(want)} " in f" {' '.join(have)} "


def f1(answer: str, gold: str) -> float:
    """How well two texts agree in their words, between 0 and 1."""
    have, want = words_of(answer), words_of(gold)
    shared = _shared(have, want)
    return 2 * shared / (len(have) + len(want)) if shared else 0.0


def holds(passage: str, evidence: str) -> bool:
    """Whether a passage has most of the evidence's words, in any order."""
    want = words_of(evidence)
    return bool(want) and _shared(words_of(passage), want) / len(want) >= _MOST_OF_EVIDENCE


def _shared(have: list[str], want: list[str]) -> int:
    return sum((Counter(have) & Counter(want)).values())

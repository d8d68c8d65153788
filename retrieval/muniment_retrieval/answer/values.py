"""The value itself, where an answer rests on a field of a form: what a small model says in its own way is shown as it stands.

"The accident happened on December 23, 2007." rests on "Date & Time: 12/23/2007, 1200 CST", and becomes "The accident happened
on December 23, 2007 (12/23/2007, 1200 CST)."
"""

from __future__ import annotations

import re

from muniment_retrieval.answer.fields import fields_in
from muniment_retrieval.answer.figures import dates_in, numbers_in
from muniment_retrieval.search.words import terms

MOST_WORDS = 12
"""A longer value is a text, and no value."""

_ALIKE = 0.6


def with_exact_value(sentence: str, quote: str) -> str:
    """`sentence`, with the value of a field of `quote` that it tells in other words behind it."""
    said = " ".join(sentence.casefold().split())
    for value in _values(quote):
        words = terms(value)
        if words and not _stands_in(value.casefold(), said) and _tells(sentence, value, words):
            body, end = (sentence[:-1], sentence[-1]) if sentence[-1] in ".!" else (sentence, "")
            return f"{body} ({value}){end}"
    return sentence


def _stands_in(value: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", said) is not None


def _values(quote: str) -> list[str]:
    return [value for _, value in fields_in(quote) if ": " not in value and len(value.split()) <= MOST_WORDS]


def _tells(sentence: str, value: str, words: list[str]) -> bool:
    """Whether a sentence says what a value says: all its dates and numbers, or else most of its words."""
    dates, numbers = set(dates_in(value)), set(numbers_in(value))
    if dates or numbers:
        return dates <= set(dates_in(sentence)) and numbers <= set(numbers_in(sentence))
    have = set(terms(sentence))
    return sum(word in have for word in words) >= _ALIKE * len(words)

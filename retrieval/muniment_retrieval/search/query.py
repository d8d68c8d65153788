"""What a question asks for, taken apart once, before anything is looked up.

Its words without those that carry no meaning by themselves; the phrases that it puts in quotation marks; the identifiers in it
(numbers of cases, clauses, accidents, parts: anything with both digits and other characters, or five digits and more); and
the concepts of the vocabulary. A very long question is cut to what can still be searched for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from muniment_retrieval.search.vocabulary import Concept, concepts_of, function_words
from muniment_retrieval.search.words import folded, terms, words_of

MOST_CHARACTERS = 4_000
"""More of a question than this is not looked at."""

MOST_WORDS = 48
"""Of more different words than this, the first are searched for."""

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{3,200})[\"”“»]")
_IDENTIFIER = re.compile(r"(?<![\w-])(?=[\w./-]*\d)[A-Za-z0-9]+(?:[-./][A-Za-z0-9]+)*(?![\w-])")


@dataclass(frozen=True)
class Query:
    """A question that can be looked up. `terms` are comparable forms; `written` are the same words as they stand."""

    text: str
    terms: tuple[str, ...]
    written: tuple[str, ...]
    phrases: tuple[str, ...]
    identifiers: tuple[str, ...]
    concepts: tuple[Concept, ...]


def understand(question: str) -> Query:
    """Take a question apart. Never fails; a question without words gives a query without terms."""
    text = " ".join(question[:MOST_CHARACTERS].split())
    words: dict[str, str] = {}
    for word in words_of(text):
        words.setdefault(word.term, text[word.start : word.end])
    content = {t: w for t, w in words.items() if t not in function_words()} or words
    kept = dict(list(content.items())[:MOST_WORDS])
    return Query(
        text,
        tuple(kept),
        tuple(kept.values()),
        tuple(found[1].strip() for found in _QUOTED.finditer(text)),
        _identifiers(text),
        concepts_of(terms(text)),
    )


def is_function_word(comparable: str) -> bool:
    """Whether a term is one of those that carry no meaning by themselves."""
    return comparable in function_words()


def _identifiers(text: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _IDENTIFIER.finditer(text):
        word = match.group().strip(".-/")
        digits = sum(c.isdigit() for c in word)
        if digits >= 5 or (digits >= 2 and len(word) >= 5 and any(c.isalpha() for c in word)):
            found[folded(word)] = None
    return tuple(found)

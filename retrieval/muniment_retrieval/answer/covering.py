"""How much of a question a sentence has, where a word counts for more the fewer of the sentences found have it.

What all sentences speak of ("the national anthem") tells none from another; what one alone has ("sign language") is what was
asked for. A sentence that stands in several passages or copies counts once. The word that says of what kind the answer is ("what
year", "which party") counts for little, for the answer seldom says it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from muniment_retrieval.search.query import Query
from muniment_retrieval.search.words import terms

KIND = 0.3
"""What a word that says of what kind the answer is counts for."""

_KINDS = re.compile(r"\b(?:what|which)\s+(?:(?:kind|sort|type)s?\s+of\s+)?(\w+)", re.IGNORECASE)


@lru_cache(maxsize=8_192)
def words_in(text: str) -> frozenset[str]:
    """The comparable words of a text, each once."""
    return frozenset(terms(text))


def rarities(query: Query, texts: Sequence[str]) -> dict[str, float]:
    """What each word of a question counts for among these sentences; those that only name a document count for nothing."""
    different = {words_in(text) for text in texts}
    having = Counter(term for words in different for term in query.had_by(words))
    asked = [term for term in query.terms if term not in query.naming] or list(query.terms)
    kinds = words_in(" ".join(_KINDS.findall(query.text)))
    return {term: (KIND if term in kinds else 1) * math.log(1 + (len(different) + 1) / (having[term] + 0.5)) for term in asked}


def covered(weights: dict[str, float], words: frozenset[str]) -> float:
    """The share of a question, between 0 and 1, that a text with these words has."""
    whole = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in words) / whole if whole else 0.0

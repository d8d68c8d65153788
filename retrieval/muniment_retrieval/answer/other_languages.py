"""How much of a question in another language than English a hit has, told without knowing the language.

Most embedding models know English alone: what they find close in another language is close by chance, so only words count. Words
are taken apart to stems in English only; elsewhere one that begins alike is taken for another form of a word, and one that
stands within another for a part of it ("Bahn" in "Schmalspurbahnen"). A word counts for more the fewer of the hits have it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from muniment_retrieval.languages import is_other
from muniment_retrieval.model import Hit
from muniment_retrieval.search.query import Query
from muniment_retrieval.search.words import terms

LEAST = 0.26
"""So much of the question the best hit has, if it answers it. Fitted to 1,320 questions of eleven languages, with the article
that answers them and without it (`tests/bench/bench_languages.py` shows the rates).
"""

_SURELY = 2
"""So many small words more of other languages than of English has a text that is in one; a name may have one."""

_SYLLABLE = 3.6
"""Words of Latin letters that are shorter than this on the average are syllables, which any text has many of by chance."""

_SAYS_NOTHING = frozenset("的了是什么哪谁何吗呢怎")
"""Characters of Chinese that only ask and join; no piece of a run that has one is looked for."""

_TWICE = 2
_LATIN = "\u024f"
_BEGINNING, _SHARE, _ENDING = 4, 0.6, 4
"""Forms of one word share so many letters, and so much of it; a form is so many letters longer at most."""

_PART = 6
"""A part of a word has at least so many letters."""


def is_asked_in_another(query: Query, hits: Sequence[Hit]) -> bool:
    """Whether a question and the best of its hits are both in another language than English."""
    foreign = is_other(query.text) or (not query.text.isascii() and is_other(query.text, surely=0))
    return foreign and bool(hits) and is_other(hits[0].passage.text, _SURELY)


def says_too_little(query: Query, hits: Sequence[Hit]) -> bool:
    """Whether no hit has enough of the question."""
    telling = frozenset(term for term in query.terms if _SAYS_NOTHING.isdisjoint(term))
    wanted = telling - query.naming or telling or frozenset(query.terms)
    return covered_by_best(wanted, hits) < LEAST * (_TWICE if _are_syllables(wanted) else 1)


def covered_by_best(wanted: frozenset[str], hits: Sequence[Hit]) -> float:
    """The share, between 0 and 1, that the best hit has of these words by their rarity among the hits."""
    have = [_had(wanted, frozenset(terms(f"{hit.passage.heading} {hit.passage.text}"))) for hit in hits]
    having = Counter(word for words in have for word in words)
    weights = {word: math.log(1 + (len(have) + 1) / (having[word] + 0.5)) for word in wanted}
    whole = sum(weights.values())
    return max((sum(weights[word] for word in words) for words in have), default=0.0) / whole if whole else 0.0


def _had(wanted: frozenset[str], words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in wanted if word in words or any(_is_form(word, other) for other in words))


def _is_form(word: str, other: str) -> bool:
    """Whether two words are forms of one, or one a part of the other."""
    if min(len(word), len(other)) >= _PART and (word in other or other in word):
        return True
    beginning = max(_BEGINNING, math.ceil(len(word) * _SHARE))
    return len(word) > _BEGINNING and len(other) <= len(word) + _ENDING and other.startswith(word[:beginning])


def _are_syllables(words: frozenset[str]) -> bool:
    return sum(map(len, words)) < _SYLLABLE * len(words) and all(c <= _LATIN for word in words for c in word)

"""Whether the documents say anything to a question at all: decided here, from the evidence, and never by the model.

Signs are read off the best hits: how much of the question one passage has in words, how much all of them have together, how
plainly one says what documents say for the question's concepts, and how close one is in meaning. They are weighed by a formula
whose weights were fitted to questions with and without an answer, apart for those that ask for a clause and all others, and
with and without vectors (`tests/bench/bench_answers.py` shows the rates). Below a line, the documents do not say. The line
lies low where a hit speaks of just what is asked for ("most favored nation") or has a field for it, and high where the
vocabulary knows how documents speak of it and no hit does: a contract without such a clause is full of words that are like it.

A clause stands only where somebody is bound: an article in which the same words stand ("the constitution governs") has none. And
a question asks for one only where it speaks of an agreement itself, or the hits are such as bind: "How far was the deadline
extended?" is any other question in a vault of articles. Questions in other languages are weighed in `other_languages.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from muniment_retrieval.answer.fitting import fit_of_field
from muniment_retrieval.answer.other_languages import is_asked_in_another, says_too_little
from muniment_retrieval.model import Hit
from muniment_retrieval.search.query import Query
from muniment_retrieval.search.vocabulary import self_words, spoken_of
from muniment_retrieval.search.words import terms

LOOKED_AT = 8
"""So many hits are looked at."""

SPOKEN_IN = 4
"""In one of so many hits a document speaks of what is asked for, if it does."""

LINE = 0.4
"""Below this chance that the documents hold the answer, it is refused."""

LINE_SPOKEN_OF = 0.2
"""The same, where a hit speaks of what the question asks for."""

LINE_NOT_SPOKEN_OF = 0.96
"""The same, where none does, and one would."""


_BINDS = re.compile(r"\b(?:shall|agree(?:s|d|ments?)?|here(?:to|by|of|under|in)|part(?:y|ies)|contracts?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Signs:
    """What speaks for an answer being there; each is 0 for nothing.

    `covered` is the share of the question's words that the best passage has, `together` the share that all of the best have;
    `said` grows with how many different phrases of the question's concepts one passage has; `closeness` is the highest.
    """

    covered: float
    together: float
    said: float
    closeness: float


@dataclass(frozen=True)
class _Weights:
    covered: float
    together: float
    said: float
    closeness: float
    least: float

    def chance(self, signs: Signs) -> float:
        weighed = (
            self.covered * signs.covered
            + self.together * signs.together
            + self.said * signs.said
            + self.closeness * signs.closeness
            - self.least
        )
        return 1 / (1 + math.exp(-weighed))


_CLAUSE = _Weights(3.1, 2.5, 0.24, 5.2, 4.6)
_ANY = _Weights(4.6, 2.0, 0.0, 7.9, 6.4)
_CLAUSE_BY_WORDS = _Weights(3.95, 3.0, 0.45, 0.0, 3.4)
_ANY_BY_WORDS = _Weights(6.3, 2.7, 0.0, 0.0, 4.75)


def says_nothing(query: Query, hits: Sequence[Hit]) -> bool:
    """Whether nothing in the hits answers the question."""
    if is_asked_in_another(query, hits):
        return says_too_little(query, hits, LOOKED_AT)
    return not hits or chance_of_answer(query, hits) < _line(query, hits)


def _line(query: Query, hits: Sequence[Hit]) -> float:
    """The chance below which a question is refused."""
    best = hits[:SPOKEN_IN]
    if any(1.0 in fit_of_field(query, hit.passage.text.split("\n")) for hit in best):
        return LINE_SPOKEN_OF
    if not _asks_for_clause(query, best):
        return LINE
    told = (spoken_of(query.concepts, f"{hit.passage.heading}. {hit.passage.text}") for hit in best if _binds(hit))
    return LINE_SPOKEN_OF if any(told) else LINE_NOT_SPOKEN_OF


def chance_of_answer(query: Query, hits: Sequence[Hit]) -> float:
    """The chance, between 0 and 1, that the hits hold the answer."""
    signs = signs_of(query, hits)
    clause = any(concept.proof for concept in query.concepts)
    if signs.closeness > 0:
        return (_CLAUSE if clause else _ANY).chance(signs)
    return (_CLAUSE_BY_WORDS if clause else _ANY_BY_WORDS).chance(signs)


def _asks_for_clause(query: Query, best: Sequence[Hit]) -> bool:
    """Whether a question asks for a clause that the vocabulary knows: it says so, or at least half of the best hits bind."""
    if not any(concept.proof for concept in query.concepts):
        return False
    return not self_words().isdisjoint(query.terms) or 2 * sum(map(_binds, best)) >= len(best)


def _binds(hit: Hit) -> bool:
    """Whether a hit binds somebody, or stands in what does."""
    return _BINDS.search(f"{hit.passage.heading} {hit.passage.text}") is not None


def signs_of(query: Query, hits: Sequence[Hit]) -> Signs:
    """Read the signs off the best hits."""
    wanted = (frozenset(query.terms) - query.naming) or frozenset(query.terms)
    listed = [terms(f"{hit.passage.heading} {hit.passage.text}") for hit in hits[:LOOKED_AT]]
    have = [wanted & frozenset(words) for words in listed]
    return Signs(
        max((len(words) for words in have), default=0) / max(len(wanted), 1),
        len(frozenset[str]().union(*have)) / max(len(wanted), 1),
        math.log1p(_said(query, listed)),
        max((hit.closeness for hit in hits), default=0.0),
    )


def _said(query: Query, listed: Sequence[Sequence[str]]) -> int:
    """How many different phrases of one of the question's concepts one passage has."""
    laid = [f" {' '.join(words)} " for words in listed]
    most = 0
    for concept in query.concepts:
        patterns = [f" {' '.join(phrase)} " for phrase in concept.phrases if len(phrase) > 1]
        most = max(most, max((sum(pattern in text for pattern in patterns) for text in laid), default=0))
    return most

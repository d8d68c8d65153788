"""Whether the documents say anything to a question at all: decided here, from the evidence, and never by the model.

Signs are read off the best hits: how much of the question one passage has in words, how plainly one says what documents say
for the question's concepts, and how close one is in meaning. They are weighed by a formula whose weights were measured on
questions with and without an answer; below the line, the answer is that the documents do not say.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from muniment_retrieval.model import Hit
from muniment_retrieval.search.query import Query
from muniment_retrieval.search.words import terms

LOOKED_AT = 8


@dataclass(frozen=True)
class Signs:
    """What speaks for an answer being there; each is 0 for nothing."""

    covered: float
    """The share of the question's words that the best passage has, 0 to 1."""
    covered_together: float
    """The share that all the best passages have together."""
    said: float
    """How many different phrases of the question's concepts the best passage has; the logarithm of one more."""
    closeness: float
    """The highest closeness in meaning."""
    concepts: float
    """1 where the question asks for a concept that we know."""


WEIGHTS = (2.0, 1.0, 1.0, 4.0, -1.0)
LINE = 2.0


def signs_of(query: Query, hits: Sequence[Hit]) -> Signs:
    """Read the signs off the best hits."""
    wanted = frozenset(query.terms)
    listed = [terms(f"{hit.passage.heading} {hit.passage.text}") for hit in hits[:LOOKED_AT]]
    have = [wanted & frozenset(words) for words in listed]
    laid = [" " + " ".join(words) + " " for words in listed]
    phrases = {phrase for concept in query.concepts for phrase in concept.phrases if len(phrase) > 1}
    patterns = [" " + " ".join(phrase) + " " for phrase in phrases]
    said = max((sum(pattern in text for pattern in patterns) for text in laid), default=0)
    return Signs(
        max((len(h) for h in have), default=0) / max(len(wanted), 1),
        len(frozenset[str]().union(*have)) / max(len(wanted), 1),
        math.log1p(said),
        max((hit.closeness for hit in hits), default=0.0),
        1.0 if query.concepts else 0.0,
    )


def says_nothing(query: Query, hits: Sequence[Hit]) -> bool:
    """Whether nothing in the hits answers the question."""
    if not hits:
        return True
    signs: tuple[float, ...] = astuple(signs_of(query, hits))
    return sum(w * s for w, s in zip(WEIGHTS, signs, strict=True)) < LINE

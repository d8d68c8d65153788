"""Whether a sentence states as a fact what its source has somebody merely claim ("Orion alleges that Lund owes rent")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from muniment_retrieval.answer.atoms import Atom
from muniment_retrieval.answer.clauses import Clause, clause_of, clauses_of
from muniment_retrieval.search.words import terms

_CLAIMED = re.compile(
    r"\b(?:alleg(?:e[sd]?|ing)|claim(?:s|ed|ing)?|contend(?:s|ed|ing)?|assert(?:s|ed|ing)?|argu(?:e[sd]?|ing)"
    r"|pretend(?:s|ed|ing)?|suspect(?:s|ed|ing)?|speculat(?:e[sd]?|ing))\s+that\b",
    re.I,
)
_OWNS_UP = re.compile(
    r"\b(?:alleg|claim|contend|assert|argu|pretend|suspect|speculat|accord|accus|say|said|stat(?:e[sd]?|ing)\b|report)", re.I
)
"""A sentence with one of these words says in whatever way that it is somebody's word."""

_LONGEST = 6
"""So many words of what is claimed are looked at."""


def attributes(text: str, source: str, known: frozenset[str]) -> bool:
    """Whether a sentence leaves out no "claims that" before its words; a question that has the verb (`known`) has said it."""
    if _OWNS_UP.search(text):
        return True
    keys = clause_of(text).keys
    clauses = clauses_of(source)
    return not any(
        known.isdisjoint(terms(claimed.group())) and _is_told(_behind(claimed.end(), clauses), keys)
        for claimed in _CLAIMED.finditer(source)
    )


def _behind(at: int, clauses: Sequence[Clause]) -> Iterator[str]:
    """The first words of what is claimed, without those that stand elsewhere, too."""
    number = next((c.sentence for c in clauses if c.atoms[-1].start >= at), None)
    behind = [a for c in clauses if c.sentence == number for a in c.atoms if a.start >= at][:_LONGEST]
    elsewhere = _keys_outside(behind, clauses)
    yield from (a.key for a in behind if a.key not in elsewhere)


def _keys_outside(behind: Sequence[Atom], clauses: Sequence[Clause]) -> frozenset[str]:
    return frozenset(a.key for c in clauses for a in c.atoms if a not in behind)


def _is_told(claimed: Iterator[str], keys: frozenset[str]) -> bool:
    """Whether at least half of the words of what is claimed are a sentence's, and more than one."""
    words = frozenset(claimed)
    told = len(words & keys)
    return told > 1 and 2 * told >= len(words)

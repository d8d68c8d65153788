"""Which documents a question is about: knowing that is half of finding.

Each word of the question speaks for the documents whose name or title has it, and for those whose text has it; the fewer the
documents are, the louder. A word that stands in every document says nothing. Identifiers (the number of a case or of an
accident) speak louder than all words: where documents hold one, the rest are hardly looked at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from muniment_retrieval.search.catalogue import Names
from muniment_retrieval.search.lookup import Lookup, Searchable, either, quoted
from muniment_retrieval.search.query import Query
from muniment_retrieval.search.words import spellings, terms

IN_NAME = 1.5
"""How much more a word counts in a document's name or title than in its text."""

IDENTIFIED = 3.0
"""What is added for a document that holds an identifier of the question."""

_READ = 4_000
"""A word that stands in more passages than this is too common to tell documents apart."""

_TELLING = 0.5
"""A word written as a name that at most this share of the documents has, tells which document is meant."""

_THROUGHOUT = 0.3
_OFTEN = 3
"""A name only tells which document is meant where its name has it, or this share of its passages and at least so many; any other
is itself what is asked for."""

_NEARLY = 0.9
_MUCH_LESS = 0.75
_FEW = 5


@dataclass(frozen=True)
class About:
    """What a question is about.

    `shares` is how much it speaks for each document: 0 for none, about 1 for one that has all its telling words. `naming` are
    the terms whose part is only to say that. `meant` are the documents that it plainly names; none, where it names none.
    """

    shares: dict[int, float]
    naming: frozenset[str] = frozenset()
    meant: frozenset[int] = frozenset()


def about(query: Query, documents: Sequence[Searchable], names: Names, lookup: Lookup) -> About:
    """Which documents the question speaks for, and by which of its words."""
    if len(documents) < 2:
        return About({document.id: 0.0 for document in documents})
    known = {document.id for document in documents}
    scores = dict.fromkeys(known, 0.0)
    lengths = {document.id: document.passage_count for document in documents}
    telling: set[str] = set()
    throughout: set[str] = set()
    total = 0.0
    for term, written in zip(query.terms, query.written, strict=True):
        named = names.speaks_for(term) & known
        inside = {d: n for d, n in _documents_with(lookup, either(spellings(written))).items() if d in known}
        holding = named | inside.keys()
        if not holding:
            continue
        rarity = math.log((len(known) + 1) / len(holding))
        if len(holding) <= _TELLING * len(known):
            telling.add(term)
            if named or sum(inside.values()) >= max(_THROUGHOUT * sum(lengths[d] for d in inside), _OFTEN * len(inside)):
                throughout.add(term)
        total += rarity
        for document in holding:
            scores[document] += rarity * (IN_NAME if document in named else 1.0)
    shares = {document: score / total if total else 0.0 for document, score in scores.items()}
    identified = _identified(query, names, lookup, known)
    for document in identified:
        shares[document] += IDENTIFIED
    naming = query.names & throughout
    if query.preface & telling:
        naming |= query.preface
    if identified:
        naming |= {term for identifier in query.identifiers for term in terms(identifier)} | query.labels
    return About(shares, naming, _meant(shares) if naming else frozenset())


def _meant(shares: dict[int, float]) -> frozenset[int]:
    """The few documents that a question speaks for much more than for all others."""
    highest = max(shares.values())
    first = frozenset(document for document, share in shares.items() if share >= _NEARLY * highest)
    others = max((share for document, share in shares.items() if document not in first), default=0.0)
    return first if len(first) <= _FEW and others < _MUCH_LESS * highest else frozenset()


def _identified(query: Query, names: Names, lookup: Lookup, known: set[int]) -> set[int]:
    """The documents that hold an identifier of the question, unless that tells nothing apart."""
    holding: set[int] = set()
    for identifier in query.identifiers:
        parts = frozenset(terms(identifier))
        holding |= _documents_with(lookup, quoted(identifier)).keys() & known
        holding |= names.with_all(parts) & known
    return holding if len(holding) < len(known) else set()


def _documents_with(lookup: Lookup, expression: str) -> dict[int, int]:
    """The documents that hold an expression, and in how many passages; none for one that tells nothing apart."""
    return {} if lookup.count(expression) > _READ else lookup.documents_with(expression, _READ)

"""Which passages are worth scoring for a query.

A small scope is taken whole. A large one is looked through in four ways: the words of the question, what documents say for the
concepts that it asks for, meaning, and the documents that the question speaks for most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from muniment_retrieval.search.forms import ways_to_find
from muniment_retrieval.search.lookup import Lookup, Searchable, either, quoted
from muniment_retrieval.search.query import Query
from muniment_retrieval.search.scoring import rarity_of
from muniment_retrieval.search.words import spellings

ALL_UP_TO = 800
"""A scope of at most this many passages is looked at whole."""

BY_WORDS = 300
BY_CONCEPTS = 200
BY_MEANING = 200
BY_DOCUMENT = 400

FEW = 500
"""A word that stands in fewer passages than this is looked for in its other forms, too: of a common one these are costly to find,
and there is enough to choose from."""

_EVERY = 10**9


class Vectors(Protocol):
    """What searching needs of an index of vectors."""

    def search(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The identifiers of the k nearest passages and their scores, best first; a place without one holds -1."""
        ...


class Gatherer:
    """Gathers candidates from the full-text index and the vectors of one vault."""

    def __init__(self, lookup: Lookup, vectors: Vectors | None) -> None:
        self.lookup = lookup
        self._vectors = vectors

    def gather(
        self,
        query: Query,
        documents: Sequence[Searchable],
        about: Mapping[int, float],
        vectors: NDArray[np.float32] | None,
        *,
        whole: bool,
    ) -> list[int]:
        """Identifiers of candidates, each once. `whole` is true where `documents` are all that the vault has."""
        if sum(d.passage_count for d in documents) <= ALL_UP_TO:
            return self.lookup.passages_of([d.id for d in documents], ALL_UP_TO)
        within = None if whole else [d.id for d in documents]
        found = self.lookup.best(self._ways(query), within, BY_WORDS)
        said = [quoted(phrase) for concept in query.concepts for phrase in concept.says]
        found += self.lookup.best([*said, *map(quoted, query.phrases)], within, BY_CONCEPTS)
        found += self.lookup.passages_of(_spoken_for(about, documents), BY_DOCUMENT)
        if vectors is not None:
            allowed = None if within is None else np.array(self.lookup.passages_of(within, _EVERY), dtype=np.int64)
            for vector in vectors:
                found += self._nearest(vector, BY_MEANING, allowed)
        return list(dict.fromkeys(found))

    def rarity(self, query: Query, documents: Sequence[Searchable]) -> dict[str, float] | None:
        """How much each of the query's terms says in the vault; None for a small scope, where that is judged in the scope."""
        passages = sum(d.passage_count for d in documents)
        if passages <= ALL_UP_TO:
            return None
        counts = [min(self.lookup.count(way), passages) for way in self._ways(query)]
        return dict(zip(query.terms, rarity_of(np.array(counts, dtype=np.float64), passages).tolist(), strict=True))

    def _ways(self, query: Query) -> list[str]:
        """The query's words as expressions of the full-text index; of another language, rare ones with their other forms."""
        plain = [either(spellings(word)) for word in query.written]
        if not query.language:
            return plain
        with_forms = (ways_to_find(word, query.language) for word in query.written)
        return [forms if self.lookup.count(way) < FEW else way for way, forms in zip(plain, with_forms, strict=True)]

    def closeness(self, ids: Sequence[int], vectors: NDArray[np.float32] | None) -> NDArray[np.float64]:
        """How close each passage is in meaning, between 0 and 1: the mean over the query's vectors; 0 where it has none."""
        total = np.zeros(len(ids))
        if vectors is None or not ids:
            return total
        places = {passage: place for place, passage in enumerate(ids)}
        allowed = np.array(sorted(places), dtype=np.int64)
        for vector in vectors:
            for found, score in self._nearest(vector, len(places), allowed).items():
                if found in places:
                    total[places[found]] += max(score, 0.0) / len(vectors)
        return total

    def _nearest(self, vector: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None) -> dict[int, float]:
        if self._vectors is None:
            return {}
        ids, scores = self._vectors.search(vector, k, allowed)
        return {int(i): float(score) for i, score in zip(ids, scores, strict=True) if i >= 0}


def _spoken_for(about: Mapping[int, float], documents: Sequence[Searchable]) -> list[int]:
    """The documents that the question speaks for most, as many as can be looked at whole."""
    chosen: list[int] = []
    room = BY_DOCUMENT
    for document in sorted((d for d in documents if about[d.id] > 0), key=lambda d: -about[d.id]):
        if chosen and document.passage_count > room:
            break
        chosen.append(document.id)
        room -= document.passage_count
    return chosen

"""The vector index: FAISS over a vault's vectors of one space, in memory only.

The vault's rows are the truth. The index remembers the generation that it was made at; where that does not match any more, what
was forgotten is taken out of it and what is new is added. A hundred thousand vectors are read in about a second, faster than the
engine that makes a question's vector starts, so that no copy of them is kept. This is the only file that knows FAISS.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from muniment_engines.api import Space
from muniment_engines.errors import EngineMissing
from numpy.typing import NDArray

from .vault import Vault

QUANTIZE_FROM = 50_000
"""From this many vectors on, one byte a dimension: a quarter of the memory, and of 1,000 neighbours 985 the same."""

_WIDER = 0.1
"""By how much the quantizer's range goes beyond that of the vectors that it was trained with."""

_ROWS = 5_000
_SAMPLES, _SAMPLE = 10, 1_000
"""So many places are looked at to train the quantizer, and so many vectors at each."""


class VectorIndex:
    """Searches by inner product, which is the cosine where the space is normalised. Thread-safe."""

    def __init__(self, vault: Vault, space: Space) -> None:
        try:
            import faiss
        except ImportError as error:
            raise EngineMissing("Search by meaning needs faiss-cpu, which is not installed; search by words works.") from error
        self._faiss: Any = faiss
        self._vault = vault
        self._space = space
        self._lock = threading.Lock()
        self._generation = -1
        self._ids: NDArray[np.int64] = np.zeros(0, np.int64)
        self._index: Any = None
        self._quantized = False

    @classmethod
    def load(cls, vault: Vault, space: Space) -> Self:
        """The index of what the vault holds now."""
        index = cls(vault, space)
        index.refresh()
        return index

    def __len__(self) -> int:
        return len(self._ids)

    def refresh(self) -> None:
        """Take up what has changed in the vault since."""
        with self._lock:
            generation = self._vault.generation()
            if generation == self._generation:
                return
            stored = self._stored_ids()
            if self._index is None or self._quantized != (len(stored) >= QUANTIZE_FROM):
                self._build(stored)
            else:
                self._remove(np.setdiff1d(self._ids, stored, assume_unique=True))
                self._add(np.setdiff1d(stored, self._ids, assume_unique=True))
            self._generation = generation

    def search(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The passages nearest to `query` (float32[d]), best first, of those `allowed` (identifiers): int64[n], float32[n]."""
        with self._lock:
            k = min(k, len(self._ids) if allowed is None else len(allowed))
            if k <= 0 or not len(self._ids):
                return np.zeros(0, np.int64), np.zeros(0, np.float32)
            parameters = None
            if allowed is not None:
                selector = self._faiss.IDSelectorBatch(np.ascontiguousarray(allowed, np.int64))
                parameters = self._faiss.SearchParameters(sel=selector)
            scores, ids = self._index.search(query.reshape(1, -1).astype(np.float32), k, params=parameters)
        found = ids[0] >= 0
        return ids[0][found], scores[0][found]

    def _build(self, ids: NDArray[np.int64]) -> None:
        faiss, dimension = self._faiss, self._space.dimension
        self._quantized = len(ids) >= QUANTIZE_FROM
        if self._quantized:
            flat = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
            flat.sq.rangestat_arg = _WIDER
            flat.train(self._sample(ids))
        else:
            flat = faiss.IndexFlatIP(dimension)
        self._index, self._ids = faiss.IndexIDMap2(flat), np.zeros(0, np.int64)
        self._add(ids)

    def _sample(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Vectors from several places of the vault, by which the quantizer learns how far each dimension reaches."""
        places = np.linspace(0, len(ids) - _SAMPLE, _SAMPLES, dtype=np.int64)
        return np.concatenate([vectors for at in places for _, vectors in self._vectors(ids[at : at + _SAMPLE])])

    def _add(self, ids: NDArray[np.int64]) -> None:
        added = [self._ids]
        for found, vectors in self._vectors(ids):
            self._index.add_with_ids(vectors, found)
            added.append(found)
        self._ids = np.sort(np.concatenate(added))

    def _remove(self, ids: NDArray[np.int64]) -> None:
        if len(ids):
            self._index.remove_ids(self._faiss.IDSelectorBatch(ids))
            self._ids = np.setdiff1d(self._ids, ids, assume_unique=True)

    def _stored_ids(self) -> NDArray[np.int64]:
        rows = self._vault.connection.execute(
            f"SELECT passage_id FROM vectors WHERE space_id = ({_SPACE}) ORDER BY passage_id", _values(self._space)
        ).fetchall()
        return np.array([row[0] for row in rows], np.int64)

    def _vectors(self, ids: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Identifiers of `ids` (ascending) that are still there, and their vectors, float32[n, d], some at a time."""
        for start in range(0, len(ids), _ROWS):
            some = ids[start : start + _ROWS]
            rows = self._vault.connection.execute(_RANGE, (*_values(self._space), int(some[0]), int(some[-1]))).fetchall()
            found = np.array([row[0] for row in rows], np.int64)
            vectors = np.frombuffer(b"".join(row[1] for row in rows), "<f4").reshape(len(rows), self._space.dimension)
            wanted = np.isin(found, some, assume_unique=True)
            if wanted.any():
                yield found[wanted], np.ascontiguousarray(vectors[wanted], np.float32)


_SPACE = "SELECT id FROM spaces WHERE (model, revision, dimension, normalised) = (?, ?, ?, ?)"
_RANGE = f"SELECT passage_id, vector FROM vectors WHERE space_id = ({_SPACE}) AND passage_id BETWEEN ? AND ? ORDER BY passage_id"


def _values(space: Space) -> tuple[str, str, int, int]:
    return space.model, space.revision, space.dimension, int(space.normalised)

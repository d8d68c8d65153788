"""The vector index: a FAISS index over a vault's vectors of one space, in memory, with an encrypted copy beside the vault.

The vault's rows are the truth. The copy is a serialised index in a SQLCipher file with the vault's key and the generation that it was made
at; where it does not match, what is missing is added, or the index is built anew. This is the only file that knows FAISS.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import numpy as np
from muniment_engines.api import Space
from muniment_engines.errors import EngineMissing
from numpy.typing import NDArray

from .vault import Vault
from .vault.store import connect

QUANTIZE_FROM = 50_000
"""From this many vectors on, one byte a dimension: a quarter of the memory, and of 1,000 neighbours 985 the same."""

KEEP_FROM = 20_000
"""Fewer vectors are read from the vault faster than their copy is looked after."""

COPY = "vectors.cache"
_CHUNK = 4 * 1024 * 1024
_ROWS = 20_000


class VectorIndex:
    """Searches by inner product, which is the cosine where the space is normalised. Thread-safe."""

    def __init__(self, vault: Vault, space: Space) -> None:
        try:
            import faiss
        except ImportError as error:
            raise EngineMissing("Search by meaning needs faiss-cpu, which is not installed; search by words works.") from error
        self._faiss = faiss
        self._vault = vault
        self._space = space
        self._lock = threading.Lock()
        self._generation = -1
        self._ids: NDArray[np.int64] = np.zeros(0, np.int64)
        self._index: Any = None

    @classmethod
    def load(cls, vault: Vault, space: Space) -> Self:
        """The index of what the vault holds now."""
        index = cls(vault, space)
        index._restore()
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
            if self._index is None or len(np.setdiff1d(self._ids, stored, assume_unique=True)):
                self._build(stored)
            else:
                self._add(np.setdiff1d(stored, self._ids, assume_unique=True))
            self._generation = generation

    def search(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The passages nearest to `query` (float32[d]), best first, of those `allowed` (identifiers): int64[n], float32[n]."""
        with self._lock:
            k = min(k, len(self._ids) if allowed is None else len(allowed))
            if k <= 0 or self._index is None:
                return np.zeros(0, np.int64), np.zeros(0, np.float32)
            parameters = None
            if allowed is not None:
                selector = self._faiss.IDSelectorBatch(np.ascontiguousarray(allowed, np.int64))
                parameters = self._faiss.SearchParameters(sel=selector)
            scores, ids = self._index.search(query.reshape(1, -1).astype(np.float32), k, params=parameters)
        found = ids[0] >= 0
        return ids[0][found], scores[0][found]

    def save(self) -> None:
        """Keep an encrypted copy, where there are enough vectors for that to be worth while."""
        with self._lock:
            if len(self._ids) < KEEP_FROM:
                return
            data = self._faiss.serialize_index(self._index).tobytes()
            with connect_copy(self._vault) as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("DELETE FROM parts")
                parts = [(i, data[s : s + _CHUNK]) for i, s in enumerate(range(0, len(data), _CHUNK))]
                connection.executemany("INSERT INTO parts VALUES (?, ?)", parts)
                connection.execute("DELETE FROM about")
                connection.execute("INSERT INTO about VALUES (?, ?)", (self._space.identifier, self._generation))
                connection.execute("COMMIT")

    def _restore(self) -> None:
        if not (self._vault.folder / COPY).exists():
            return
        with connect_copy(self._vault) as connection:
            about = connection.execute("SELECT space, generation FROM about").fetchone()
            if about is None or about[0] != self._space.identifier:
                return
            data = b"".join(row[0] for row in connection.execute("SELECT data FROM parts ORDER BY number"))
        self._index = self._faiss.deserialize_index(np.frombuffer(data, np.uint8))
        self._ids = np.sort(self._faiss.vector_to_array(self._index.id_map).astype(np.int64))
        self._generation = int(about[1])

    def _build(self, ids: NDArray[np.int64]) -> None:
        faiss, dimension = self._faiss, self._space.dimension
        if len(ids) >= QUANTIZE_FROM:
            flat = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
            flat.train(self._vectors(ids[:: max(1, len(ids) // QUANTIZE_FROM)])[1])
        else:
            flat = faiss.IndexFlatIP(dimension)
        self._index, self._ids = faiss.IndexIDMap2(flat), np.zeros(0, np.int64)
        self._add(ids)

    def _add(self, ids: NDArray[np.int64]) -> None:
        for start in range(0, len(ids), _ROWS):
            found, vectors = self._vectors(ids[start : start + _ROWS])
            if len(found):
                self._index.add_with_ids(vectors, found)
                self._ids = np.union1d(self._ids, found)

    def _stored_ids(self) -> NDArray[np.int64]:
        rows = self._vault.connection.execute(
            f"SELECT passage_id FROM vectors WHERE space_id = ({_SPACE}) ORDER BY passage_id", _values(self._space)
        ).fetchall()
        return np.array([row[0] for row in rows], np.int64)

    def _vectors(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Identifiers that are still there, and their vectors, float32[n, d]."""
        if not len(ids):
            return ids, np.zeros((0, self._space.dimension), np.float32)
        rows = self._vault.connection.execute(
            f"SELECT passage_id, vector FROM vectors WHERE space_id = ({_SPACE}) AND passage_id BETWEEN ? AND ?",
            (*_values(self._space), int(ids.min()), int(ids.max())),
        )
        wanted = set(ids.tolist())
        found = [(i, vector) for i, vector in rows if i in wanted]
        vectors = np.frombuffer(b"".join(v for _, v in found), "<f4").reshape(len(found), self._space.dimension)
        return np.array([i for i, _ in found], np.int64), np.ascontiguousarray(vectors, np.float32)


_SPACE = "SELECT id FROM spaces WHERE (model, revision, dimension, normalised) = (?, ?, ?, ?)"


def _values(space: Space) -> tuple[str, str, int, int]:
    return space.model, space.revision, space.dimension, int(space.normalised)


@contextmanager
def connect_copy(vault: Vault) -> Iterator[Any]:
    """The file that holds the copy; it is made where it is not there."""
    connection = connect(vault.folder, vault.key, write=True, name=COPY)
    try:
        connection.execute("CREATE TABLE IF NOT EXISTS parts (number INTEGER PRIMARY KEY, data BLOB NOT NULL)")
        connection.execute("CREATE TABLE IF NOT EXISTS about (space TEXT NOT NULL, generation INTEGER NOT NULL)")
        yield connection
    finally:
        connection.close()

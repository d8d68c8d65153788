"""The vectors of a vault's passages: which are missing, and writing them, whole batches in a transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from muniment_engines.api import Space
from numpy.typing import NDArray

from .store import Transactions

VECTORS_AT_ONCE = 1_000
_WITHOUT = """
FROM passages p JOIN documents d ON d.id = p.document_id
WHERE d.state = 'read' AND p.id > ? AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.passage_id = p.id AND v.space_id = ?)
"""


class VectorRows:
    """Vectors in a vault. A vector that is there is never changed: the text of a passage does not change either."""

    def __init__(self, transaction: Transactions) -> None:
        self._transaction = transaction
        self._connection = transaction.connection

    def put(self, space: Space, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Write the vectors of passages; those that were forgotten meanwhile are left out."""
        space_id = self.space_id(space)
        for start in range(0, len(ids), VECTORS_AT_ONCE):
            some = slice(start, start + VECTORS_AT_ONCE)
            self._put_some(space_id, [int(i) for i in ids[some]], vectors[some].astype("<f4"))

    def space_id(self, space: Space) -> int:
        """The vault's number for a space, which is new where it was not known."""
        values = (space.model, space.revision, space.dimension, int(space.normalised))
        query = "SELECT id FROM spaces WHERE (model, revision, dimension, normalised) = (?, ?, ?, ?)"
        row = self._connection.execute(query, values).fetchone()
        if row is None:
            with self._transaction(changes_documents=False) as connection:
                connection.execute(
                    "INSERT OR IGNORE INTO spaces (model, revision, dimension, normalised) VALUES (?, ?, ?, ?)", values
                )
            row = self._connection.execute(query, values).fetchone()
        return int(row[0])

    def missing(self, space: Space, most: int, after: int = 0) -> list[int]:
        """Passages without a vector in the space, in the order in which they came, from the one after `after` on."""
        query = f"SELECT p.id {_WITHOUT} ORDER BY p.id LIMIT ?"
        return [int(row[0]) for row in self._connection.execute(query, (after, self.space_id(space), most)).fetchall()]

    def count_missing(self, space: Space) -> int:
        row = self._connection.execute(f"SELECT count(*) {_WITHOUT}", (0, self.space_id(space))).fetchone()
        return int(row[0])

    def _put_some(self, space_id: int, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        with self._transaction() as connection:
            of_document: dict[int, list[tuple[bytes, int]]] = defaultdict(list)
            for passage_id, vector in zip(ids, vectors, strict=True):
                row = connection.execute("SELECT document_id FROM passages WHERE id = ?", (passage_id,)).fetchone()
                if row is not None:
                    of_document[row[0]].append((vector.tobytes(), passage_id))
            for document_id, rows in of_document.items():
                new = connection.executemany(
                    f"INSERT OR IGNORE INTO vectors (vector, space_id, passage_id) VALUES (?, {space_id}, ?)", rows
                ).rowcount
                connection.execute(
                    "INSERT INTO embedded VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET passages = passages + excluded.passages",
                    (document_id, space_id, new),
                )

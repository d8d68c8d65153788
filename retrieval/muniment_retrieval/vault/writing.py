"""Writing documents: two transactions each, words and then vectors, and forgetting, which is true on disk.

All reading and splitting is done before the first transaction begins, so that no lock is held for long. A document that is read again
replaces its old self in the same transaction: until then the old one is found, from then on the new one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from muniment_engines.api import Page, Space
from muniment_engines.errors import DocumentState
from numpy.typing import NDArray

from .store import Transactions

VECTORS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Source:
    """A file as it was when it was read."""

    path: str
    sha256: str
    size: int
    modified_ns: int
    media_type: str


@dataclass(frozen=True)
class Reading:
    """What reading a file came to. `reason` is a sentence where `state` is not "read"."""

    state: DocumentState
    reason: str = ""
    title: str = ""
    parser: str = ""
    parser_version: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewPassage:
    """A passage to be written, with the context that is indexed beside it."""

    page_index: int
    start: int
    end: int
    heading: str
    context: str


class Writing:
    """Changes to the documents of a vault."""

    def __init__(self, transaction: Transactions, connection: Any) -> None:
        self._transaction = transaction
        self._connection = connection

    def put(self, source: Source, reading: Reading, pages: Sequence[Page] = (), passages: Sequence[NewPassage] = ()) -> int:
        """Write a document whole, in the place of what was known under its path; returns its identifier."""
        texts = {page.index: page.text for page in pages}
        with self._transaction() as connection:
            _remove(connection, _ids_at(connection, source.path))
            document_id = _insert_document(connection, source, reading, len(pages), len(passages))
            connection.executemany("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [_page(document_id, p) for p in pages])
            for passage in passages:
                row = connection.execute(
                    "INSERT INTO passages (document_id, page_index, start, end, heading) VALUES (?, ?, ?, ?, ?)",
                    (document_id, passage.page_index, passage.start, passage.end, passage.heading),
                )
                body = texts[passage.page_index][passage.start : passage.end]
                connection.execute(
                    "INSERT INTO passages_fts (rowid, body, context) VALUES (?, ?, ?)", (row.lastrowid, body, passage.context)
                )
        return document_id

    def touch(self, document_id: int, source: Source) -> None:
        """The file has another time or size on disk, and the same content."""
        with self._transaction(changes_documents=False) as connection:
            connection.execute(
                "UPDATE documents SET size = ?, modified_ns = ? WHERE id = ?", (source.size, source.modified_ns, document_id)
            )

    def put_vectors(self, space: Space, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Write the vectors of passages; those that were forgotten meanwhile are left out."""
        space_id = self.space_id(space)
        for start in range(0, len(ids), VECTORS_AT_ONCE):
            some = slice(start, start + VECTORS_AT_ONCE)
            rows = [(v.astype("<f4").tobytes(), int(i)) for i, v in zip(ids[some], vectors[some], strict=True)]
            with self._transaction() as connection:
                connection.executemany(
                    f"INSERT OR REPLACE INTO vectors (space_id, passage_id, vector) SELECT {space_id}, id, ? FROM passages WHERE id = ?",
                    rows,
                )

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

    def passages_without_vectors(self, space: Space, most: int) -> list[tuple[int, int]]:
        """Passage and document identifiers, of whole documents one after the other, in the order in which they came."""
        return [
            (int(p), int(d))
            for p, d in self._connection.execute(
                "SELECT p.id, p.document_id FROM passages p"
                " WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.passage_id = p.id AND v.space_id = ?) ORDER BY p.id LIMIT ?",
                (self.space_id(space), most),
            )
        ]

    def count_without_vectors(self, space: Space) -> int:
        row = self._connection.execute(
            "SELECT count(*) FROM passages p WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.passage_id = p.id AND v.space_id = ?)",
            (self.space_id(space),),
        ).fetchone()
        return int(row[0])

    def forget(self, ids: Sequence[int]) -> None:
        """Remove documents with their text, vectors and quotes, from the disk too."""
        with self._transaction() as connection:
            _remove(connection, ids, quotes=True)
            connection.execute("INSERT INTO passages_fts (passages_fts) VALUES ('optimize')")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _ids_at(connection: Any, path: str) -> list[int]:
    return [row[0] for row in connection.execute("SELECT id FROM documents WHERE path = ?", (path,))]


def _remove(connection: Any, ids: Sequence[int], *, quotes: bool = False) -> None:
    for document_id in ids:
        connection.execute(
            "DELETE FROM passages_fts WHERE rowid IN (SELECT id FROM passages WHERE document_id = ?)", (document_id,)
        )
        if quotes:
            _remove_answers(connection, document_id)
        connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))


def _remove_answers(connection: Any, document_id: int) -> None:
    """An answer that rests on a document repeats it; so its words go too, and the question stays with a word of why."""
    answers = "SELECT answer_id FROM citations WHERE document_id = ?"
    connection.execute(f"DELETE FROM sentences WHERE answer_id IN ({answers})", (document_id,))
    connection.execute("DELETE FROM citations WHERE document_id = ?", (document_id,))


def _insert_document(connection: Any, source: Source, reading: Reading, pages: int, passages: int) -> int:
    row = connection.execute(
        "INSERT INTO documents (path, sha256, size, modified_ns, media_type, title, parser, parser_version, state, reason, notes,"
        " page_count, passage_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            source.path,
            source.sha256,
            source.size,
            source.modified_ns,
            source.media_type,
            reading.title,
            reading.parser,
            reading.parser_version,
            reading.state,
            reading.reason,
            json.dumps(reading.notes, ensure_ascii=False),
            pages,
            passages,
        ),
    )
    return int(row.lastrowid)


def _page(document_id: int, page: Page) -> tuple[Any, ...]:
    spans = np.ascontiguousarray(page.words.spans, "<i4").tobytes()
    boxes = np.ascontiguousarray(page.words.boxes, "<i2").tobytes()
    return (document_id, page.index, page.label, page.text, spans, boxes, page.width, page.height, page.factor)

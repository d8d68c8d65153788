"""Writing documents: what they say, and their forgetting.

All reading and splitting is done before the first transaction begins, and a large document is written some pages at a time,
unseen until the last of them is there: no lock is held for long. A document that is read again takes its old self's place in one
transaction: until then the old one is found, from then on the new one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from muniment_engines.api import Page
from muniment_engines.errors import DocumentState

from ..for_models import seen
from ..model import Found, Scan
from ..unspaced import spaced
from .answers import hand_over, remove_repeated
from .cleaning import ARRIVING, Cleaning, hidden_path, hide, remove_passages
from .marks import replace_findings, write_findings
from .places import leave, leave_with_members, with_members
from .store import Transactions
from .summaries import hand_over_summaries, remove_summaries

CHARACTERS_AT_ONCE = 200_000
"""How much text is written in one transaction: about fifty full pages."""

_LEFT_AT_ONCE = 200


@dataclass(frozen=True)
class Source:
    """A file as it was when it was read."""

    path: str
    sha256: str
    size: int
    modified_ns: int
    media_type: str
    container: str = ""


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

    def __init__(self, transaction: Transactions, cleaning: Cleaning) -> None:
        self._transaction = transaction
        self._cleaning = cleaning

    def put(
        self,
        source: Source,
        reading: Reading,
        pages: Sequence[Page] = (),
        passages: Sequence[NewPassage] = (),
        found: Sequence[Found] = (),
    ) -> int:
        """Write a document whole, in the place of what was known under its path; returns its identifier."""
        *first, last = _portions(pages, passages)
        document_id: int | None = None
        for portion in first:
            with self._transaction(changes_documents=False) as connection:
                document_id = _arriving(connection, document_id)
                _write(connection, document_id, *portion)
        with self._transaction() as connection:
            document_id = _arriving(connection, document_id)
            _write(connection, document_id, *last)
            write_findings(connection, document_id, found)
            _take_place(connection, document_id, source, reading, len(pages), len(passages))
        return document_id

    def touch(self, document_id: int, source: Source) -> None:
        """The file has another time or size on disk, and the content that is known."""
        with self._transaction() as connection:
            for table, same in (("documents", "id"), ("copies", "document_id")):
                connection.execute(
                    f"UPDATE {table} SET size = ?, modified_ns = ? WHERE {same} = ? AND path = ?",
                    (source.size, source.modified_ns, document_id, source.path),
                )
            connection.execute("UPDATE documents SET reason = '' WHERE id = ? AND path = ?", (document_id, source.path))

    def copy(self, document_id: int, source: Source) -> None:
        """Another file has the content of this document, which from now on is known under its path too."""
        with self._transaction() as connection:
            leave_with_members(connection, source.path)
            connection.execute(
                "INSERT INTO copies VALUES (?, ?, ?, ?, ?)",
                (source.path, document_id, source.container, source.size, source.modified_ns),
            )

    def make_way(self, path: str) -> None:
        """Another content comes to this path: a document that stands elsewhere too is only there from now on."""
        with self._transaction() as connection:
            leave(connection, path)

    def leave(self, paths: Sequence[str]) -> None:
        """These files are there no more. A document that is known under another path stays, and is that file's from now on.

        The others are removed with their text, vectors and quotes, from the disk too.
        """
        for start in range(0, len(paths), _LEFT_AT_ONCE):
            with self._transaction() as connection:
                for path in paths[start : start + _LEFT_AT_ONCE]:
                    for document_id in leave_with_members(connection, path):
                        remove_repeated(connection, document_id)
                        remove_summaries(connection, document_id)
        self._cleaning.clean()

    def put_scan(
        self,
        document_id: int,
        page: Page,
        confidence: float,
        seconds: float,
        passages: Sequence[NewPassage],
        found: Sequence[Found] = (),
    ) -> None:
        """Write what was read on a page that is a picture, in the place of the little that was known of it; it took `seconds`."""
        with self._transaction() as connection:
            if connection.execute("SELECT 1 FROM documents WHERE id = ? AND state = 'read'", (document_id,)).fetchone() is None:
                return  # it was forgotten meanwhile
            gone = remove_passages(connection, document_id, page.index)
            connection.execute("DELETE FROM pages WHERE document_id = ? AND page_index = ?", (document_id, page.index))
            _write(connection, document_id, [page], passages)
            replace_findings(connection, document_id, page.index, found)
            connection.execute(
                "UPDATE pages SET scan = ?, confidence = ?, seconds = ? WHERE document_id = ? AND page_index = ?",
                (Scan.READ, confidence, seconds, document_id, page.index),
            )
            connection.execute(
                "UPDATE documents SET passage_count = passage_count + ? WHERE id = ?", (len(passages) - gone, document_id)
            )

    def keep(self, document_id: int, reason: str) -> None:
        """The file could not be read again; what was read of it before stays, and `reason` says so."""
        with self._transaction() as connection:
            connection.execute("UPDATE documents SET reason = ? WHERE id = ?", (reason, document_id))

    def mark_scan(self, document_id: int, page_index: int, scan: Scan) -> None:
        """Say of a page that is a picture what has become of it."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE pages SET scan = ? WHERE document_id = ? AND page_index = ?", (scan, document_id, page_index)
            )

    def forget(self, ids: Sequence[int]) -> None:
        """Remove documents with their text, vectors and quotes, from the disk too."""
        with self._transaction() as connection:
            everything = [i for document_id in ids for i in with_members(connection, document_id)]
            for document_id in everything:
                remove_repeated(connection, document_id)
                remove_summaries(connection, document_id)
            hide(connection, everything)
        self._cleaning.clean()


_Portion = tuple[Sequence[Page], Sequence[NewPassage]]


def _portions(pages: Sequence[Page], passages: Sequence[NewPassage]) -> Iterator[_Portion]:
    """Pages and their passages, so many that they are written quickly; at least one portion."""
    by_page: dict[int, list[NewPassage]] = {}
    for passage in passages:
        by_page.setdefault(passage.page_index, []).append(passage)
    some: list[Page] = []
    characters = 0
    for page in pages:
        if some and characters + len(page.text) > CHARACTERS_AT_ONCE:
            yield some, [passage for p in some for passage in by_page.get(p.index, ())]
            some, characters = [], 0
        some.append(page)
        characters += len(page.text)
    yield some, [passage for p in some for passage in by_page.get(p.index, ())]


def _arriving(connection: Any, document_id: int | None) -> int:
    """The row that pages are written for, until it takes its place."""
    if document_id is not None:
        return document_id
    row = connection.execute(
        "INSERT INTO documents (path, sha256, size, modified_ns, media_type, title, parser, parser_version, state, reason, notes,"
        " page_count, passage_count) VALUES (?, '', 0, 0, '', '', '', '', ?, '', '[]', 0, 0)",
        (hidden_path(), ARRIVING),
    )
    return int(row.lastrowid)


def _write(connection: Any, document_id: int, pages: Sequence[Page], passages: Sequence[NewPassage]) -> None:
    connection.executemany(
        "INSERT INTO pages (document_id, page_index, label, text, spans, boxes, width, height, factor, bates, scan,"
        " lines) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_page(document_id, p) for p in pages],
    )
    known = {page.index: page for page in pages}
    for passage in passages:
        row = connection.execute(
            "INSERT INTO passages (document_id, page_index, start, end, heading) VALUES (?, ?, ?, ?, ?)",
            (document_id, passage.page_index, passage.start, passage.end, passage.heading),
        )
        body = seen(known[passage.page_index], passage.start, passage.end)
        connection.execute(
            "INSERT INTO passages_fts (rowid, body, context) VALUES (?, ?, ?)",
            (row.lastrowid, spaced(body), spaced(passage.context)),
        )


def _take_place(connection: Any, document_id: int, source: Source, reading: Reading, pages: int, passages: int) -> None:
    """Show what was written; the document that stood under its path goes, and the quotes from it are the new one's."""
    for old_id in leave(connection, source.path):
        hand_over(connection, old_id, document_id)
        hand_over_summaries(connection, old_id, document_id)
    connection.execute(
        "UPDATE documents SET path = ?, sha256 = ?, size = ?, modified_ns = ?, media_type = ?, title = ?, parser = ?,"
        " parser_version = ?, state = ?, reason = ?, notes = ?, page_count = ?, passage_count = ?, container = ? WHERE id = ?",
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
            source.container,
            document_id,
        ),
    )


def _page(document_id: int, page: Page) -> tuple[Any, ...]:
    spans = np.ascontiguousarray(page.words.spans, "<i4").tobytes()
    boxes = np.ascontiguousarray(page.words.boxes, "<i2").tobytes()
    scan = Scan.WAITING if page.scanned else Scan.NONE
    sizes = (page.width, page.height, page.factor)
    lines = np.array(page.lines, "<i4").tobytes()
    return (document_id, page.index, page.label, page.text, spans, boxes, *sizes, page.bates, scan, lines)

"""Reading a vault: documents, pages, passages and counts, as the words of `model`."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
from muniment_engines.api import Words

from ..for_models import seen
from ..model import Document, NameAmbiguous, NameNotFound, Passage, Scan, StoredPage
from .marks import hidden_in, hidden_on, with_hidden

_AT_ONCE = 500
_WAITS = "g.scan <> '' AND g.scan = 'waiting'"
"""The first half is what the index of such pages is made for: without it all pages are read, with their texts."""

_DOCUMENTS = f"""
SELECT d.id, d.path, d.sha256, d.size, d.modified_ns, d.media_type, d.title, d.parser, d.parser_version, d.state, d.reason,
       d.page_count, d.passage_count, (SELECT ifnull(max(e.passages), 0) FROM embedded e WHERE e.document_id = d.id), d.notes,
       d.container, (SELECT count(*) FROM pages g WHERE {_WAITS} AND g.document_id = d.id),
       CASE WHEN d.container = '' THEN '' ELSE (
           WITH RECURSIVE up(path) AS (
               SELECT d.container UNION SELECT h.container FROM up JOIN documents h ON h.path = up.path
               UNION SELECT c.container FROM up JOIN copies c ON c.path = up.path
           ) SELECT path FROM up WHERE path <> '' ORDER BY length(path) LIMIT 1) END
FROM documents d WHERE d.state NOT IN ('arriving', 'leaving')
"""
_COUNTS = """
SELECT ifnull(sum(d.state = 'read'), 0), ifnull(sum(d.page_count), 0), ifnull(sum(d.passage_count), 0),
       ifnull(sum((SELECT max(e.passages) FROM embedded e WHERE e.document_id = d.id)), 0)
FROM documents d WHERE d.state NOT IN ('arriving', 'leaving')
"""
_EMBEDDED = """
SELECT model, max(passages) FROM (
    SELECT s.model AS model, sum(e.passages) AS passages FROM embedded e JOIN spaces s ON s.id = e.space_id
    JOIN documents d ON d.id = e.document_id AND d.state NOT IN ('arriving', 'leaving') GROUP BY s.id
) GROUP BY model
"""
_FIELDS = [field.name for field in fields(Document) if field.name != "copies"]
_NAMES = """
SELECT id, path FROM documents WHERE state NOT IN ('arriving', 'leaving') UNION ALL SELECT document_id, path FROM copies
"""
_INSIDE = """
WITH held(path) AS (SELECT path FROM documents WHERE id = ?)
SELECT id FROM documents WHERE container = (SELECT path FROM held)
UNION SELECT document_id FROM copies WHERE container = (SELECT path FROM held)
"""
_PAGES_AT_ONCE = 50
_SECONDS_A_SCAN = """
SELECT avg(seconds) FROM (
    SELECT seconds FROM pages WHERE scan <> '' AND scan = 'read' AND seconds > 0 ORDER BY document_id DESC LIMIT 50
)
"""
_WAITING = f"WHERE {_WAITS} AND d.state = 'read'"


class Reading:
    """What a vault holds. Every method reads what is committed at that moment."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def generation(self) -> int:
        """Raised by every change to the documents."""
        return int(self.connection.execute("SELECT value FROM generation").fetchone()[0])

    def counts(self) -> dict[str, int]:
        """documents (that were read), pages, passages, vectors (of the space that has most of a document's passages)."""
        row = self.connection.execute(_COUNTS).fetchone()
        return dict(zip(("documents", "pages", "passages", "vectors"), map(int, row), strict=True))

    def embedded(self) -> dict[str, int]:
        """How many passages have vectors, by the model that made them; of two revisions of a model, the one with more."""
        rows = self.connection.execute(_EMBEDDED).fetchall()
        return {str(model): int(passages) for model, passages in rows}

    def documents(self) -> list[Document]:
        rows = self.connection.execute(f"{_DOCUMENTS} ORDER BY d.path").fetchall()
        copies: dict[int, list[str]] = {}
        for document_id, path in self.connection.execute("SELECT document_id, path FROM copies ORDER BY path").fetchall():
            copies.setdefault(document_id, []).append(path)
        return [_document(row, copies.get(row[0], ())) for row in rows]

    def document(self, document_id: int) -> Document:
        """Raises `NameNotFound` where it was forgotten."""
        row = self.connection.execute(f"{_DOCUMENTS} AND d.id = ?", (document_id,)).fetchone()
        if row is None:
            raise NameNotFound("That document is not in this vault any more.")
        return self._with_copies(row)

    def at_path(self, path: str) -> Document | None:
        """The document of the file at that path, which may be a copy of another: then `document.path` is not `path`."""
        row = self.connection.execute(f"{_DOCUMENTS} AND d.path = ?", (path,)).fetchone()
        if row is None:
            row = self.connection.execute(
                f"{_DOCUMENTS} AND d.id = (SELECT document_id FROM copies WHERE path = ?)", (path,)
            ).fetchone()
        return None if row is None else self._with_copies(row)

    def of_content(self, sha256: str, media_type: str) -> Document | None:
        """A document that was read from the same bytes."""
        row = self.connection.execute(
            f"{_DOCUMENTS} AND d.sha256 = ? AND d.media_type = ? AND d.state = 'read' LIMIT 1", (sha256, media_type)
        ).fetchone()
        return None if row is None else self._with_copies(row)

    def copy_at(self, path: str) -> tuple[int, int] | None:
        """Size and time (nanoseconds) of the file at `path` where it is known as a copy of another."""
        row = self.connection.execute("SELECT size, modified_ns FROM copies WHERE path = ?", (path,)).fetchone()
        return None if row is None else (int(row[0]), int(row[1]))

    def inside(self, container: str) -> list[str]:
        """The paths of the files that are directly in the file at `container`."""
        query = "SELECT path FROM documents WHERE container = ? UNION ALL SELECT path FROM copies WHERE container = ?"
        return [path for (path,) in self.connection.execute(query, (container, container)).fetchall()]

    def with_inside(self, ids: Iterable[int]) -> tuple[int, ...]:
        """These documents, and those in them at any depth: a mail with what is attached to it."""
        found = dict.fromkeys(ids)
        waiting = list(found)
        while waiting:
            inside = {document_id for (document_id,) in self.connection.execute(_INSIDE, (waiting.pop(),)).fetchall()}
            waiting += inside - found.keys()
            found |= dict.fromkeys(sorted(inside))
        return tuple(found)

    def count_scans(self, without: Collection[int] = ()) -> int:
        """How many pages are pictures that wait to be read, those of the documents `without` left out."""
        sql = f"SELECT count(*) FROM pages g JOIN documents d ON d.id = g.document_id {_WAITING} {_none_of(without)}"
        return int(self.connection.execute(sql).fetchone()[0])

    def seconds_a_scan(self) -> float | None:
        """How long a page took, in the mean over some of the latest documents; None where none was read yet."""
        found = self.connection.execute(_SECONDS_A_SCAN).fetchone()[0]
        return None if found is None else float(found)

    def next_scan(self, preferred: tuple[int, int] | None, without: Collection[int] = ()) -> tuple[int, int] | None:
        """Document and index of the page to read next: the preferred one or the next after it in its document, else the first."""
        row = self.connection.execute(
            f"SELECT g.document_id, g.page_index FROM pages g JOIN documents d ON d.id = g.document_id {_WAITING}"
            f" {_none_of(without)} ORDER BY g.document_id <> ? OR g.page_index < ?, g.document_id, g.page_index LIMIT 1",
            preferred or (-1, -1),
        ).fetchone()
        return None if row is None else (int(row[0]), int(row[1]))

    def resolve(self, name: str) -> Document:
        """The one document whose path ends with `name`, by whole components. Raises `NameNotFound`, `NameAmbiguous`."""
        wanted = _components(name)
        rows = self.connection.execute(_NAMES).fetchall()
        found = [(i, path) for i, path in rows if wanted and _components(path)[-len(wanted) :] == wanted]
        exact = [(i, path) for i, path in found if path == name]
        found = exact or found
        if not found:
            raise NameNotFound(f"No document of this vault is called “{name}”; “muniment status” lists them.")
        if len({i for i, _ in found}) > 1:
            names = tuple(sorted(path for _, path in found))
            raise NameAmbiguous(f"“{name}” fits {len(found)} documents; give more of the path:", names)
        return self.document(found[0][0])

    def page(self, document_id: int, index: int) -> StoredPage:
        """Raises `NameNotFound` where there is none."""
        for page in self._pages(document_id, index, 1):
            if page.index == index:
                return replace(page, hidden=hidden_on(self.connection, document_id, index))
        raise NameNotFound("That page is not in this vault any more.")

    def pages(self, document_id: int) -> Iterator[StoredPage]:
        """All pages in order, some at a time, so that whoever is slow to take them keeps no old state of the vault open."""
        start, hidden = 0, hidden_in(self.connection, document_id)
        while pages := self._pages(document_id, start, _PAGES_AT_ONCE):
            yield from (replace(page, hidden=hidden[page.index]) if page.index in hidden else page for page in pages)
            start = pages[-1].index + 1

    def beginnings(self, most: int, characters: int) -> list[str]:
        """How so many pages with text begin, taken from all over the vault."""
        rows = self.connection.execute(
            "SELECT substr(g.text, 1, ?) FROM pages g JOIN documents d ON d.id = g.document_id AND d.state = 'read'"
            " WHERE g.text <> '' ORDER BY (g.document_id * 7919 + g.page_index * 104729) % 1000003 LIMIT ?",
            (characters, most),
        ).fetchall()
        return [str(text) for (text,) in rows]

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """In the order given, with spaces for what nobody can see; what was forgotten meanwhile is left out."""
        found: dict[int, Passage] = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = [int(i) for i in ids[start : start + _AT_ONCE]]
            marks = ",".join("?" * len(some))
            rows = self.connection.execute(
                "SELECT p.id, p.document_id, p.page_index, p.start, p.end,"
                " substr(g.text, p.start + 1, p.end - p.start), p.heading"
                " FROM passages p JOIN documents d ON d.id = p.document_id AND d.state = 'read'"
                " JOIN pages g ON g.document_id = p.document_id AND g.page_index = p.page_index"
                f" WHERE p.id IN ({marks})",
                some,
            ).fetchall()
            found |= {row[0]: Passage(*row) for row in rows}
            found |= {i: self._seen(found[i]) for i in with_hidden(self.connection, some) if i in found}
        return [found[i] for i in map(int, ids) if i in found]

    def _seen(self, passage: Passage) -> Passage:
        page = self.page(passage.document_id, passage.page_index)
        return replace(passage, text=seen(page, passage.start, passage.end))

    def passages_of(self, document_id: int) -> list[Passage]:
        """All of a document, in order."""
        rows = self.connection.execute(
            "SELECT p.id FROM passages p WHERE p.document_id = ? ORDER BY p.page_index, p.start", (document_id,)
        ).fetchall()
        return self.passages([passage_id for (passage_id,) in rows])

    def _pages(self, document_id: int, start: int, most: int) -> list[StoredPage]:
        rows = self.connection.execute(
            "SELECT g.document_id, g.page_index, g.label, g.text, g.spans, g.boxes, g.width, g.height, g.factor, g.bates,"
            " g.scan, g.confidence, g.lines"
            " FROM pages g JOIN documents d ON d.id = g.document_id AND d.state = 'read'"
            " WHERE g.document_id = ? AND g.page_index >= ? ORDER BY g.page_index LIMIT ?",
            (document_id, start, most),
        ).fetchall()
        return [_page(row) for row in rows]

    def _with_copies(self, row: tuple[Any, ...]) -> Document:
        copies = self.connection.execute("SELECT path FROM copies WHERE document_id = ? ORDER BY path", (row[0],)).fetchall()
        return _document(row, [path for (path,) in copies])


def _page(row: tuple[Any, ...]) -> StoredPage:
    document_id, index, label, text, spans, boxes, width, height, factor, bates, scan, confidence, numbered = row
    words = Words(np.frombuffer(spans, "<i4").reshape(-1, 2), np.frombuffer(boxes, "<i2").reshape(-1, 4))
    lines = tuple(map(tuple, np.frombuffer(numbered, "<i4").reshape(-1, 2).tolist()))
    return StoredPage(document_id, index, label, text, words, width, height, factor, bates, Scan(scan), confidence, lines)


def _document(row: tuple[Any, ...], copies: Sequence[str]) -> Document:
    values = dict(zip(_FIELDS, row, strict=True))
    return Document(**{**values, "notes": tuple(json.loads(values["notes"])), "copies": tuple(copies)})


def _none_of(documents: Collection[int]) -> str:
    """The condition that leaves documents out. Identifiers are numbers of ours, so they may stand in the text of the query."""
    return f"AND g.document_id NOT IN ({','.join(map(str, sorted(map(int, documents))))})"


def _components(path: str) -> list[str]:
    return [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]

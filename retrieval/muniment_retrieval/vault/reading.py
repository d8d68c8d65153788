"""Reading a vault: documents, pages, passages and counts, as the words of `model`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from muniment_engines.api import Words

from ..model import Document, NameAmbiguous, NameNotFound, Passage, StoredPage

_AT_ONCE = 500
_DOCUMENTS = """
SELECT d.id, d.path, d.sha256, d.size, d.modified_ns, d.media_type, d.title, d.parser, d.parser_version, d.state, d.reason,
       d.page_count, d.passage_count,
       (SELECT count(DISTINCT v.passage_id) FROM passages p JOIN vectors v ON v.passage_id = p.id WHERE p.document_id = d.id),
       d.notes
FROM documents d
"""


class Reading:
    """What a vault holds. Every method reads what is committed at that moment."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def generation(self) -> int:
        """Raised by every change to the documents."""
        return int(self.connection.execute("SELECT value FROM generation").fetchone()[0])

    def counts(self) -> dict[str, int]:
        """documents (that were read), pages, passages, vectors."""
        row = self.connection.execute(
            "SELECT (SELECT count(*) FROM documents WHERE state = 'read'), (SELECT count(*) FROM pages),"
            " (SELECT count(*) FROM passages), (SELECT count(*) FROM vectors)"
        ).fetchone()
        return dict(zip(("documents", "pages", "passages", "vectors"), row, strict=True))

    def documents(self) -> list[Document]:
        return [_document(row) for row in self.connection.execute(f"{_DOCUMENTS} ORDER BY d.path")]

    def document(self, document_id: int) -> Document:
        """Raises `NameNotFound` where it was forgotten."""
        row = self.connection.execute(f"{_DOCUMENTS} WHERE d.id = ?", (document_id,)).fetchone()
        if row is None:
            raise NameNotFound("That document is not in this vault any more.")
        return _document(row)

    def at_path(self, path: str) -> Document | None:
        row = self.connection.execute(f"{_DOCUMENTS} WHERE d.path = ?", (path,)).fetchone()
        return None if row is None else _document(row)

    def resolve(self, name: str) -> Document:
        """The one document whose path ends with `name`, by whole components. Raises `NameNotFound`, `NameAmbiguous`."""
        wanted = _components(name)
        rows = self.connection.execute("SELECT id, path FROM documents").fetchall()
        found = [(i, path) for i, path in rows if wanted and _components(path)[-len(wanted) :] == wanted]
        exact = [(i, path) for i, path in found if path == name]
        found = exact or found
        if not found:
            raise NameNotFound(f"No document of this vault is called “{name}”; “muniment status” lists them.")
        if len(found) > 1:
            names = tuple(sorted(path for _, path in found))
            raise NameAmbiguous(f"“{name}” fits {len(found)} documents; give more of the path:", names)
        return self.document(found[0][0])

    def page(self, document_id: int, index: int) -> StoredPage:
        """Raises `NameNotFound` where there is none."""
        for page in self._pages("document_id = ? AND page_index = ?", (document_id, index)):
            return page
        raise NameNotFound("That page is not in this vault any more.")

    def pages(self, document_id: int) -> Iterator[StoredPage]:
        return self._pages("document_id = ?", (document_id,))

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """In the order given; what was forgotten meanwhile is left out."""
        found: dict[int, Passage] = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = [int(i) for i in ids[start : start + _AT_ONCE]]
            marks = ",".join("?" * len(some))
            rows = self.connection.execute(
                "SELECT p.id, p.document_id, p.page_index, p.start, p.end, substr(g.text, p.start + 1, p.end - p.start), p.heading"
                " FROM passages p JOIN pages g ON g.document_id = p.document_id AND g.page_index = p.page_index"
                f" WHERE p.id IN ({marks})",
                some,
            )
            found |= {row[0]: Passage(*row) for row in rows}
        return [found[i] for i in map(int, ids) if i in found]

    def _pages(self, where: str, values: tuple[int, ...]) -> Iterator[StoredPage]:
        rows = self.connection.execute(
            "SELECT document_id, page_index, label, text, spans, boxes, width, height, factor"
            f" FROM pages WHERE {where} ORDER BY page_index",
            values,
        )
        for document_id, index, label, text, spans, boxes, width, height, factor in rows:
            words = Words(np.frombuffer(spans, "<i4").reshape(-1, 2), np.frombuffer(boxes, "<i2").reshape(-1, 4))
            yield StoredPage(document_id, index, label, text, words, width, height, factor)


def _document(row: tuple[Any, ...]) -> Document:
    return Document(*row[:-1], notes=tuple(json.loads(row[-1])))


def _components(path: str) -> list[str]:
    return [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]

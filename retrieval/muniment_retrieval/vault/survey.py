"""What the health report needs to know of all documents at once, in a few questions to the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..model import Found, Scan
from .marks import stored_excluded, stored_findings

_SCANS = """
SELECT document_id, page_index, scan, confidence FROM pages INDEXED BY pages_by_scan WHERE scan <> ''
ORDER BY document_id, page_index
"""
_WITHOUT_TEXT = "SELECT document_id, page_index FROM pages WHERE text = '' ORDER BY document_id, page_index"


@dataclass
class PagesOf:
    """Pages of one document, by their index. `confidences` are those of the pages that an OCR engine has read."""

    without_text: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Copy:
    """Another file with the content of a document."""

    path: str
    document_id: int
    container: str
    size: int


@dataclass(frozen=True)
class Survey:
    """By document: its pages, where there is something to say of them, and what stands out on them."""

    pages: dict[int, PagesOf]
    found: dict[int, list[Found]]
    copies: list[Copy]
    excluded: list[str]


def survey(connection: Any) -> Survey:
    """As the vault is now."""
    pages: dict[int, PagesOf] = {}
    for document_id, index, scan, confidence in connection.execute(_SCANS).fetchall():
        of = pages.setdefault(document_id, PagesOf())
        {Scan.WAITING: of.waiting, Scan.FAILED: of.failed}.get(Scan(scan), of.recognised).append(index)
        if scan == Scan.READ:
            of.confidences.append(confidence)
    for document_id, index in connection.execute(_WITHOUT_TEXT).fetchall():
        pages.setdefault(document_id, PagesOf()).without_text.append(index)
    return Survey(pages, stored_findings(connection), list(_copies(connection)), stored_excluded(connection))


def _copies(connection: Any) -> Iterator[Copy]:
    rows = connection.execute("SELECT path, document_id, container, size FROM copies ORDER BY path").fetchall()
    return (Copy(*row) for row in rows)

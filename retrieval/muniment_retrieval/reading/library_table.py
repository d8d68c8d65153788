"""What the library says of itself, as a table: a row a document, with the value that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from muniment_retrieval.model import Document
from muniment_retrieval.narrowing import changed_on, narrowed

from .about_library import OfLibrary
from .routing import Wanted
from .table import Found, Row, Table

_STATES: dict[str, Callable[[Document], bool]] = {
    "scans": lambda d: d.scans > 0 or "ocr" in d.parser.lower() or d.media_type.startswith("image/"),
    "encrypted": lambda d: d.state == "encrypted",
    "unreadable": lambda d: d.state not in ("read", "skipped"),
}


def library_table(wanted: Wanted, documents: Sequence[Document], unreadable: int, seconds: float) -> Table:
    """The table that answers a question about the library, from what is known of these documents."""
    asked = wanted.library
    assert asked is not None
    meant = _meant(asked, documents)
    rows = tuple(Row(d, Found.VALUE, _value(asked, d), True, None, d.reason if asked.state else "") for d in meant)
    said = _said(asked, meant, len(documents))
    return Table(wanted, rows, len(documents), len(documents), unreadable, seconds, said=said)


def _meant(asked: OfLibrary, documents: Sequence[Document]) -> list[Document]:
    found = narrowed(documents, asked.narrow)
    if asked.name:
        end = asked.name.replace("\\", "/").lower()
        found = [d for d in found if d.path.lower() == end or d.path.replace("\\", "/").lower().endswith(f"/{end}")]
    if asked.state:
        found = [d for d in found if _STATES[asked.state](d)]
    if asked.least is not None or asked.most is not None:
        least, most = asked.least or 0, asked.most
        found = [d for d in found if least <= _measure(asked, d) and (most is None or _measure(asked, d) <= most)]
    if asked.first and found:
        best = (min if asked.first > 0 else max)(_measure(asked, d) for d in found)
        found = [d for d in found if _measure(asked, d) == best]
    return found


def _measure(asked: OfLibrary, document: Document) -> int:
    return {"pages": document.page_count, "size": document.size}.get(asked.show, document.modified_ns)


def _value(asked: OfLibrary, document: Document) -> str:
    if asked.show == "pages":
        return f"{document.page_count:,} page{'' if document.page_count == 1 else 's'}"
    if asked.show == "size":
        return f"{document.size / 1e6:,.1f} MB" if document.size >= 1e5 else f"{document.size / 1e3:,.1f} KB"
    if asked.show == "state":
        return "scan" if asked.state == "scans" else document.state
    return f"changed {changed_on(document).isoformat()}"


def _said(asked: OfLibrary, meant: Sequence[Document], of: int) -> str:
    count = f"{len(meant):,} document{'' if len(meant) == 1 else 's'}"
    if not meant:
        return f"None of the {of:,} documents of this vault."
    if asked.first or asked.name:
        return "; ".join(f"{d.name}: {_value(asked, d)}" for d in meant[:5]) + "."
    if len(meant) == of and asked == OfLibrary(counts=asked.counts):
        return f"There {'is' if of == 1 else 'are'} {count} in this vault."
    return f"{count} of {of:,}."

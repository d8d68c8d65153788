"""What of a vault is read through, and which pages of it nobody can read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from muniment_retrieval.model import Document, Scope, StoredPage

_AT_ONCE = 500


class Library(Protocol):
    """What reading through needs of a vault."""

    @property
    def connection(self) -> Any: ...

    def documents(self) -> list[Document]: ...

    def page(self, document_id: int, index: int) -> StoredPage: ...


def in_scope(documents: Sequence[Document], scope: Scope) -> list[Document]:
    wanted = None if scope.documents is None else set(scope.documents)
    return [d for d in documents if (wanted is None or d.id in wanted) and d.id not in scope.without]


def unreadable_pages(library: Library, documents: Sequence[int]) -> int:
    """How many pages of these documents are pictures that nobody has read yet, or could not."""
    total = 0
    for start in range(0, len(documents), _AT_ONCE):
        listed = ",".join(str(int(d)) for d in documents[start : start + _AT_ONCE])
        sql = f"SELECT count(*) FROM pages WHERE scan IN ('waiting', 'failed') AND document_id IN ({listed})"
        total += int(library.connection.execute(sql).fetchone()[0])
    return total


def receipt(searched: int, documents: int, unreadable: int, *, stopped: bool, held_back: int) -> str:
    """What was looked at, in words."""
    pages = f"{unreadable} page{'' if unreadable == 1 else 's'} unreadable"
    held = f" · {held_back} document{' is' if held_back == 1 else 's are'} held back: privileged" if held_back else ""
    return f"searched {searched} of {documents} documents, {pages}{held}" + (" · stopped before the end" if stopped else "")

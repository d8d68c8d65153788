"""Documents that were read before, opened again from their files or out of the files that hold them."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

import pytest
from muniment_engines.api import Cancel, Member, ParseLimits
from muniment_engines.errors import DocumentError
from muniment_retrieval.model import Document
from muniment_retrieval.originals import Originals


class Worker:
    """Opens what it is given; a file holds what `holds` says."""

    def __init__(self, holds: dict[bytes, list[Member]]) -> None:
        self.holds = holds
        self.data = b""

    def open(self, source: int | bytes, media_type: str, limits: ParseLimits) -> Worker:
        opened = Worker(self.holds)
        opened.data = source if isinstance(source, bytes) else os.pread(source, 1000, 0)
        return opened

    def members(self, cancel: Cancel) -> list[Member]:
        return self.holds[self.data]

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None: ...


def document(path: Path | str, size: int, modified_ns: int, container: str = "") -> Document:
    return Document(1, str(path), "", size, modified_ns, "text/plain", "", "", "", "read", "", 1, 1, 1, (), container)


@pytest.fixture
def mail(tmp_path: Path) -> Document:
    path = tmp_path / "mail.eml"
    path.write_bytes(b"mail")
    return document(path, 4, path.stat().st_mtime_ns)


def opened(wanted: Document, known: Collection[Document], holds: dict[bytes, list[Member]], *, readable: bool = True) -> bytes:
    class Library:
        def at_path(self, path: str) -> Document | None:
            return next((d for d in known if d.path == path), None)

        def passwords(self) -> list[str]:
            return []

    worker = Worker(holds)
    originals = Originals(Library(), lambda kind, busy: worker if readable else None)  # type: ignore[arg-type,return-value]
    return originals.open(wanted, ParseLimits(), Cancel()).data  # type: ignore[attr-defined,no-any-return]


def test_a_file_is_opened_as_it_is(mail: Document) -> None:
    assert opened(mail, [], {}) == b"mail"


def test_a_file_in_a_file_in_a_file(mail: Document) -> None:
    box = document(f"{mail.path}/box.zip", 3, 0, mail.path)
    inner = document(f"{box.path}/a (2).txt", 5, 0, box.path)
    holds = {b"mail": [Member("box.zip", b"box")], b"box": [Member("a.txt", b"first"), Member("a.txt", b"second")]}
    assert opened(inner, [mail, box], holds) == b"second"


def test_what_is_gone_has_changed_or_cannot_be_read_is_told(mail: Document) -> None:
    inner = document(f"{mail.path}/a.txt", 5, 0, mail.path)
    locked = Member("a.txt", refused=DocumentError("encrypted", "It needs a password."))
    for wanted, known, holds, state in (
        (inner, [], {}, "vanished"),
        (inner, [mail], {b"mail": []}, "vanished"),
        (inner, [mail], {b"mail": [locked]}, "encrypted"),
        (document(mail.path, 5, mail.modified_ns), [], {}, "failed"),
        (document(f"{mail.path}.old", 5, 0), [], {}, "vanished"),
    ):
        with pytest.raises(DocumentError) as told:
            opened(wanted, known, holds)
        assert told.value.state == state
    with pytest.raises(DocumentError, match="No engine"):
        opened(mail, [], {}, readable=False)

"""One file into a vault: bytes into sealed memory, pages out of a parse worker, passages out of pages, one transaction.

Nothing that a file does stops a run: what goes wrong is written into the vault as the document's state and reason.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO

from muniment_engines.api import Cancel, Page, ParseLimits
from muniment_engines.errors import DocumentError, DocumentState, EngineError
from muniment_engines.host import ParseWorker

from .listing import Listed
from .passages import context_of, split_document
from .types import LOOK, media_type
from .vault import Vault
from .vault.writing import NewPassage, Reading, Source

_PIECE = 1 << 20


@dataclass(frozen=True)
class _Content:
    """`data` is a sealed file in memory (its descriptor), or the bytes where the system has no such thing."""

    data: int | bytes
    sha256: str
    first: bytes


class Ingest:
    """Reads files into one vault, with a parse worker for each media type."""

    def __init__(self, vault: Vault, parsers: Mapping[str, ParseWorker], limits: ParseLimits) -> None:
        self._vault = vault
        self._parsers = parsers
        self._limits = limits

    def read(self, listed: Listed, cancel: Cancel) -> tuple[str, str]:
        """Read one file; returns its state ("unchanged" where the vault has it already) and the reason. Raises `Cancelled`."""
        known = self._vault.at_path(stored_path(listed.path))
        same = known is not None and (known.size, known.modified_ns) == (listed.size, listed.modified_ns)
        if listed.state is not None:
            return self._refuse(listed, "", "", DocumentError(listed.state, listed.reason))
        if same and known is not None and known.state in ("read", "not supported", "encrypted", "empty"):
            return "unchanged", ""
        try:
            with _in_memory(listed.path) as content:
                if known is not None and known.state == "read" and known.sha256 == content.sha256:
                    self._vault.writing.touch(known.id, _source(listed, content.sha256, known.media_type))
                    return "unchanged", ""
                return self._parse(listed, content, cancel)
        except OSError as error:
            state: DocumentState = "vanished" if isinstance(error, FileNotFoundError) else "no permission"
            return self._refuse(listed, "", "", DocumentError(state, f"The file cannot be read: {error.strerror}."))

    def _parse(self, listed: Listed, content: _Content, cancel: Cancel) -> tuple[str, str]:
        kind = media_type(content.first, listed.path)
        source = _source(listed, content.sha256, kind)
        try:
            parser = self._parsers.get(kind)
            if parser is None:
                raise DocumentError("not supported", f"Muniment cannot read this kind of file yet ({kind}).")
            with parser.open(content.data, kind, self._limits) as document:
                about, info = document.about, parser.info
                pages = [_storable(page) for page in document.pages(cancel)]
        except DocumentError as error:
            return self._refuse(listed, content.sha256, kind, error)
        except EngineError as error:
            return self._refuse(listed, content.sha256, kind, DocumentError("failed", str(error)))
        title = about.title
        passages = [
            NewPassage(p.page_index, p.start, p.end, p.heading, context_of(title, os.path.basename(listed.path), p.heading))  # noqa: PTH119
            for p in split_document(about, pages)
        ]
        notes = tuple(dict.fromkeys([*about.notes, *(n for page in pages for n in page.notes)]))[:20]
        reading = Reading("read", "", _clean(title), info.name, info.version, notes)
        self._vault.writing.put(source, reading, pages, passages)
        return "read", ""

    def _refuse(self, listed: Listed, sha256: str, kind: str, error: DocumentError) -> tuple[str, str]:
        self._vault.writing.put(_source(listed, sha256, kind), Reading(error.state, str(error)))
        return error.state, str(error)


def stored_path(path: str) -> str:
    """A path as the vault keeps it: bytes that are not UTF-8 become readable escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _source(listed: Listed, sha256: str, kind: str) -> Source:
    return Source(stored_path(listed.path), sha256, listed.size, listed.modified_ns, kind)


def _storable(page: Page) -> Page:
    """Text that the database can hold, code point for code point, so that offsets stay true."""
    return replace(page, text=_clean(page.text), label=_clean(page.label))


def _clean(text: str) -> str:
    if text.isascii() and "\0" not in text:
        return text
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


@contextmanager
def _in_memory(path: str) -> Iterator[_Content]:
    """A file's content, which stays as it is now whatever happens to the file."""
    digest = hashlib.sha256()
    first = b""

    def pieces(file: BinaryIO) -> Iterator[bytes]:
        nonlocal first
        while piece := file.read(_PIECE):
            first = first or piece[:LOOK]
            digest.update(piece)
            yield piece

    with open(path, "rb") as file:  # noqa: PTH123 - the name need not be UTF-8
        if sys.platform == "linux":
            from muniment_engines.system.linux import sealed_memory

            number = sealed_memory(pieces(file))
            try:
                yield _Content(number, digest.hexdigest(), first)
            finally:
                os.close(number)
        else:
            data = b"".join(pieces(file))
            yield _Content(data, digest.hexdigest(), first)

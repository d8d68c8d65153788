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

from muniment_engines.api import Cancel, Cancelled, Page, ParseLimits
from muniment_engines.errors import DocumentError, EngineError
from muniment_engines.host import ParseWorker

from .listing import Listed, listed_as, refused
from .model import Document, VaultError
from .passages import context_of, split_document
from .types import LOOK, media_type
from .vault import Vault
from .vault.writing import NewPassage, Reading, Source

_PIECE = 1 << 20
_NOTES = 20
_KEPT = "What was read of it before is kept."
_BYTES = 0xDC00
"""Python reads a byte of a name that is no Unicode as this plus the byte."""

_TRIES = 3
"""How often a file is read that changes meanwhile."""

_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""Nothing that stands where a file stood a moment ago may hold us up."""


@dataclass(frozen=True)
class _Content:
    """`data` is a sealed file in memory (its descriptor), or the bytes where the system has no such thing."""

    data: int | bytes
    sha256: str
    first: bytes
    listed: Listed


class Ingest:
    """Reads files into one vault, with a parse worker for each media type."""

    def __init__(self, vault: Vault, parsers: Mapping[str, ParseWorker], limits: ParseLimits) -> None:
        self._vault = vault
        self._parsers = parsers
        self._limits = limits

    def read(self, listed: Listed, cancel: Cancel) -> tuple[str, str]:
        """Read one file; returns its state ("unchanged" where the vault has it already) and the reason. Raises `Cancelled`."""
        if listed.folder:
            return str(listed.state), listed.reason  # a folder that cannot be looked into is told, and is no document
        known = self._vault.at_path(stored_path(listed.path))
        try:
            if listed.state is not None:
                raise DocumentError(listed.state, listed.reason)
            if known is not None and self._is_settled(known, listed):
                return "unchanged", ""
            with _in_memory(listed.path) as content:
                if known is not None and known.state == "read" and known.sha256 == content.sha256:
                    self._vault.writing.touch(known.id, _source(content, known.media_type))
                    return "unchanged", ""
                self._parse(content, cancel)
        except DocumentError as error:
            self._refuse(listed, known, error)
            return error.state, str(error)
        return "read", ""

    def _is_settled(self, known: Document, listed: Listed) -> bool:
        """Whether reading it again would bring nothing new. What failed or took too long is tried again."""
        if (known.size, known.modified_ns) != (listed.size, listed.modified_ns):
            return False
        if known.state == "not supported":
            return known.media_type not in self._parsers  # an engine for it may have been added
        return known.state in ("encrypted", "empty") or (known.state == "read" and not known.reason)

    def _parse(self, content: _Content, cancel: Cancel) -> None:
        """Raises `DocumentError` for whatever goes wrong with this file, so that the others are read nevertheless."""
        kind = media_type(content.first, content.listed.path)
        parser = self._parsers.get(kind)
        try:
            if parser is None:
                raise DocumentError("not supported", f"Muniment cannot read this kind of file yet ({kind}).")
            self._store(content, kind, parser, cancel)
        except DocumentError as error:
            raise _Refused(error, content.sha256, kind) from error
        except EngineError as error:
            raise _Refused(DocumentError("failed", str(error)), content.sha256, kind) from error
        except (Cancelled, VaultError):
            raise
        except Exception as error:
            reason = f"Muniment has a defect with this file ({type(error).__name__}); please report it."
            raise _Refused(DocumentError("failed", reason), content.sha256, kind) from None

    def _store(self, content: _Content, kind: str, parser: ParseWorker, cancel: Cancel) -> None:
        with parser.open(content.data, kind, self._limits) as document:
            about, info = document.about, parser.info
            pages = [_storable(page) for page in document.pages(cancel)]
        title, name = _clean(about.title), os.path.basename(stored_path(content.listed.path))  # noqa: PTH119 - no path of this system's
        passages = [
            NewPassage(p.page_index, p.start, p.end, _clean(p.heading), context_of(title, name, _clean(p.heading)))
            for p in split_document(about, pages)
        ]
        notes = tuple(dict.fromkeys(_clean(note) for note in [*about.notes, *(n for page in pages for n in page.notes)]))[:_NOTES]
        reading = Reading("read", "", title, info.name, info.version, notes)
        self._vault.writing.put(_source(content, kind), reading, pages, passages)

    def _refuse(self, listed: Listed, known: Document | None, error: DocumentError) -> None:
        """Record what stands in the way. What was read of the file before is never given up for that."""
        sha256, kind = (error.sha256, error.kind) if isinstance(error, _Refused) else ("", "")
        source = Source(stored_path(listed.path), sha256, listed.size, listed.modified_ns, kind)
        if known is None:
            self._vault.writing.put(source, Reading(error.state, str(error)))
        elif known.state == "read":
            reason = f"{error} {_KEPT}"
            if known.reason != reason:
                self._vault.writing.keep(known.id, reason)
        elif (known.state, known.reason, _identity(known)) != (error.state, str(error), _identity(source)):
            self._vault.writing.put(source, Reading(error.state, str(error)))


class _Refused(DocumentError):
    """A file whose content was looked at before it was refused."""

    def __init__(self, error: DocumentError, sha256: str, kind: str) -> None:
        super().__init__(error.state, str(error))
        self.sha256 = sha256
        self.kind = kind


def stored_path(path: str) -> str:
    """A path as the vault keeps it: what is no Unicode in it (a byte 0xE9) becomes readable ("<e9>")."""
    return "".join(f"<{ord(c) % _BYTES:x}>" if "\ud800" <= c <= "\udfff" else c for c in path)


def _source(content: _Content, kind: str) -> Source:
    listed = content.listed
    return Source(stored_path(listed.path), content.sha256, listed.size, listed.modified_ns, kind)


def _identity(file: Document | Source) -> tuple[str, int, int]:
    return file.sha256, file.size, file.modified_ns


def _storable(page: Page) -> Page:
    """Text that the database can hold, code point for code point, so that offsets stay true."""
    return replace(page, text=_clean(page.text), label=_clean(page.label))


def _clean(text: str) -> str:
    if text.isascii() and "\0" not in text:
        return text
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


@contextmanager
def _in_memory(path: str) -> Iterator[_Content]:
    """A file's content, which stays as it is now whatever happens to the file. Raises `DocumentError` where it cannot be had."""
    try:
        content = _taken(path)
    except OSError as error:
        raise refused(error) from error
    try:
        yield content
    finally:
        if isinstance(content.data, int):
            os.close(content.data)


def _taken(path: str) -> _Content:
    for _ in range(_TRIES):
        with os.fdopen(os.open(path, _OPEN_FLAGS), "rb") as file:
            before = listed_as(path, os.fstat(file.fileno()))
            if before.state is not None:
                raise DocumentError(before.state, before.reason)
            content = _copied(file, before)
            if listed_as(path, os.fstat(file.fileno())) == before:
                return content
            if isinstance(content.data, int):
                os.close(content.data)
    raise DocumentError("failed", "The file changes while it is read; index it again when it is finished.")


def _copied(file: BinaryIO, listed: Listed) -> _Content:
    digest = hashlib.sha256()
    first = b""

    def pieces() -> Iterator[bytes]:
        nonlocal first
        left = listed.size + 1  # one more than there should be, and never more, however fast the file grows
        while left and (piece := file.read(min(_PIECE, left))):
            first = first or piece[:LOOK]
            left -= len(piece)
            digest.update(piece)
            yield piece

    if sys.platform == "linux":
        from muniment_engines.system.linux import sealed_memory

        number = sealed_memory(pieces())
        return _Content(number, digest.hexdigest(), first, listed)
    data = b"".join(pieces())
    return _Content(data, digest.hexdigest(), first, listed)

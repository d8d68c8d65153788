"""A document that was read before, opened again: its file as it was then, or taken once more out of the file that holds it.

For drawing its pages and for recognising those that are pictures. The file is handed to a parse worker as it is, unread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from typing import Protocol

from muniment_engines.api import Cancel, Member, ParseLimits
from muniment_engines.errors import DocumentError
from muniment_engines.host import OpenedDocument, ParseWorker

from .members import names_inside
from .model import Document
from .system_paths import system_path
from .unlocking import Passwords, opener

_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""A pipe in the place of the file must hold nobody up."""


class Library(Protocol):
    """What reopening needs of a vault."""

    def at_path(self, path: str) -> Document | None: ...

    def passwords(self) -> list[str]: ...


class Originals:
    """Opens documents again. `parser_for` gives a worker for a media type, or None."""

    def __init__(self, library: Library, parser_for: Callable[[str, Collection[ParseWorker]], ParseWorker | None]) -> None:
        self._library = library
        self._parser_for = parser_for

    def open(self, document: Document, limits: ParseLimits, cancel: Cancel) -> OpenedDocument:
        """The caller closes it. Raises `DocumentError` where the original is gone, has changed, or cannot be opened."""
        passwords = Passwords(self._library.passwords())
        outermost, *inner = self._chain(document)
        number = _opened(outermost)
        try:
            opens = opener(self._worker_for(outermost.media_type), number, outermost.media_type, limits)
            opened = passwords.open(opens)
            container = outermost
            for member in inner:
                with opened:
                    data = _taken_out(passwords.members(opened, opens, cancel), container.path, member.path)
                opens = opener(self._worker_for(member.media_type), data, member.media_type, limits)
                opened, container = passwords.open(opens), member
        finally:
            os.close(number)
        return opened

    def _chain(self, document: Document) -> list[Document]:
        """The document, with the files around it before it, outermost first."""
        chain = [document]
        while chain[0].container:
            outer = self._library.at_path(chain[0].container)
            if outer is None:
                raise DocumentError("vanished", f"The file that held {document.name} is not in this vault any more.")
            chain.insert(0, outer)
        return chain

    def _worker_for(self, media_type: str) -> ParseWorker:
        worker = self._parser_for(media_type, ())
        if worker is None:
            raise DocumentError("not supported", "No engine here draws this kind of document; its text is shown instead.")
        return worker


def _opened(document: Document) -> int:
    """A descriptor of the file, which is as it was when it was read."""
    try:
        number = os.open(system_path(document.path), _OPEN_FLAGS)
    except PermissionError as error:
        raise DocumentError("no permission", "You may not read the original; its text is shown instead.") from error
    except OSError as error:
        raise DocumentError("vanished", f"The original is not at {document.path} any more; its text is shown instead.") from error
    status = os.fstat(number)
    if (status.st_size, status.st_mtime_ns) != (document.size, document.modified_ns):
        os.close(number)
        raise DocumentError("failed", f"{document.name} has changed since it was read; have it read again to see the page.")
    return number


def _taken_out(members: Iterator[Member], container: str, path: str) -> bytes:
    taken: set[str] = set()
    for member in members:
        name = names_inside(container, member.name, taken)
        taken.add(name)
        if name == path:
            if member.refused is not None:
                raise member.refused
            return member.data
    raise DocumentError("vanished", "The file that held it holds it no more; its text is shown instead.")

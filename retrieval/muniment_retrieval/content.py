"""The content of a file, as it is at one moment: copied into sealed memory, with its checksum."""

from __future__ import annotations

import hashlib
import mmap
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from muniment_engines.errors import DocumentError

from .listing import Listed, listed_as, refused
from .model import LARGEST

_PIECE = 1 << 20

_TRIES = 3
"""How often a file is read that changes meanwhile."""

_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""Nothing that stands where a file stood a moment ago may hold us up."""


@dataclass(frozen=True)
class Content:
    """`data` is a sealed file in memory (its descriptor), or the bytes where the system has no such thing."""

    data: int | bytes
    sha256: str
    listed: Listed

    @contextmanager
    def view(self) -> Iterator[memoryview]:
        """All of it, read as it is looked at."""
        if isinstance(self.data, bytes):
            yield memoryview(self.data)
            return
        with mmap.mmap(self.data, self.listed.size, access=mmap.ACCESS_READ) as mapped, memoryview(mapped) as view:
            yield view


@contextmanager
def content_of(path: str, largest: int = LARGEST) -> Iterator[Content]:
    """A file's content, which stays as it is now whatever happens to the file. Raises `DocumentError` where it cannot be had."""
    try:
        content = _taken(path, largest)
    except OSError as error:
        raise refused(error) from error
    with _closing(content):
        yield content


@contextmanager
def content_of_bytes(data: bytes, path: str, modified_ns: int) -> Iterator[Content]:
    """The same for a file in a file."""
    with _closing(_sealed([data], Listed(path, len(data), modified_ns))) as content:
        yield content


@contextmanager
def _closing(content: Content) -> Iterator[Content]:
    try:
        yield content
    finally:
        if isinstance(content.data, int):
            os.close(content.data)


def _taken(path: str, largest: int) -> Content:
    for _ in range(_TRIES):
        with os.fdopen(os.open(path, _OPEN_FLAGS), "rb") as file:
            before = listed_as(path, os.fstat(file.fileno()), largest)
            if before.state is not None:
                raise DocumentError(before.state, before.reason)
            content = _copied(file, before)
            if listed_as(path, os.fstat(file.fileno()), largest) == before:
                return content
            if isinstance(content.data, int):
                os.close(content.data)
    raise DocumentError("failed", "The file changes while it is read; index it again when it is finished.")


def _copied(file: BinaryIO, listed: Listed) -> Content:
    def pieces() -> Iterator[bytes]:
        left = listed.size + 1  # one more than there should be, and never more, however fast the file grows
        while left and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece

    return _sealed(pieces(), listed)


def _sealed(pieces: Iterable[bytes], listed: Listed) -> Content:
    digest = hashlib.sha256()

    def digested() -> Iterator[bytes]:
        for piece in pieces:
            digest.update(piece)
            yield piece

    if sys.platform == "linux":
        from muniment_engines.system.linux import sealed_memory

        number = sealed_memory(digested())
        return Content(number, digest.hexdigest(), listed)
    data = b"".join(digested())
    return Content(data, digest.hexdigest(), listed)

"""Decompresses gzip, bzip2 and xz piece by piece, up to a bound."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Protocol, TypeVar

from muniment_engines.bundled.zips import DAMAGED, View
from muniment_engines.errors import DocumentError

T = TypeVar("T")

DICTIONARY = 200_000_000
"""Bytes of memory that xz may take."""

_LOOK = 65_536
_TOO_LARGE = "Unpacked, the archive would be larger than is allowed; unpack it, and index what you need of it."


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Stream:
    """The content of `data`, which is compressed as its media type says, or is not. `read` raises `DocumentError`."""

    def __init__(self, data: memoryview, media_type: str, most: int) -> None:
        """At most `most` bytes come out of it; then it is "too large"."""
        self._left = most
        self._file = _safely(lambda: _opened(data, media_type))

    def read(self, size: int) -> bytes:
        """`size` bytes, or fewer where it ends before. Raises `DocumentError` "damaged" or "too large"."""
        pieces = []
        while size > 0 and (piece := self._piece(min(size, self._left + 1))):
            self._left -= len(piece)
            if self._left < 0:
                raise DocumentError("too large", _TOO_LARGE)
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _piece(self, size: int) -> bytes:
        return _safely(lambda: self._file.read(size))


def _opened(data: memoryview, media_type: str) -> _Readable:
    raw = io.BufferedReader(View(data), 1 << 20)
    if media_type == "application/gzip":
        return gzip.GzipFile(fileobj=raw)
    if media_type == "application/x-bzip2":
        return bz2.BZ2File(raw)
    if media_type == "application/x-xz":
        # How much memory it wants stands at its beginning, and is asked for before there is any content.
        lzma.LZMADecompressor(memlimit=DICTIONARY).decompress(bytes(data[:_LOOK]), 1)
        return lzma.LZMAFile(raw)
    return raw


def _safely(call: Callable[[], T]) -> T:
    try:
        return call()
    except lzma.LZMAError as error:
        if "emory" in str(error):
            raise DocumentError("too large", _TOO_LARGE) from error
        raise DocumentError("damaged", DAMAGED) from error
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise DocumentError("damaged", DAMAGED) from error

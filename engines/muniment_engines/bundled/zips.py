"""Zip files that nobody trusts: looked into within bounds, and unpacked in memory only, part by part.

The directory at the end says how many parts there are and how large each becomes. Neither is believed further than the limits go:
a directory that is too long is refused before it is read, and no part grows beyond what all parts together may become.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import IO

from muniment_engines.api import ParseLimits
from muniment_engines.errors import DocumentError

LONGEST_DIRECTORY = 48_000_000
"""Bytes; about half a million names."""

RATIO = 1_100
"""Deflate makes no more than 1,032 bytes of one."""

_PIECE = 1 << 20

DAMAGED = "The file is damaged: not all of it can be unpacked. Try to get it again from where it came from."
TOO_LARGE = "Unpacked, the file would be larger than is allowed; unpack it, and index what you need of it."
LOCKED = "The file is protected with a password; enter it, or save the file without one."


class View(io.RawIOBase):
    """A file of bytes that lie in memory already."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._data)}[whence]
        if base + offset < 0:
            raise OSError("before the beginning")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._data[self._at : self._at + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


class Zip:
    """A zip that is open. `left` is how many bytes may still come out of it."""

    def __init__(self, data: memoryview, limits: ParseLimits, password: str | None = None) -> None:
        """Raises `DocumentError` "damaged" or "too large"."""
        self.left = limits.unpacked_bytes
        self._password = password.encode() if password else None
        check_directory(data)
        try:
            self._zip = zipfile.ZipFile(io.BufferedReader(View(data), _PIECE))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error, OverflowError) as error:
            raise DocumentError("damaged", DAMAGED) from error
        self.parts = self._zip.infolist()
        self._names = {part.filename: part for part in reversed(self.parts)}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, part: str | zipfile.ZipInfo) -> bytes:
        """All of a part.

        Raises `DocumentError`: "damaged" (also where there is no such part), "encrypted", "too large" or "not supported".
        """
        info = self._names.get(part) if isinstance(part, str) else part
        if info is None:
            raise DocumentError("damaged", DAMAGED)
        if info.file_size > self.left or info.file_size > max(info.compress_size, 1) * RATIO:
            raise DocumentError("too large", TOO_LARGE)
        try:
            with self._zip.open(info, pwd=self._password) as file:
                data = _bounded(file, min(info.file_size, self.left))
        except RuntimeError as error:  # what zipfile says of a missing or wrong password; NotImplementedError is one too
            if isinstance(error, NotImplementedError):
                raise DocumentError("not supported", "It is packed in a way that Muniment cannot unpack; unpack it.") from error
            raise DocumentError("encrypted", LOCKED) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, struct.error, OverflowError) as error:
            raise DocumentError("damaged", DAMAGED) from error
        self.left -= len(data)
        return data

    def close(self) -> None:
        self._zip.close()


def _bounded(file: IO[bytes], most: int) -> bytes:
    pieces = []
    left = most + 1
    while left > 0 and (piece := file.read(min(_PIECE, left))):
        left -= len(piece)
        pieces.append(piece)
    if left <= 0:
        raise DocumentError("too large", TOO_LARGE)
    return b"".join(pieces)


def check_directory(data: memoryview) -> None:
    """Before anybody makes an object of every name: how long is the directory?

    Raises `DocumentError` "damaged" where there is none, "too large" where it is longer than `LONGEST_DIRECTORY`.
    """
    base = max(0, len(data) - 65_557)
    tail = bytes(data[base:])
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(tail):
        raise DocumentError("damaged", DAMAGED)
    size = struct.unpack_from("<I", tail, end + 12)[0]
    if size == 0xFFFFFFFF and base + end >= 20:
        at = struct.unpack_from("<Q", data, base + end - 12)[0]
        size = struct.unpack_from("<Q", data, at + 40)[0] if at + 48 <= len(data) else 0
    if size > LONGEST_DIRECTORY:
        raise DocumentError("too large", "The archive has more names in it than can be read; unpack it, and index what you need.")

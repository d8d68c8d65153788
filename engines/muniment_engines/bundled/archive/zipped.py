"""What is in a zip, from the directory at its end."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator

from muniment_engines.api import Cancel, Member, ParseLimits
from muniment_engines.bundled.archive.names import BIGGEST, is_by_the_way, link, too_large
from muniment_engines.bundled.zips import DAMAGED, LOCKED, Zip
from muniment_engines.errors import DocumentError

_ENCRYPTED = 0x1
_UTF8 = 0x800
_LOCAL_HEADER = 30
"""Bytes in front of a file's content, at least."""


class ZipArchive:
    """A zip whose directory was read. `names` are those of the files in it that count."""

    def __init__(self, data: memoryview, limits: ParseLimits, password: str | None) -> None:
        """Raises `DocumentError`: "damaged", "too large", or "encrypted" where nothing in it can be had without a password."""
        self._zip = Zip(data, limits, password)
        self._most = limits.unpacked_bytes
        self._overlapping = _overlapping(self._zip.parts)
        self._parts = [part for part in self._zip.parts if not part.filename.endswith("/") and not is_by_the_way(_name(part))]
        if self._parts and all(part.flag_bits & _ENCRYPTED for part in self._parts) and not (password and self._is_open()):
            raise DocumentError("encrypted", LOCKED)

        self._overlapping = _overlapping(self._zip.parts)

    def names(self) -> Iterator[str]:
        return map(_name, self._parts)

    def members(self, cancel: Cancel) -> Iterator[Member]:
        """Each file, or why it cannot be had. Raises `Cancelled`."""
        self._zip.left = self._most
        for part in self._parts:
            cancel.check()
            try:
                yield Member(_name(part), self._content(part))
            except DocumentError as error:
                yield Member(_name(part), refused=error)

    def close(self) -> None:
        self._zip.close()

    def _content(self, part: zipfile.ZipInfo) -> bytes:
        if stat.S_ISLNK(part.external_attr >> 16):
            raise link()
        if part in self._overlapping:
            raise DocumentError("damaged", DAMAGED)
        if part.file_size > BIGGEST:
            raise too_large()
        try:
            return self._zip.read(part)
        except MemoryError as error:  # what a part says of the memory that it wants is not bounded by its size
            raise too_large() from error

    def _is_open(self) -> bool:
        """Whether the password opens the smallest of the files."""
        try:
            self._content(min(self._parts, key=lambda part: part.file_size))
        except DocumentError as error:
            return error.state != "encrypted"
        return True


def _overlapping(parts: list[zipfile.ZipInfo]) -> set[zipfile.ZipInfo]:
    """The parts that begin within another: nobody packs like that who means well."""
    found: set[zipfile.ZipInfo] = set()
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            found.add(part)
        end = max(end, part.header_offset + _LOCAL_HEADER + part.compress_size)
    return found


def _name(part: zipfile.ZipInfo) -> str:
    """Its name; many programs write UTF-8 without saying so."""
    if part.flag_bits & _UTF8 or part.filename.isascii():
        return part.filename
    try:
        return part.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return part.filename

"""The zip that an Office or OpenDocument file is: its parts by name, unpacked within bounds, and the relations between them.

Nothing is unpacked before it is asked for. All that is unpacked counts towards one bound, and a part that unpacks to more than
its packed size can honestly hold ends the reading: that is a bomb. Names are found in any case, with either slash.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, cast
from urllib.parse import unquote

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.zips import View, check_directory
from muniment_engines.errors import DocumentError

RATIO = 300
"""Times its packed size that a part may unpack to, where it is larger than `UNSUSPICIOUS`."""

UNSUSPICIOUS = 50_000_000
MOST_PARTS = 50_000
BIGGEST_TREE = 120_000_000
"""Bytes of a part that is read as a whole; its tree takes about ten times that."""

DAMAGED = "The file is damaged, and no part of it could be read; get it again from where it came from."
TOO_LARGE = "The file unpacks to more than the limit allows; raise the limit, or divide the file."
BOMB = "The file unpacks to hundreds of times its size, as no honest document does; it was not read."
ENCRYPTED = "The file is protected by a password; save it without one, and add it again."


@dataclass(frozen=True)
class Relation:
    """Where a part leads: the last word of the relation's type ("image", "footnotes"), and the part's name or an address."""

    kind: str
    target: str
    external: bool


class Package:
    """An open zip. `repaired` is true once a part was broken and read nevertheless."""

    def __init__(self, data: memoryview, limits: ParseLimits) -> None:
        """Raises `DocumentError` "damaged" for what is no zip, "too large" for one of too many parts."""
        check_directory(data)
        try:
            self._zip = zipfile.ZipFile(cast(IO[bytes], io.BufferedReader(View(data))))
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DocumentError("damaged", DAMAGED) from error
        infos = self._zip.infolist()
        if len(infos) > MOST_PARTS:
            raise DocumentError("too large", TOO_LARGE)
        self._infos = {_plain(info.filename): info for info in infos if not info.is_dir()}
        self._left = limits.unpacked_bytes
        self._spent: dict[str, int] = {}
        self.repaired = False

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._infos

    def names(self) -> list[str]:
        """The parts' names as they stand in the zip."""
        return [info.filename.replace("\\", "/").lstrip("/") for info in self._infos.values()]

    def read(self, name: str, most: int | None = None) -> bytes:
        """A part's bytes. Raises `KeyError` where there is none, `DocumentError` where it is broken or too large."""
        with self.open(name) as stream:
            data = stream.read(most + 1) if most is not None else stream.read()
        if most is not None and len(data) > most:
            raise DocumentError("too large", TOO_LARGE)
        return data

    def open(self, name: str) -> Part:
        """A part to be read bit by bit. Raises as `read` does."""
        info = self._infos[_plain(name)]
        if info.flag_bits & 1:
            raise DocumentError("encrypted", ENCRYPTED)
        if info.file_size > UNSUSPICIOUS and info.file_size > RATIO * max(1, info.compress_size):
            raise DocumentError("too large", BOMB)
        try:
            return Part(self, info.filename, self._zip.open(info))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
            raise DocumentError("damaged", DAMAGED) from error

    def tree(self, name: str) -> xml.Element:
        """The root element of a part; of a broken one, as far as it goes. Raises `KeyError` or `DocumentError`."""
        root, whole = xml.parsed(self.read(name, BIGGEST_TREE))
        self.repaired |= not whole
        if root is None:
            raise DocumentError("damaged", DAMAGED)
        return root

    def tree_if_there(self, name: str) -> xml.Element | None:
        """As `tree`; None where the part is missing or cannot be read at all."""
        if not name or name not in self:
            return None
        try:
            return self.tree(name)
        except DocumentError as error:
            if error.state in ("encrypted", "too large"):
                raise
            self.repaired = True
            return None

    def relations(self, name: str = "") -> dict[str, Relation]:
        """Where the part `name` leads, by identifier; of the whole package without a name."""
        folder, file = posixpath.split(name)
        root = self.tree_if_there(posixpath.join(folder, "_rels", file + ".rels"))
        found: dict[str, Relation] = {}
        for element in () if root is None else xml.children(root):
            target = xml.get(element, "Target")
            external = xml.get(element, "TargetMode") == "External"
            kind = xml.get(element, "Type").rpartition("/")[2]
            found[xml.get(element, "Id")] = Relation(kind, target if external else _joined(folder, target), external)
        return found

    def close(self) -> None:
        self._zip.close()

    def spend(self, name: str, count: int) -> None:
        """Note that `count` bytes of a part were unpacked; a second time costs nothing. Raises `DocumentError` "too large"."""
        before = self._spent.get(name, 0)
        self._left -= max(0, count - before)
        self._spent[name] = max(before, count)
        if self._left < 0:
            raise DocumentError("too large", TOO_LARGE)


class Part(io.RawIOBase):
    """A part while it is being unpacked."""

    def __init__(self, package: Package, name: str, stream: IO[bytes]) -> None:
        self._package = package
        self._name = name
        self._stream = stream
        self._count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes. Raises `DocumentError`."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        try:
            data = self._stream.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            self._package.repaired = True
            return b""
        self._count += len(data)
        self._package.spend(self._name, self._count)
        return data

    def close(self) -> None:
        self._stream.close()
        super().close()


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _joined(folder: str, target: str) -> str:
    target = unquote(target).replace("\\", "/")
    return posixpath.normpath(target if target.startswith("/") else posixpath.join(folder, target)).lstrip("/")

"""The properties of a mail, a person or an attachment in Outlook's own file, all of them copied out of it.

A property's number and type are its stream's name; short ones stand together in one stream. Texts are UTF-16, or in the letters
of the code page that the mail names.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from muniment_engines.errors import DocumentError

_STREAM, _TABLE = "__substg1.0_", "__properties_version1.0"
_TEXT, _BYTES, _LETTERS, _FOLDER = "001F", "0102", "001E", "000D"
_CODE_PAGES = (0x3FFD, 0x3FDE)
_TIME = 0x0040
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_DEEPEST = 40
_MOST_FOLDERS = 20_000


@dataclass
class Properties:
    """One folder of the file: streams by their names, other folders by theirs, and the values of the table."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, Properties] = field(default_factory=dict)
    values: dict[int, bytes] = field(default_factory=dict)
    encoding: str = "cp1252"

    @staticmethod
    def root(file: Any, most: int) -> Properties:
        """Everything in an open `olefile.OleFileIO`, up to `most` bytes. Raises `DocumentError` "too large"."""
        root = Properties()
        for count, path in enumerate(file.listdir(streams=True, storages=False)):
            if len(path) > _DEEPEST or count > _MOST_FOLDERS:
                continue
            most -= file.get_size(path)
            if most < 0:
                raise DocumentError("too large", "The mail is larger than can be; save it again from Outlook.")
            here = root
            for name in path[:-1]:
                here = here.folders.setdefault(name, Properties())
            here.streams[path[-1]] = file.openstream(path).read()
        root._understand(32)
        return root

    def _understand(self, header: int) -> None:
        """Read the tables of this folder and of those below it. How long a table's header is depends on its place."""
        waiting = [(self, header)]
        while waiting:
            here, skip = waiting.pop()
            table = here.streams.get(_TABLE, b"")
            for at in range(skip, len(table) - 15, 16):
                kind, number = struct.unpack_from("<HH", table, at)
                here.values[number << 16 | kind] = table[at + 8 : at + 16]
            here.encoding = here._code_page() or self.encoding
            for name, folder in here.folders.items():
                folder.encoding = here.encoding
                waiting.append((folder, 24 if name.startswith(_STREAM) else 8))

    def _code_page(self) -> str:
        for number in _CODE_PAGES:
            page = self.number(number, 0)
            name = {65001: "utf-8", 20127: "cp1252", 28591: "cp1252"}.get(page, f"cp{page}")
            try:
                return codecs.lookup(name).name if page else ""
            except LookupError:
                continue
        return ""

    def text(self, number: int) -> str:
        """A text; "" where there is none."""
        if (data := self.streams.get(f"{_STREAM}{number:04X}{_TEXT}")) is not None:
            return data.decode("utf-16-le", "replace").rstrip("\0")
        data = self.streams.get(f"{_STREAM}{number:04X}{_LETTERS}", b"")
        return data.decode(self.encoding, "replace").rstrip("\0")

    def data(self, number: int) -> bytes:
        """Bytes; none where there are none."""
        return self.streams.get(f"{_STREAM}{number:04X}{_BYTES}", b"")

    def number(self, number: int, otherwise: int) -> int:
        """A whole number or a flag."""
        for kind in (0x0003, 0x000B):
            if (value := self.values.get(number << 16 | kind)) is not None:
                return int.from_bytes(value[: 4 if kind == 3 else 1], "little", signed=True)
        return otherwise

    def time(self, number: int) -> datetime | None:
        """A moment; None where there is none, or one that no calendar has."""
        value = self.values.get(number << 16 | _TIME)
        try:
            ticks = int.from_bytes(value, "little") if value else 0
            return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def inner(self, number: int) -> Properties | None:
        """A mail that is kept as a property."""
        return self.folders.get(f"{_STREAM}{number:04X}{_FOLDER}")

    def below(self, start: str) -> Iterator[Properties]:
        """The folders whose names begin with `start`, in order."""
        for name in sorted(self.folders):
            if name.startswith(start):
                yield self.folders[name]

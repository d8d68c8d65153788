"""What is in a tar, from its beginning to its end; and a single file that is compressed without being an archive.

The standard library reads the headers. What it would do besides (remember all of them, jump within the file, believe any number)
is not wanted of a file that nobody trusts.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass

from muniment_engines.api import Cancel, Member, ParseLimits
from muniment_engines.bundled.archive.names import BIGGEST, is_by_the_way, link, too_large
from muniment_engines.bundled.archive.streams import Stream
from muniment_engines.bundled.zips import DAMAGED
from muniment_engines.errors import DocumentError

LOOK = 64_000_000
"""Bytes of an archive to go through for a list of names."""

MOST_HEADERS = 500_000
LONGEST_HEADER = 1_000_000
"""Bytes of what says more of a file than its header has room for."""

_BLOCK = 512
_PIECE = 1 << 20
_LONG_NAME, _LONG_LINK, _MORE, _MORE_FOR_ALL = b"L", b"K", (b"x", b"X"), b"g"
_FILES = (b"0", b"\0", b"7")


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: bytes
    size: int


class Tar:
    """A tar, compressed or not, which is gone through anew each time."""

    def __init__(self, data: memoryview, media_type: str, limits: ParseLimits) -> None:
        self._data, self._type, self._most = data, media_type, limits.unpacked_bytes

    def names(self) -> Iterator[str]:
        """The names at its beginning. Raises `DocumentError` "damaged" where not even the first can be read."""
        stream, found = Stream(self._data, self._type, min(LOOK, self._most)), False
        try:
            for entry in _entries(stream):
                if _counts(entry):
                    found = True
                    yield entry.name
                _skip(stream, entry.size)
        except DocumentError:
            if not found:
                raise

    def members(self, cancel: Cancel) -> Iterator[Member]:
        """Each file, or why it cannot be had. Raises `Cancelled`, and `DocumentError` where the rest cannot be read."""
        stream = Stream(self._data, self._type, self._most)
        for entry in _entries(stream):
            cancel.check()
            if not _counts(entry):
                _skip(stream, entry.size)
            elif entry.kind not in _FILES or entry.size > BIGGEST:
                _skip(stream, entry.size)
                yield Member(entry.name, refused=too_large() if entry.kind in _FILES else link())
            else:
                data = _exactly(stream, entry.size)
                _exactly(stream, -entry.size % _BLOCK)
                yield Member(entry.name, data)

    def close(self) -> None:
        self._data = memoryview(b"")


class CompressedFile:
    """One file that gzip, bzip2 or xz has compressed."""

    def __init__(self, data: memoryview, media_type: str, limits: ParseLimits) -> None:
        self._data, self._type, self._most = data, media_type, min(limits.unpacked_bytes, BIGGEST)

    def names(self) -> Iterator[str]:
        yield (_gzip_name(self._data) if self._type == "application/gzip" else "") or "unpacked"

    def members(self, cancel: Cancel) -> Iterator[Member]:
        """The file. Raises `Cancelled`, and `DocumentError` where it cannot be had."""
        cancel.check()
        stream = Stream(self._data, self._type, self._most)
        yield Member(next(self.names()), stream.read(self._most + 1))

    def close(self) -> None:
        self._data = memoryview(b"")


def holds_tar(data: memoryview, media_type: str) -> bool:
    """Whether what is compressed is a tar. Raises `DocumentError` "damaged" where nothing can be decompressed."""
    try:
        tarfile.TarInfo.frombuf(Stream(data, media_type, _PIECE).read(_BLOCK), "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _counts(entry: _Entry) -> bool:
    return entry.kind != tarfile.DIRTYPE and not entry.name.endswith("/") and not is_by_the_way(entry.name)


def _entries(stream: Stream) -> Iterator[_Entry]:
    """Header by header; whoever asks for the next has read, or skipped, what belongs to the last."""
    said: dict[str, str] = {}
    for _ in range(MOST_HEADERS):
        block = stream.read(_BLOCK)
        if not block.strip(b"\0"):  # two such blocks are the end, and so is the file's
            return
        try:
            info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except (tarfile.HeaderError, ValueError) as error:
            raise DocumentError("damaged", DAMAGED) from error
        if info.size < 0:
            raise DocumentError("damaged", DAMAGED)
        if info.type in (_LONG_NAME, _LONG_LINK, *_MORE, _MORE_FOR_ALL):
            said |= _further(info.type, _header(stream, info.size))
            continue
        if info.type == tarfile.GNUTYPE_SPARSE:
            _skip_map(stream, block)
        size = int(said["size"]) if said.get("size", "").isdecimal() else info.size
        has_content = info.type in _FILES or info.type not in tarfile.SUPPORTED_TYPES or info.type == tarfile.GNUTYPE_SPARSE
        yield _Entry(said.get("path", info.name), info.type, size if has_content else 0)
        said = {}
    raise DocumentError("too large", "The archive has more names in it than can be read; unpack it, and index what you need.")


def _skip_map(stream: Stream, block: bytes) -> None:
    """Of a file with holes: where they are, as far as it stands in blocks of its own."""
    goes_on = block[482]
    while goes_on:
        goes_on = _exactly(stream, _BLOCK)[504]


def _header(stream: Stream, size: int) -> bytes:
    if size > LONGEST_HEADER:
        raise DocumentError("damaged", DAMAGED)
    data = _exactly(stream, size)
    _exactly(stream, -size % _BLOCK)
    return data


def _further(kind: bytes, data: bytes) -> dict[str, str]:
    """What such a header says of the next file: its name, or its size, where they have no room in an ordinary one."""
    if kind == _LONG_NAME:
        return {"path": _text(data.partition(b"\0")[0])}
    if kind not in _MORE:
        return {}
    found, at = {}, 0
    while (space := data.find(b" ", at, at + 12)) > at and data[at:space].isdigit():
        end = at + int(data[at:space])
        key, equals, value = data[space + 1 : end - 1].partition(b"=")
        if end <= space or not equals:
            break
        found[_text(key)] = _text(value)
        at = end
    return {key: found[key] for key in ("path", "size") if key in found}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _exactly(stream: Stream, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise DocumentError("damaged", DAMAGED)
    return data


def _skip(stream: Stream, size: int) -> None:
    left = size + -size % _BLOCK
    while left:
        left -= len(_exactly(stream, min(left, _PIECE)))


def _gzip_name(data: memoryview) -> str:
    """The name that the file had before it was compressed, where it is kept."""
    flags, at = data[3] if len(data) > 9 else 0, 10
    if flags & 4:
        at += 2 + int.from_bytes(data[at : at + 2], "little")
    name = bytes(data[at : at + 300]).partition(b"\0")[0] if flags & 8 else b""
    return name.decode("latin-1").replace("\\", "/").rpartition("/")[2]

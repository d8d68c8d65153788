"""The characters of a Word 97–2003 document in their order, and where in the file each one lies.

The text is stored in pieces, as it came to be by editing; a piece has one or two bytes a character. The order counts all stories:
first the text itself, then footnotes, headers, macros, comments, endnotes and text boxes.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from muniment_engines.bundled.office.package import DAMAGED
from muniment_engines.bundled.office.word97.file import TEXT_PIECES, WordFile, plex
from muniment_engines.errors import DocumentError

_NARROW = 0x40000000


@dataclass(frozen=True)
class Piece:
    """Characters from `first` up to `end`, which lie in the file from `place` on, `width` bytes each."""

    first: int
    end: int
    place: int
    width: int


class Text:
    """`characters` has one for each position, so that a sign of two units is two characters."""

    def __init__(self, file: WordFile) -> None:
        """Raises `DocumentError` "damaged"."""
        self._pieces = list(_pieces(file))
        if sum(piece.end - piece.first for piece in self._pieces) > len(file.word):
            raise DocumentError("damaged", DAMAGED)  # pieces that lie in each other: no program writes them
        self.characters = "".join(_decoded(file.word, piece) for piece in self._pieces)
        self._starts = [piece.first for piece in self._pieces]

    def place(self, position: int) -> int:
        """Where a character lies in the file; -1 for a position beyond the text."""
        piece = self._piece(position)
        return piece.place + (position - piece.first) * piece.width if piece else -1

    def spans(self, start: int, end: int) -> Iterator[Piece]:
        """The parts of pieces that hold these characters."""
        while start < end and (piece := self._piece(start)):
            stop = min(end, piece.end)
            yield Piece(start, stop, piece.place + (start - piece.first) * piece.width, piece.width)
            start = stop

    def _piece(self, position: int) -> Piece | None:
        index = bisect_right(self._starts, position) - 1
        return self._pieces[index] if index >= 0 and position < self._pieces[index].end else None


def whole(text: str) -> str:
    """Text whose signs of two units are put together again."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _pieces(file: WordFile) -> Iterator[Piece]:
    positions, descriptions = plex(_piece_table(file.part(TEXT_PIECES)), 8)
    if not positions or positions[0] != 0:
        raise DocumentError("damaged", DAMAGED)
    for first, end, description in zip(positions, positions[1:], descriptions, strict=False):
        if end <= first:
            raise DocumentError("damaged", DAMAGED)
        place = struct.unpack_from("<I", description, 2)[0]
        narrow = bool(place & _NARROW)
        place &= _NARROW - 1
        yield Piece(first, end, place // 2 if narrow else place, 1 if narrow else 2)


def _piece_table(data: bytes) -> bytes:
    """What stands behind the properties that pieces may share."""
    at = 0
    while at + 5 <= len(data):
        if data[at] == 2:
            return data[at + 5 : at + 5 + int.from_bytes(data[at + 1 : at + 5], "little")]
        at += 3 + int.from_bytes(data[at + 1 : at + 3], "little")
    return b""


def _decoded(word: bytes, piece: Piece) -> str:
    count = piece.end - piece.first
    data = word[piece.place : piece.place + count * piece.width].ljust(count * piece.width, b"\0")
    if piece.width == 1:
        return data.decode("latin-1").translate(_CP1252)
    return np.frombuffer(data, "<u2").astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


_CP1252 = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}

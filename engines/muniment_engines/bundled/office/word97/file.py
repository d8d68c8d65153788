"""The streams of a Word 97–2003 document, and where things lie in them: what the file information block (FIB) at the start says.

The text's stream also holds how paragraphs and characters look; everything else lies in the table stream.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from muniment_engines.bundled.office.compound import Compound
from muniment_engines.bundled.office.package import DAMAGED
from muniment_engines.errors import DocumentError

BEFORE_97 = "This is a document of a Word before 97, which Muniment cannot read; save it as a PDF with the program that made it."

STYLES, FOOTNOTE_REFERENCES, FOOTNOTES, COMMENT_REFERENCES, COMMENTS = 1, 2, 3, 4, 5
HEADERS, CHARACTER_PAGES, PARAGRAPH_PAGES, FONTS, TEXT_PIECES = 11, 12, 13, 15, 33
COMMENT_AUTHORS, ANCHORS, ENDNOTE_REFERENCES, ENDNOTES, BOXES, LISTS, LIST_USES = 36, 40, 46, 47, 56, 73, 74
"""Places in the FIB's list of what lies where in the table stream."""

_IDENTS = (0xA5EC, 0xA5DC, 0xA5DB)
_FIRST_OF_97 = 0xC0
_SECOND_TABLE = 0x0200


class WordFile:
    """The bytes of a document. `counts` says how many characters each of its stories has, in their order."""

    def __init__(self, compound: Compound) -> None:
        """Raises `DocumentError`: "damaged", or "not supported" for a document of an older Word."""
        self.word = compound.read("WordDocument")
        try:
            ident, version = struct.unpack_from("<HH", self.word)
            flags = struct.unpack_from("<H", self.word, 10)[0]
            if ident in _IDENTS and version < _FIRST_OF_97:
                raise DocumentError("not supported", BEFORE_97)
            at = 0x22 + 2 * struct.unpack_from("<H", self.word, 0x20)[0]
            longs = struct.unpack_from("<H", self.word, at)[0]
            self.counts = struct.unpack_from("<8I", self.word, at + 2 + 4 * 3)
            self._places = at + 2 + 4 * longs + 2
        except struct.error as error:
            raise DocumentError("damaged", DAMAGED) from error
        if ident not in _IDENTS:
            raise DocumentError("damaged", DAMAGED)
        names = ("1Table", "0Table") if flags & _SECOND_TABLE else ("0Table", "1Table")
        self.table = compound.read(names[0]) or compound.read(names[1])
        self.data = compound.read("Data")

    def span(self, place: int) -> tuple[int, int]:
        """Where something begins and ends in the table stream; an empty span where the file has none."""
        try:
            start, length = struct.unpack_from("<II", self.word, self._places + 8 * place)
        except struct.error:
            return 0, 0
        return start, min(start + length, len(self.table))

    def part(self, place: int) -> bytes:
        start, end = self.span(place)
        return self.table[start:end]

    def plex(self, place: int, size: int) -> tuple[tuple[int, ...], list[bytes]]:
        """Positions of characters, and what belongs to each from one to the next, `size` bytes each."""
        return plex(self.part(place), size)


def plex(data: bytes, size: int) -> tuple[tuple[int, ...], list[bytes]]:
    """As `WordFile.plex`, of bytes."""
    count = max(0, (len(data) - 4) // (4 + size))
    positions = struct.unpack_from(f"<{count + 1}I", data) if count else ()
    start = 4 * (count + 1)
    return positions, [data[at : at + size] for at in range(start, start + count * size, size)] if size else []


def changes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The properties that bytes change (`grpprl`): the code of each, and its operand."""
    at = 0
    while at + 2 <= len(data):
        code = int.from_bytes(data[at : at + 2], "little")
        at += 2
        size = (1, 1, 2, 4, 2, 2, 0, 3)[code >> 13]
        if code >> 13 == 6:
            wide = 2 if code in (0xD608, 0xD606) else 1  # the borders of a row have a longer length, one more than it is
            size = max(0, int.from_bytes(data[at : at + wide], "little") - (wide == 2))
            at += wide
        yield code, data[at : at + size]
        at += size

"""How the paragraphs and characters of a Word 97–2003 document look, as far as it tells what they are.

Both are stored in pages of 512 bytes in the text's stream: runs of bytes in the file, and for each what it changes of its style.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from muniment_engines.bundled.office.word97.file import CHARACTER_PAGES, PARAGRAPH_PAGES, WordFile, changes, plex

_PAGE = 512
_MOST_EDGES = 64


@dataclass(frozen=True)
class Row:
    """What the end of a row says: where its cells begin and end, which go on from above, and whether it is a header."""

    edges: tuple[int, ...] = ()
    goes_on: tuple[bool, ...] = ()
    header: bool = False


@dataclass(frozen=True)
class Paragraph:
    """`level` is that of a heading, 0 for none, -1 where only the style says it. `depth` counts the tables
    that it is in; `list` is the number of its list's use, and `list_level` its level in it, from 0.
    """

    level: int = -1
    depth: int = 0
    row_end: bool = False
    inner_cell_end: bool = False
    inner_row_end: bool = False
    list: int = 0
    list_level: int = 0
    begins_page: bool = False
    row: Row = Row()


@dataclass(frozen=True)
class Look:
    """How characters look. `bold` may be None, where the style says it, or 129 for the opposite of that.

    `symbol` is a font's number and a character in it; `picture` where the data of a field of a form lie, -1 for nowhere.
    """

    deleted: bool = False
    hidden: bool = False
    bold: int | None = None
    symbol: tuple[int, int] | None = None
    picture: int = -1


class Looks:
    """The paragraphs' and the characters' looks by their places in the file."""

    def __init__(self, file: WordFile) -> None:
        self._data = file.data
        self._paragraphs = _Runs(_runs(file, PARAGRAPH_PAGES, _paragraph_bytes))
        self._characters = _Runs(_runs(file, CHARACTER_PAGES, _character_bytes))
        self._known: dict[tuple[bytes, Paragraph | None], Paragraph] = {}
        self._seen: dict[bytes, Look] = {}

    def style_of(self, place: int) -> int:
        """The number of the style of the paragraph whose last character lies at `place`."""
        data = self._paragraphs.at(place)
        return int.from_bytes(data[:2], "little")

    def paragraph(self, place: int, style: Paragraph) -> Paragraph:
        """How it looks, where its style looks like `style`."""
        data = self._paragraphs.at(place)
        found = self._known.get((data, style))
        if found is None:
            found = self._known[data, style] = paragraph_after(style, data[2:], self._data)
        return found

    def characters(self, start: int, end: int) -> Iterator[tuple[int, int, Look]]:
        """The runs of bytes from `start` to `end`."""
        for first, stop, data in self._characters.within(start, end):
            look = self._seen.get(data)
            if look is None:
                look = self._seen[data] = look_after(data)
            yield first, stop, look


def paragraph_after(before: Paragraph, data: bytes, huge: bytes = b"") -> Paragraph:
    """What becomes of a paragraph's look by changes; `huge` is the stream in which those lie that are too long."""
    found = before
    for code, operand in changes(data):
        value = int.from_bytes(operand[:4], "little")
        if code in (0x6646, 0x6645) and huge:
            length = int.from_bytes(huge[value : value + 2], "little")
            found = paragraph_after(found, huge[value + 2 : value + 2 + length])
        elif code in _PARAGRAPH_CHANGES:
            found = _PARAGRAPH_CHANGES[code](found, value)
        elif code == 0xD608:
            found = replace(found, row=_row(operand, found.row.header))
        elif code == 0x3404:
            found = replace(found, row=replace(found.row, header=bool(value)))
    return found


_PARAGRAPH_CHANGES: dict[int, Callable[[Paragraph, int], Paragraph]] = {
    0x2640: lambda p, v: replace(p, level=v + 1 if v < 9 else 0),
    0x2416: lambda p, v: replace(p, depth=max(p.depth, 1) if v else 0),
    0x6649: lambda p, v: replace(p, depth=min(v, 100)),
    0x2417: lambda p, v: replace(p, row_end=bool(v)),
    0x244B: lambda p, v: replace(p, inner_cell_end=bool(v)),
    0x244C: lambda p, v: replace(p, inner_row_end=bool(v)),
    0x460B: lambda p, v: replace(p, list=v if v < 0x7FF else 0),
    0x260A: lambda p, v: replace(p, list_level=min(v, 8)),
    0x2407: lambda p, v: replace(p, begins_page=bool(v)),
}


def look_after(data: bytes) -> Look:
    """How characters look by what they change."""
    found = Look()
    for code, operand in changes(data):
        value = int.from_bytes(operand, "little")
        if code == 0x0800:
            found = replace(found, deleted=bool(value & 1))
        elif code == 0x083C:
            found = replace(found, hidden=value in (1, 129))
        elif code == 0x0835:
            found = replace(found, bold=value)
        elif code == 0x6A09 and len(operand) == 4:
            found = replace(found, symbol=(value & 0xFFFF, value >> 16))
        elif code == 0x6A03 and len(operand) == 4:
            found = replace(found, picture=value)
    return found


def _row(operand: bytes, header: bool) -> Row:
    count = min(operand[0] if operand else 0, _MOST_EDGES)
    try:
        edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    except struct.error:
        return Row(header=header)
    start = 1 + 2 * (operand[0] + 1)
    cells = (int.from_bytes(operand[start + 20 * i : start + 20 * i + 2], "little") for i in range(count))
    return Row(edges, tuple(cell >> 5 & 3 == 1 for cell in cells), header)


class _Runs:
    """Runs of bytes in the file that look alike, in order."""

    def __init__(self, runs: Iterator[tuple[int, int, bytes]]) -> None:
        self._runs = sorted(runs, key=lambda run: run[0])
        self._starts = [start for start, _, _ in self._runs]

    def at(self, place: int) -> bytes:
        index = bisect_right(self._starts, place) - 1
        return self._runs[index][2] if index >= 0 and place < self._runs[index][1] else b""

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """The runs between two places; what none of them says anything of has no changes."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while start < end:
            first, stop, data = self._runs[index] if index < len(self._runs) else (end, end, b"")
            if stop <= start and index < len(self._runs):
                index += 1
                continue
            if first > start:
                yield start, min(first, end), b""
                start = min(first, end)
                continue
            yield start, min(stop, end), data
            start = min(stop, end)
            index += 1


def _runs(file: WordFile, place: int, read: Callable[[bytes, int, int], bytes]) -> Iterator[tuple[int, int, bytes]]:
    seen: set[int] = set()
    for entry in plex(file.part(place), 4)[1]:
        number = int.from_bytes(entry, "little") & 0x3FFFFF
        page = file.word[number * _PAGE : (number + 1) * _PAGE]
        if number in seen or len(page) < _PAGE:
            continue
        seen.add(number)
        count = page[_PAGE - 1]
        if 4 * (count + 1) > _PAGE:
            continue
        places = struct.unpack_from(f"<{count + 1}I", page)
        for index, (start, end) in enumerate(pairwise(places)):
            if start < end:
                yield start, end, read(page, count, index)


def _paragraph_bytes(page: bytes, count: int, index: int) -> bytes:
    """The number of the style in two bytes, and what the paragraph changes of it."""
    at = 4 * (count + 1) + 13 * index
    start = 2 * page[at] if at < _PAGE else 0
    if not start:
        return b""
    if page[start]:
        return page[start + 1 : start + 2 * page[start]]
    return page[start + 2 : start + 2 + 2 * page[start + 1]] if start + 1 < _PAGE else b""


def _character_bytes(page: bytes, count: int, index: int) -> bytes:
    at = 4 * (count + 1) + index
    start = 2 * page[at] if at < _PAGE else 0
    return page[start + 1 : start + 1 + page[start]] if start else b""

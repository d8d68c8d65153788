"""The records that a PowerPoint 97–2003 presentation consists of, and which of them are the newest.

A record is a head of eight bytes and its data, which are records again in a container. Each saving may have put changed records
behind all others, and a directory of where the newest of each is; the directories point back to the ones before.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

DOCUMENT, SLIDE, NOTES, OBJECT = 0x03E8, 0x03EE, 0x03F0, 0x1011
_EDIT, _DIRECTORY = 0x0FF5, 0x1772
_HEAD = 8
_MOST_EDITS = 10_000
_MOST_ENTRIES = 1_000_000
DEEPEST = 40


@dataclass(frozen=True)
class Record:
    """`start` and `end` are where its data lie in `stream`."""

    stream: bytes
    kind: int
    instance: int
    is_container: bool
    start: int
    end: int

    @property
    def data(self) -> bytes:
        return self.stream[self.start : self.end]

    def children(self, *kinds: int) -> Iterator[Record]:
        """The records in it, those of these kinds; all of them where none is named."""
        return (found for found in records(self.stream, self.start, self.end) if not kinds or found.kind in kinds)

    def within(self, *kinds: int, depth: int = DEEPEST) -> Iterator[Record]:
        """The records of these kinds at any depth, outermost ones only."""
        for child in self.children():
            if child.kind in kinds:
                yield child
            elif child.is_container and depth:
                yield from child.within(*kinds, depth=depth - 1)

    def number(self, at: int, form: str = "<I") -> int:
        """A number in its data; 0 where they are too short."""
        try:
            number = int(struct.unpack_from(form, self.stream, self.start + at)[0])
        except struct.error:
            return 0
        return number if self.start + at + struct.calcsize(form) <= self.end else 0


def records(stream: bytes, start: int, end: int) -> Iterator[Record]:
    """The records that lie one behind the other; one that is longer than what holds it is cut."""
    end = min(end, len(stream))
    while start >= 0 and start + _HEAD <= end:
        first, kind, size = struct.unpack_from("<HHI", stream, start)
        start += _HEAD
        yield Record(stream, kind, first >> 4, first & 0xF == 0xF, start, min(start + size, end))
        start += size


def record_at(stream: bytes, place: int) -> Record | None:
    return next(records(stream, place, len(stream)), None)


def newest(stream: bytes, edit: int) -> dict[int, int]:
    """Where the newest record of each identifier lies; `edit` is where the last saving is noted. Empty where that is broken."""
    found: dict[int, int] = {}
    seen: set[int] = set()
    count = 0
    while edit and edit not in seen and len(seen) < _MOST_EDITS:
        seen.add(edit)
        noted = record_at(stream, edit)
        if noted is None or noted.kind != _EDIT:
            break
        directory = record_at(stream, noted.number(12))
        if directory is not None and directory.kind == _DIRECTORY:
            for identifier, place in _entries(directory.data):
                found.setdefault(identifier, place)
                count += 1
                if count > _MOST_ENTRIES:
                    return found
        edit = noted.number(8)
    return found


def document_of(stream: bytes, edit: int, places: dict[int, int]) -> Record | None:
    """The presentation's main record: the one that the last saving names, or the last of its kind in the stream."""
    noted = record_at(stream, edit) if edit else None
    if noted is not None and noted.kind == _EDIT:
        found = record_at(stream, places.get(noted.number(16), len(stream)))
        if found is not None and found.kind == DOCUMENT:
            return found
    found = None
    for record in records(stream, 0, len(stream)):
        found = record if record.kind == DOCUMENT else found
    return found


def _entries(data: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at + 4 <= len(data):
        head = int.from_bytes(data[at : at + 4], "little")
        at += 4
        for index in range(head >> 20):
            if at + 4 > len(data):
                return
            yield (head & 0xFFFFF) + index, int.from_bytes(data[at : at + 4], "little")
            at += 4

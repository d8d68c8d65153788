"""What hangs from the text of a Word 97–2003 document: footnotes, endnotes, comments, text boxes; and headers and footers.

Each kind has a story of its own behind the text, and a list of the characters that point into it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from muniment_engines.bundled.office.numbering import roman
from muniment_engines.bundled.office.word97.file import (
    ANCHORS,
    BOXES,
    COMMENT_AUTHORS,
    COMMENT_REFERENCES,
    COMMENTS,
    ENDNOTE_REFERENCES,
    ENDNOTES,
    FOOTNOTE_REFERENCES,
    FOOTNOTES,
    HEADERS,
    WordFile,
)

TEXT, _FOOTNOTES, _HEADERS, _COMMENTS, _ENDNOTES, _BOXES = 0, 1, 2, 4, 5, 6
"""Places in the order of the stories."""

_SEPARATORS = 6
"""Stories before the first section's headers: lines above notes."""

_KINDS_OF_EDGE = 6
_AT_TOP = (0, 1, 4)
"""Of the six edges of a section, those at the top: of even, odd and first pages."""


@dataclass(frozen=True)
class Aside:
    """Something that hangs from the character at `anchor`: what stands before it, and its characters from `start` to `end`.

    `label` is None for a text box, which is read paragraph by paragraph.
    """

    anchor: int
    label: str | None
    start: int
    end: int


def stories(file: WordFile) -> list[tuple[int, int]]:
    """From where to where each story reaches, in the order of `WordFile.counts`."""
    found, at = [], 0
    for count in file.counts:
        found.append((at, at + count))
        at += count
    return found


def asides_of(file: WordFile) -> list[Aside]:
    """All that hangs from the text, in no order."""
    spans = stories(file)
    found = [
        Aside(a, f"[{n}]", *span)
        for n, (a, span) in enumerate(_notes(file, FOOTNOTE_REFERENCES, 2, FOOTNOTES, spans[_FOOTNOTES]), 1)
    ]
    found += [
        Aside(a, f"[{roman(min(n, 3999))}]", *span)
        for n, (a, span) in enumerate(_notes(file, ENDNOTE_REFERENCES, 2, ENDNOTES, spans[_ENDNOTES]), 1)
    ]
    return [*found, *_comments(file, spans[_COMMENTS]), *_boxes(file, spans[_BOXES])]


def edges_of(file: WordFile) -> Iterator[tuple[bool, int, int]]:
    """Headers (`True`) and footers, section by section."""
    for number, start, end in _parts(_positions(file.part(HEADERS)), stories(file)[_HEADERS]):
        if number >= _SEPARATORS:
            yield (number - _SEPARATORS) % _KINDS_OF_EDGE in _AT_TOP, start, end


def _notes(
    file: WordFile, references: int, size: int, texts: int, story: tuple[int, int]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """The anchors, and where the text of each lies."""
    anchors = file.plex(references, size)[0][:-1]
    for number, start, end in _parts(_positions(file.part(texts)), story):
        if number < len(anchors):
            yield anchors[number], (start, end)


def _comments(file: WordFile, story: tuple[int, int]) -> Iterator[Aside]:
    authors = list(_strings(file.part(COMMENT_AUTHORS)))
    positions, kinds = file.plex(COMMENT_REFERENCES, 30)
    for number, start, end in _parts(_positions(file.part(COMMENTS)), story):
        if number >= len(kinds):
            break
        index = int.from_bytes(kinds[number][20:22], "little")
        author = authors[index] if index < len(authors) else ""
        yield Aside(positions[number], f"Comment by {author}:" if author else "Comment:", start, end)


def _boxes(file: WordFile, story: tuple[int, int]) -> Iterator[Aside]:
    """Text boxes, each where its shape is anchored; those whose anchor is not told at the end."""
    places, shapes = file.plex(ANCHORS, 26)
    anchors = {shape[:4]: place for place, shape in zip(places, shapes, strict=False)}
    positions, boxes = file.plex(BOXES, 22)
    for number, start, end in _parts(positions, story):
        yield Aside(anchors.get(boxes[number][14:18], file.counts[TEXT]), None, start, end)


def _parts(positions: tuple[int, ...], story: tuple[int, int]) -> Iterator[tuple[int, int, int]]:
    """The parts of a story with their numbers, from where to where; a part that reaches back into one before is left out."""
    reached = story[0]
    for number, (first, stop) in enumerate(pairwise(positions)):
        start, end = story[0] + first, min(story[0] + stop, story[1])
        if reached <= start < end:
            reached = end
            yield number, start, end


def _positions(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)


def _strings(data: bytes) -> Iterator[str]:
    at = 0
    while at + 2 <= len(data):
        length = int.from_bytes(data[at : at + 2], "little")
        yield " ".join(data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace").split())[:100]
        at += 2 + 2 * length

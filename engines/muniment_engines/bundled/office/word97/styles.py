"""The styles of a Word 97–2003 document: which are headings, which are bold, which belong to a list.

Styles that Word brings along have fixed numbers, whatever they are called in the language of the program.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field, replace

from muniment_engines.bundled.office.word97.file import STYLES, WordFile
from muniment_engines.bundled.office.word97.looks import Paragraph, look_after, paragraph_after

_TITLE = 62
_NONE = 0xFFF
_DEEPEST = 20
"""Styles that rest on each other, at most."""


@dataclass(frozen=True)
class Style:
    """How a paragraph of a style looks; `level` of its headings, 0 for none; `title` marks that of the document's title."""

    paragraph: Paragraph = field(default_factory=Paragraph)
    level: int = 0
    bold: bool = False
    title: bool = False


@dataclass(frozen=True)
class _Stored:
    kind: int
    base: int
    paragraph: bytes
    characters: bytes


class Styles:
    """The styles by their numbers."""

    def __init__(self, file: WordFile) -> None:
        self._stored = _stored(file.part(STYLES))
        self._known: dict[int, Style] = {}

    def __getitem__(self, number: int) -> Style:
        """The style; a plain one for a number that the document does not know."""
        if number not in self._known:
            self._known[number] = self._style(number)
        return self._known[number]

    def _style(self, number: int) -> Style:
        chain: list[_Stored] = []
        while (stored := self._stored.get(number)) is not None and len(chain) < _DEEPEST:
            chain.append(stored)
            number = stored.base
        look = Paragraph()
        bold: int | None = None
        for stored in reversed(chain):
            look = paragraph_after(look, stored.paragraph)
            own = look_after(stored.characters).bold
            bold = bold if own is None else own
        kinds = [stored.kind for stored in chain]
        level = next((kind for kind in kinds if 1 <= kind <= 9), 1 if _TITLE in kinds else 0)
        level = look.level if look.level >= 0 and not level else level
        return Style(replace(look, level=-1), level, bold == 1, _TITLE in kinds[:1])


def _stored(data: bytes) -> dict[int, _Stored]:
    if len(data) < 6:
        return {}
    head = int.from_bytes(data[:2], "little")
    count, base_size = struct.unpack_from("<HH", data, 2)
    found: dict[int, _Stored] = {}
    at = 2 + head
    for number in range(count):
        size = int.from_bytes(data[at : at + 2], "little")
        at += 2
        if size and (stored := _one(data[at : at + size], base_size)) is not None:
            found[number] = stored
        at += size
        if at >= len(data):
            break
    return found


def _one(data: bytes, base_size: int) -> _Stored | None:
    """A style of paragraphs; None for one of characters or tables."""
    if len(data) < max(base_size, 10) + 2:
        return None
    kind, based, parts = struct.unpack_from("<HHH", data)
    if based & 0xF != 1:
        return None
    at = base_size + 2 + 2 * int.from_bytes(data[base_size : base_size + 2], "little") + 2
    changed: list[bytes] = []
    for _ in range(min(parts & 0xF, 2)):
        at += at % 2
        size = int.from_bytes(data[at : at + 2], "little")
        changed.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    paragraph, characters = (*changed, b"", b"")[:2]
    base = based >> 4
    return _Stored(kind & _NONE, base if base != _NONE else -1, paragraph[2:], characters)

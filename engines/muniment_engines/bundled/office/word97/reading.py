"""Paragraph after paragraph of a Word 97–2003 document, as a person sees it: without the codes of fields, and what was deleted.

A field is a code, its result, and three signs around them; only the result is shown. A box of a form has no result: whether it is
ticked lies in the stream of data.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from muniment_engines.bundled.office.symbols import sign
from muniment_engines.bundled.office.word97.file import FONTS, WordFile
from muniment_engines.bundled.office.word97.looks import Look, Looks, Paragraph
from muniment_engines.bundled.office.word97.styles import Style, Styles
from muniment_engines.bundled.office.word97.text import Text, whole

CELL, PAGE = "\x07", "\x0c"
"""What may end a paragraph, besides the usual sign: a cell or a row, and a page or a section."""

_END = re.compile("[\r\x07\x0c]")
_FIELD = re.compile("[\x13\x14\x15]")
_BEGIN, _RESULT = "\x13", "\x14"
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_LONGEST_CODE = 2000
_SWITCH = re.compile(r'\\\*\s+(?:"[^"]*"|\S+)')
_READING = re.compile(r"\\o\s*\\ad\s*\(\s*\\s[^()]*\([^()]*\)\s*,([^()]*)\)")
_COMMAND = re.compile(r"\\[a-z]+\s*\d*", re.I)
_OPPOSITE = 129
_SHOWN = dict.fromkeys(range(0x20), "") | {0x09: "\t", 0x0A: "\n", 0x0B: "\n", 0x0E: "\n", 0x1E: "-", 0xA0: " ", 0xAD: ""}


@dataclass(frozen=True)
class Read:
    """A paragraph: its text, the sign that ends it, how it and its style look, and its characters from `start` to `end`."""

    text: str
    mark: str
    look: Paragraph
    style: Style
    strong: bool
    start: int
    end: int


class Reader:
    """`signs` stand for what hangs from a character, by its position. `tracked` and `hidden` tell what was met."""

    def __init__(self, file: WordFile) -> None:
        self.text = Text(file)
        self.signs: dict[int, str] = {}
        self.tracked = self.hidden = False
        self._data = file.data
        self._looks = Looks(file)
        self._styles = Styles(file)
        self._fonts = _fonts(file.part(FONTS))

    def paragraphs(self, start: int, end: int, without_pages: bool = False) -> Iterator[Read]:
        """The paragraphs of a story, or of a part of one. `without_pages` leaves out the numbers of pages."""
        end = min(end, len(self.text.characters))
        gone = _Gone(self._codes(start, end, without_pages))
        while start < end:
            found = _END.search(self.text.characters, start, end)
            stop = found.start() if found else end
            place = self.text.place(stop if found else stop - 1)
            style = self._styles[self._looks.style_of(place)]
            look = self._looks.paragraph(place, style.paragraph)
            text, strong = self._shown(start, stop, gone, style.bold)
            yield Read(text, found[0] if found else "\r", look, style, strong, start, stop + 1)
            start = stop + 1

    def _shown(self, start: int, end: int, gone: _Gone, bold: bool) -> tuple[str, bool]:
        """The text of some characters, and whether all of it is bold."""
        parts: list[str] = []
        letters = strong = 0
        for first, stop, look in self._runs(start, end):
            if look.deleted:
                self.tracked = True
                continue
            is_bold = bold if look.bold is None else (not bold if look.bold == _OPPOSITE else look.bold == 1)
            text = self._run(first, stop, look, gone)
            self.hidden |= look.hidden and bool(text.strip())
            parts.append(text)
            letters += len(text.strip())
            strong += len(text.strip()) if is_bold else 0
        return whole("".join(parts)), 0 < letters == strong

    def _runs(self, start: int, end: int) -> Iterator[tuple[int, int, Look]]:
        """The positions of characters that look alike."""
        for piece in self.text.spans(start, end):
            stop = piece.place + (piece.end - piece.first) * piece.width
            for first, last, look in self._looks.characters(piece.place, stop):
                a, b = (piece.first + (at - piece.place) // piece.width for at in (first, last))
                if a < b:
                    yield a, b, look

    def _run(self, start: int, end: int, look: Look, gone: _Gone) -> str:
        parts: list[str] = []
        for first, last, instead in gone.within(start, end):
            parts.append(self._plain(start, first, look))
            if first >= start and instead:
                parts.append(instead)
            start = max(start, min(last, end))
        return "".join([*parts, self._plain(start, end, look)])

    def _plain(self, start: int, end: int, look: Look) -> str:
        if start >= end:
            return ""
        text = self.text.characters[start:end]
        if look.symbol is not None:
            return sign(self._fonts.get(look.symbol[0], ""), look.symbol[1]) * min(len(text), 100)
        if self.signs and ("\x02" in text or "\x05" in text):
            return "".join(self.signs.get(start + i) or c.translate(_SHOWN) for i, c in enumerate(text))
        return text.translate(_SHOWN)

    def _codes(self, start: int, end: int, without_pages: bool) -> list[tuple[int, int, str]]:
        """What of the fields between two positions is not shown, from where to where, and what stands there instead."""
        open_: list[tuple[int, int]] = []
        found: list[tuple[int, int, str]] = []
        for match in _FIELD.finditer(self.text.characters, start, end):
            at = match.start()
            if match[0] == _BEGIN:
                open_.append((at, -1))
            elif match[0] == _RESULT and open_ and open_[-1][1] < 0:
                open_[-1] = (open_[-1][0], at)
            elif match[0] != _RESULT and open_:
                first, result = open_.pop()
                code = self.text.characters[first + 1 : min(result if result >= 0 else at, first + _LONGEST_CODE)]
                name = code.split(maxsplit=1)[0].upper() if code.strip() else ""
                whole_field = result < 0 or (without_pages and name in _PAGE_FIELDS)
                instead = self._box(first, at) if name == "FORMCHECKBOX" else _equation(code) if name == "EQ" else ""
                found.append((first, at + 1 if whole_field else result + 1, instead if result < 0 or name != "EQ" else ""))
        return _outermost(found)

    def _box(self, start: int, end: int) -> str:
        """A box of a form, ticked or not, by the data that hang from a character of its field."""
        for first, stop, look in self._runs(start, end):
            if look.picture < 0 or "\x01" not in self.text.characters[first:stop]:
                continue
            head = self._data[look.picture : look.picture + 6]
            at = look.picture + int.from_bytes(head[4:6], "little")
            data = self._data[at : at + 1000]
            result = int.from_bytes(data[4:6], "little") >> 2 & 31
            name_end = 10 + 2 * (int.from_bytes(data[10:12], "little") + 2)
            usual = int.from_bytes(data[name_end : name_end + 2], "little")
            return "☒" if (usual if result == 25 else result) == 1 else "☐"
        return "☐"


class _Gone:
    """What of a story's fields is not shown, in order; nothing lies in another."""

    def __init__(self, spans: list[tuple[int, int, str]]) -> None:
        self._spans = spans
        self._starts = [start for start, _, _ in spans]

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """What lies between two positions, or reaches into there."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._spans) and self._spans[index][0] < end:
            if self._spans[index][1] > start:
                yield self._spans[index]
            index += 1


def _equation(code: str) -> str:
    """What an equation field shows, as far as its letters tell; of a word with its reading above it, the word."""
    text = _READING.sub(r"\1", _SWITCH.sub("", code.strip()[2:]))
    return " ".join(_COMMAND.sub("", text).split())


def _outermost(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The spans in order, without those that lie in another."""
    found: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return found


def _fonts(data: bytes) -> dict[int, str]:
    """The names of the fonts by their numbers."""
    found: dict[int, str] = {}
    at = 4
    for number in range(int.from_bytes(data[:2], "little")):
        if at >= len(data):
            break
        size = data[at]
        name = data[at + 1 + 39 : at + 1 + size].decode("utf-16-le", "replace")
        found[number] = name.split("\0", 1)[0]
        at += 1 + size
    return found

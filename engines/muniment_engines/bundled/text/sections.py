"""Cuts a text into sections, the "pages" of a format that has none.

Plain text is cut at form feeds, Markdown before its headings (a heading that stands directly below another stays with it). What
is longer than a printed page or so is cut again: after a paragraph if there is one in its second half, else after a line, a
sentence or a word, and only else in the middle of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 4000
"""Characters of a section at most."""

LONGEST_HEADING = 300
"""A longer line is a paragraph, whatever it begins with."""

_CUTS = tuple(re.compile(p) for p in (r"\n[ \t]*\n\s*", r"\n\s*", r"[.!?…][\"”’')\]]*\s+|[。！？]", r"\s+"))
"""Where to cut, best first: after a paragraph, a line, a sentence, a word."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*\n?\Z", re.S)
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*\n?\Z")
_NO_PARAGRAPH = re.compile(r"\s*\Z|\s{4}| {0,3}(?:[>|#*+-]|\d+[.)]\s)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")


@dataclass(frozen=True)
class Section:
    """A piece of the text, with the headings that stand in it: title and level, from 1."""

    text: str
    headings: tuple[tuple[str, int], ...] = ()


def plain_sections(text: str) -> list[Section]:
    """Sections whose texts are `text` when put together."""
    return [Section(piece) for page in re.findall(r"[^\f]*\f|[^\f]+\Z", text) for piece in pieces(page)]


def markdown_sections(text: str) -> list[Section]:
    """Sections whose texts are `text` when put together. The headings of a section that is cut stand in its first part."""
    sections = []
    for block, headings in _blocks(_marked(_LINE.findall(text))):
        first, *rest = pieces(block)
        sections += [Section(first, headings), *(Section(piece) for piece in rest)]
    return sections


def pieces(text: str) -> Iterator[str]:
    """Parts of at most `LONGEST` characters whose texts are `text` when put together."""
    start = 0
    while len(text) - start > LONGEST:
        end = _cut(text, start)
        yield text[start:end]
        start = end
    yield text[start:]


def _cut(text: str, start: int) -> int:
    """Where the piece from `start` ends, of half the longest to the longest."""
    middle, end = start + LONGEST // 2, start + LONGEST
    for pattern in _CUTS:
        found = [match.end() for match in pattern.finditer(text, middle, end)]
        if found:
            return found[-1]
    return end


Marked = tuple[str, tuple[str, int] | None]
"""A line, or two for an underlined heading, and the heading that it is."""


def _marked(lines: list[str]) -> Iterator[Marked]:
    fence = ""
    at = 0
    while at < len(lines):
        line = lines[at]
        underline = _UNDERLINE.match(lines[at + 1]) if at + 1 < len(lines) else None
        if mark := _FENCE.match(line):
            fence = _after_fence(fence, mark[1])
            yield line, None
        elif fence or len(line) > LONGEST_HEADING:
            yield line, None
        elif heading := _HEADING.match(line):
            yield line, (_plain(heading[2] or ""), len(heading[1]))
        elif underline and not _NO_PARAGRAPH.match(line) and (at == 0 or not lines[at - 1].strip()):
            yield line + lines[at + 1], (_plain(line), 1 if underline[1].startswith("=") else 2)
            at += 1
        else:
            yield line, None
        at += 1


def _after_fence(fence: str, mark: str) -> str:
    """The fence of the code that one is in after a line that begins with `mark`."""
    if not fence:
        return mark
    return "" if mark[0] == fence[0] and len(mark) >= len(fence) else fence


def _blocks(lines: Iterable[Marked]) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """The text from one heading to the next that does not directly follow it, and the headings in it."""
    block: list[str] = []
    headings: list[tuple[str, int]] = []
    has_body = False
    for line, heading in lines:
        if heading and has_body:
            yield "".join(block), tuple(headings)
            block, headings, has_body = [], [], False
        block.append(line)
        if heading:
            headings += [heading] if heading[0] else []
        elif line.strip():
            has_body = True
    if block:
        yield "".join(block), tuple(headings)


def _plain(heading: str) -> str:
    """A heading without the signs of links and emphasis."""
    return " ".join(_EMPHASIS.sub(r"\2", _LINK.sub(r"\1", heading)).split())

r"""Reads Rich Text (RTF), with striprtf, which takes the text out of the codes.

Before that, what it would lose or spoil is prepared (`_prepared`): headers, footers and footnotes are read by themselves, what a
tracked change deleted goes, cells, rows, headings and pages are marked by control characters, which no text holds. Afterwards the
marks become tables, headings and pages again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from striprtf.striprtf import rtf_to_text

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.flow import LONGEST_HEADING, Block
from muniment_engines.bundled.office.cells import Cell, flat
from muniment_engines.bundled.office.document import Draft, Place, places_of
from muniment_engines.bundled.office.docx import TRACKED
from muniment_engines.bundled.office.numbering import BULLET
from muniment_engines.bundled.office.package import DAMAGED
from muniment_engines.bundled.office.paging import numbers_pages
from muniment_engines.bundled.office.parts import LONGEST_VALUE, title_of
from muniment_engines.bundled.office.tables import table_lines
from muniment_engines.errors import DocumentError

_CELL, _ROW, _LEVEL, _PAGE = "\x1f", "\x1e", "\x1d", "\x0c"
_MARKS = (
    (re.compile(r"\\(?:nest)?cell(?![a-z])"), r"\\'1f"),
    (re.compile(r"\\(?:nest)?row(?![a-z])"), r"\\'1e"),
    (re.compile(r"\\outlinelevel([0-8])(?!\d)"), r"\\'1d\1 "),
    (re.compile(r"\\page(?![a-z])"), r"\\'0c"),
    (re.compile(r"\\fldinst(?![a-z])"), r"\\fldinst "),  # else the addresses of links would stand in the text
)
_TOKEN = re.compile(r"\\[^a-z]|[{}]", re.I)
_APART = re.compile(r"\{(?:\\\*)?\\(header[lrf]?|footer[lrf]?|footnote)(?![a-z])")
_DELETED = re.compile(r"\{(?:\\[a-z]{1,30}-?\d{0,9} ?){0,20}?\\deleted(?![a-z0])")
_PARAGRAPH_END = re.compile(r"\\par(?![a-z])")
_INFO = re.compile(r"\{\\(title|author|subject|keywords) ([^{}\\]{1,500})\}")
_BULLET = re.compile(r"(?:[·•▪●◦o§\uf0b7\uf0a7])\t")
_MOST_APART = 10_000


@dataclass
class _Parts:
    """A document taken apart: its body, and what belongs before or behind it."""

    body: str = ""
    before: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    deleted: bool = False


def read(data: memoryview, limits: ParseLimits) -> Draft:
    """Raises `DocumentError`."""
    text = bytes(data).decode("latin-1")
    if not text.lstrip().startswith("{\\rtf"):
        raise DocumentError("damaged", DAMAGED)
    head = text[: text.index("\\rtf") + 4000]
    parts = _taken_apart(text)
    codepage = re.search(r"\\ansicpg\d{1,5}", head)
    fonts = _fonts(text)
    start = f"{{\\rtf1{codepage[0] if codepage else ''}{fonts}"
    edges = [flat(_plain(f"{start} {part}}}")) for part in (*parts.before, "", *parts.behind)]
    split = len(parts.before)
    body = _plain(parts.body)
    metadata = {name.title(): flat(value)[:LONGEST_VALUE] for name, value in _INFO.findall(head)}
    places = _places(body, _once(edges[:split]), _once(edges[split + 1 :]))
    return Draft(places, title_of("", places, metadata), metadata, [TRACKED] if parts.deleted else [])


def _places(body: str, before: list[str], behind: list[str]) -> list[Place]:
    pages = [list(_blocks(page)) for page in body.split(_PAGE)]
    pages[0] = [*(Block(text) for text in before), *pages[0]]
    pages[-1] += [Block(text) for text in behind]
    return [place for page in pages for place in places_of(page)]


def _taken_apart(text: str) -> _Parts:
    """Headers and footers apart, footnotes behind their paragraph, what was deleted gone."""
    found = _Parts()
    text, deleted = _without(text, _DELETED)
    found.deleted = bool(deleted)
    pieces: list[str] = []
    notes: list[str] = []
    at = 0
    for start, end, kind in list(_groups(text, _APART))[:_MOST_APART]:
        if start < at:
            continue
        notes = _append(pieces, text[at:start], notes)
        inner = "{" + text[start + 1 : end].split(kind, 1)[1]
        if kind == "footnote":
            notes.append(inner)
        else:
            (found.before if kind.startswith("header") else found.behind).append(inner)
        at = end
    notes = _append(pieces, text[at:], notes)
    found.body = "".join(pieces)
    found.behind[:0] = notes
    return found


def _append(pieces: list[str], text: str, notes: list[str]) -> list[str]:
    """Add text, with the notes behind its first paragraph; the notes that still wait come back."""
    end = _PARAGRAPH_END.search(text) if notes else None
    if end is None:
        pieces.append(text)
        return notes
    pieces += [text[: end.end()], *(f"{note}\\par " for note in notes), text[end.end() :]]
    return []


def _without(text: str, pattern: re.Pattern[str]) -> tuple[str, int]:
    pieces, at, count = [], 0, 0
    for start, end, _ in _groups(text, pattern):
        if start >= at:
            pieces.append(text[at:start])
            at, count = end, count + 1
    return "".join([*pieces, text[at:]]), count


def _groups(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of the groups that begin as a pattern says, outermost ones only; one that never closes is left out."""
    at = 0
    while found := pattern.search(text, at):
        at = _end(text, found.start())
        if at < 0:
            return
        yield found.start(), at, found[1] if pattern.groups else ""


def _end(text: str, start: int) -> int:
    depth = 0
    for token in _TOKEN.finditer(text, start):
        if token[0] in "{}":
            depth += 1 if token[0] == "{" else -1
            if not depth:
                return token.end()
    return -1


def _fonts(text: str) -> str:
    """The table of fonts, which knows the encodings."""
    start = text.find("{\\fonttbl")
    end = _end(text, start) if start >= 0 else -1
    return text[start:end] if end > 0 else ""


def _plain(text: str) -> str:
    for pattern, mark in _MARKS:
        text = pattern.sub(mark, text)
    try:
        plain = str(rtf_to_text(text, errors="replace"))
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise DocumentError("damaged", DAMAGED) from error
    whole = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "").replace("\xa0", " ").replace("\xad", "")


def _once(texts: list[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if not numbers_pages(text)]


def _blocks(text: str) -> Iterator[Block]:
    """Paragraphs, headings, and tables where cells were marked."""
    rows: list[tuple[list[Cell | None], dict[int, int]]] = []
    for piece in text.split(_ROW):
        if _CELL in piece:
            first, *cells = piece.split(_CELL)
            above, _, own = first.rpartition("\n")
            if above.strip():
                yield from _table(rows)
                rows = []
                yield from _paragraphs(above)
            texts = [flat(_unmarked(value)) for value in (own, *cells[:-1])]
            rows.append(([Cell(value) if value else None for value in texts], {}))
        if rest := piece.rpartition(_CELL)[2].strip():
            yield from _table(rows)
            rows = []
            yield from _paragraphs(rest)
    yield from _table(rows)


def _table(rows: list[tuple[list[Cell | None], dict[int, int]]]) -> list[Block]:
    return table_lines(rows, 0)


def _paragraphs(text: str) -> Iterator[Block]:
    in_list = False
    for line in text.split("\n"):
        level = next((int(c) + 1 for c in line[line.find(_LEVEL) + 1 :][:1] if c.isdigit()), 0) if _LEVEL in line else 0
        paragraph = _BULLET.sub(f"{BULLET} ", _unmarked(line).strip(), count=1)
        if paragraph:
            is_item = paragraph.startswith(BULLET)
            heading = level if len(paragraph) <= LONGEST_HEADING else 0
            yield Block(flat(paragraph) if heading else paragraph, heading, tight=in_list and is_item)
            in_list = is_item


def _unmarked(text: str) -> str:
    return re.sub(f"{_LEVEL}\\d?", "", text).strip(_CELL + _ROW)

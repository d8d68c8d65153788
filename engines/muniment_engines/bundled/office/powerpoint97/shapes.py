"""What is on one slide, or on the page of its notes: texts of shapes and tables, in the order of the file.

The text of a placeholder may lie in the list of slides, in which the outline is kept; the shape then names it by its number. A
table is a group of shapes that is marked as one: rows and columns show by where they lie.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from muniment_engines.bundled.flow import LONGEST_HEADING, Block
from muniment_engines.bundled.office.cells import Cell, flat
from muniment_engines.bundled.office.powerpoint97.records import DEEPEST, Record
from muniment_engines.bundled.office.tables import table_lines

_DRAWING, _GROUP, _SHAPE, _TEXTBOX, _CLIENT = 0x040C, 0xF003, 0xF004, 0xF00D, 0xF011
_SHAPE_HEAD, _CHILD_ANCHOR, _MORE_PROPERTIES, _PLACEHOLDER = 0xF00A, 0xF00F, 0xF122, 0x0BC3
_TEXT_HEAD, _UNICODE, _LATIN, _OUTLINE = 0x0F9F, 0x0FA0, 0x0FA8, 0x0F9E
_FIELDS = (0x0FD8, 0x0FF7, 0x0FF8, 0x0FF9, 0x0FFA, 0x1015)
"""What stands for a number, a date, a header or a footer, and says at which character."""

_IS_TABLE = 0x039F
_DELETED = 0x08
_TITLE_KINDS, _NOTES_KIND = (0, 6), 2
_TITLES = (0x01, 0x03, 0x0D, 0x0F, 0x11)
_LEFT_OUT = (0x05, 0x07, 0x08, 0x0A, 0x0B)
"""Placeholders of dates, numbers, headers and pictures of slides."""

_FOOTER = 0x09
_PLAIN = dict.fromkeys(range(0x20), "") | {0x09: "\t", 0x0A: "\n", 0x0B: "\n", 0x0D: "\r", 0xA0: " ", 0xAD: ""}


@dataclass(frozen=True)
class Written:
    """A text of a slide: what it is (0 and 6 a title, 2 notes), and its paragraphs, apart by carriage returns."""

    kind: int
    text: str


def texts(atoms: Sequence[Record], outline: Sequence[Written] = ()) -> list[Written]:
    """The texts that records one behind the other hold; those that name one of the outline's get that."""
    found: list[Written] = []
    kind = 4
    fields: list[set[int]] = []
    for atom in atoms:
        if atom.kind == _TEXT_HEAD:
            kind = atom.number(0)
        elif atom.kind == _OUTLINE:
            found += outline[atom.number(0) : atom.number(0) + 1]
            fields += [set()] * (len(found) - len(fields))
        elif atom.kind in (_UNICODE, _LATIN):
            data = atom.data
            found.append(Written(kind, data.decode("latin-1" if atom.kind == _LATIN else "utf-16-le", "replace")))
            fields.append(set())
        elif atom.kind in _FIELDS and fields:
            fields[-1].add(atom.number(0))
    return [_plain(written, places) for written, places in zip(found, fields, strict=True)]


def blocks_of(slide: Record, outline: Sequence[Written] = ()) -> list[Block]:
    """All that is on a slide: titles first, what stands at its foot last. What the outline has and no shape shows is added."""
    titles: list[Block] = []
    middle: list[Block] = []
    foot: list[Block] = []
    named: set[int] = set()
    for shape in _drawn(slide):
        if isinstance(shape, list):
            middle += shape
            continue
        place = _placeholder(shape)
        if place in _LEFT_OUT:
            continue
        atoms: list[Record] = []
        for atom in (atom for box in shape.children(_TEXTBOX) for atom in box.children()):
            if atom.kind != _OUTLINE or atom.number(0) not in named:  # each text of the outline once
                atoms.append(atom)
            if atom.kind == _OUTLINE:
                named.add(atom.number(0))
        for written in texts(atoms, outline):
            if place in _TITLES or written.kind in _TITLE_KINDS:
                titles += _title(written)
            else:
                (foot if place == _FOOTER else middle).extend(_paragraphs(written))
    for number, written in enumerate(outline):
        if number not in named:
            (titles if written.kind in _TITLE_KINDS else middle).extend(
                _title(written) if written.kind in _TITLE_KINDS else _paragraphs(written)
            )
    return [*titles, *middle, *foot]


def notes_of(page: Record) -> list[str]:
    """The paragraphs of the speaker's notes."""
    found: list[str] = []
    for shape in _drawn(page):
        if isinstance(shape, list) or _placeholder(shape) in _LEFT_OUT:
            continue
        atoms = [atom for box in shape.children(_TEXTBOX) for atom in box.children()]
        found += [block.text for written in texts(atoms) if written.kind == _NOTES_KIND for block in _paragraphs(written)]
    return found


def _title(written: Written) -> list[Block]:
    text = flat(written.text)
    return [Block(text, 1 if len(text) <= LONGEST_HEADING else 0)] if text else []


def _paragraphs(written: Written) -> list[Block]:
    return [Block(text.strip()) for text in written.text.split("\r") if text.strip()]


def _drawn(slide: Record) -> Iterator[Record | list[Block]]:
    """The shapes of a slide, and its tables as they are written."""
    for drawing in slide.children(_DRAWING):
        for group in drawing.within(_GROUP):
            yield from _grouped(group, DEEPEST)


def _grouped(group: Record, depth: int) -> Iterator[Record | list[Block]]:
    shapes = list(group.children(_SHAPE, _GROUP))
    if shapes and shapes[0].kind == _SHAPE and _is_table(shapes[0]):
        yield _table(shapes[1:])
        return
    for shape in shapes:
        if shape.kind == _GROUP and depth:
            yield from _grouped(shape, depth - 1)
        elif shape.kind == _SHAPE and not any(head.number(4) & _DELETED for head in shape.children(_SHAPE_HEAD)):
            yield shape


def _is_table(shape: Record) -> bool:
    for properties in shape.children(_MORE_PROPERTIES):
        data = properties.data
        for at in range(0, min(6 * properties.instance, len(data) - 5), 6):
            code, value = struct.unpack_from("<HI", data, at)
            if code & 0x3FFF == _IS_TABLE:
                return bool(value & 1)
    return False


def _table(shapes: Sequence[Record]) -> list[Block]:
    placed: list[tuple[tuple[int, ...], str]] = []
    for shape in shapes:
        anchor = next((a.data[:16] for a in shape.children(_CHILD_ANCHOR) if a.end - a.start >= 16), None)
        if anchor is not None and shape.kind == _SHAPE:
            atoms = [atom for box in shape.children(_TEXTBOX) for atom in box.children()]
            placed.append((struct.unpack("<4i", anchor), flat(" ".join(written.text for written in texts(atoms)))))
    tops = sorted({place[1] for place, text in placed if text})
    lefts = sorted({place[0] for place, text in placed if text})
    rows: list[tuple[list[Cell | None], dict[int, int]]] = [([None] * len(lefts), {}) for _ in tops]
    for (left, top, right, _), text in placed:
        if text:
            cells, spans = rows[bisect_left(tops, top)]
            column, last = bisect_left(lefts, left), bisect_left(lefts, right) - 1
            cells[column] = Cell(text)
            if last > column:
                spans[column] = last
    return table_lines(rows)


def _placeholder(shape: Record) -> int:
    """What kind of placeholder a shape is; 0 for none."""
    return next((atom.number(4, "<B") for data in shape.children(_CLIENT) for atom in data.children(_PLACEHOLDER)), 0)


def _plain(written: Written, fields: set[int]) -> Written:
    """A text without control characters, and without the stars that stand for numbers and dates."""
    text = "".join(sign for at, sign in enumerate(written.text) if at not in fields) if fields else written.text
    return Written(written.kind, text.translate(_PLAIN))

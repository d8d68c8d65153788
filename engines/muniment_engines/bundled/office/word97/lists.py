"""What a Word 97–2003 document says of its lists: how their levels look, and which uses of them start anew."""

from __future__ import annotations

import struct

from muniment_engines.bundled.office.numbering import Counted, Counts, Level
from muniment_engines.bundled.office.word97.file import LIST_USES, LISTS, WordFile

_FORMS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    5: "ordinal",
    22: "decimalZero",
    23: "bullet",
    255: "none",
}
_MOST = 10_000
"""Lists, and uses of lists."""


class Lists:
    """The uses of lists by their numbers, from 1."""

    def __init__(self, file: WordFile) -> None:
        self._counts = Counts()
        self._uses: list[Counted] = []
        try:
            levels = _lists(file.table, *file.span(LISTS))
            self._uses = list(_uses(file.table, file.span(LIST_USES)[0], levels)) if levels else []
        except (struct.error, IndexError):
            self._uses = []

    def next(self, number: int, level: int) -> str:
        """Count one more item, and say what stands before it; "" where nothing does or there is no such list."""
        if not 0 < number <= len(self._uses):
            return ""
        return self._counts.next(str(number), self._uses[number - 1], level)


def _lists(table: bytes, start: int, end: int) -> dict[int, dict[int, Level]]:
    """The levels of each list by its identifier. They stand behind the table of the lists."""
    if end - start < 2:
        return {}
    count = min(int.from_bytes(table[start : start + 2], "little"), _MOST)
    heads = [table[start + 2 + 28 * index : start + 2 + 28 * (index + 1)] for index in range(count)]
    found: dict[int, dict[int, Level]] = {}
    at = start + 2 + 28 * count
    for head in heads:
        if len(head) < 28:
            break
        levels: dict[int, Level] = {}
        for level in range(1 if head[26] & 1 else 9):
            levels[level], at = _level(table, at)
        found[int.from_bytes(head[:4], "little")] = levels
    return found


def _uses(table: bytes, start: int, lists: dict[int, dict[int, Level]]) -> list[Counted]:
    count = min(struct.unpack_from("<I", table, start)[0], _MOST)
    heads = [struct.unpack_from("<I8xB3x", table, start + 4 + 16 * index) for index in range(count)]
    found: list[Counted] = []
    at = start + 4 + 16 * count
    for identifier, overrides in heads:
        levels, starts = dict(lists.get(identifier, {})), dict[int, int]()
        at += 4
        for _ in range(overrides):
            if at + 8 > len(table):
                break
            first, flags = struct.unpack_from("<iI", table, at)
            at += 8
            if flags & 0x20:
                levels[flags & 0xF], at = _level(table, at)
                first = levels[flags & 0xF].start
            if flags & 0x10:
                starts[flags & 0xF] = first
        found.append(Counted(str(identifier), levels, starts))
    return found


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """A level, and where the next thing begins. Raises `struct.error` at the end of the table."""
    start, form, flags = struct.unpack_from("<iBB", table, at)
    characters, paragraph, restart = struct.unpack_from("<BBB", table, at + 24)
    at += 28 + paragraph + characters
    length = struct.unpack_from("<H", table, at)[0]
    text = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    shown = "".join(f"%{ord(sign) + 1}" if ord(sign) < 9 else sign for sign in text)
    never = restart if flags & 0x08 else -1
    return Level(_FORMS.get(form, "decimal"), shown, start, never, bool(flags & 0x04)), at + 2 + 2 * length

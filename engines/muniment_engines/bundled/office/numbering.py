"""Numbers the items of lists as Word shows them: "1.", "2.1", "(a)", "iv)", or a bullet.

A list rests on an abstract one, which says for each level how a number is written and where it starts; the list may say
otherwise for single levels. Lists of the same abstract one go on counting from each other. An item begins the deeper levels anew.
How the lists are written down is another matter for each format.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

BULLET = "•"
MOST_LEVELS = 9

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True)
class Level:
    """How a level is numbered. `restart` is the level (from 1) whose items begin it anew; 0 for never, -1 for any above."""

    form: str = "bullet"
    text: str = ""
    start: int = 1
    restart: int = -1
    legal: bool = False


@dataclass(frozen=True)
class Counted:
    """A list: the abstract one that it counts with, its levels, and where it starts itself."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Counts:
    """How far each list has been counted."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def next(self, number: str, known: Counted, level: int) -> str:
        """Count one more item of the list that is called `number`; what stands before it, "" where nothing does."""
        level = min(max(level, 0), MOST_LEVELS - 1)
        levels, starts = known.levels, known.starts
        if level not in levels:
            return ""
        counts = self._counts[known.abstract]
        for above in range(level):
            if above in levels:  # a level that was skipped counts as begun
                counts.setdefault(above, levels[above].start)
        if level in starts and (number, level) not in self._begun:
            counts[level] = starts[level]
        else:
            counts[level] = counts.get(level, levels[level].start - 1) + 1
        self._begun.add((number, level))
        for deeper in [deeper for deeper in counts if deeper > level]:
            if levels.get(deeper, Level()).restart in (-1, *range(level + 1, deeper + 1)):
                del counts[deeper]
        return _shown(levels, level, counts)


def written(value: int, form: str) -> str:
    """A number in a form that Word has a name for; in digits where it is none of ours."""
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letters = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 10)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        return roman(value) if form == "lowerRoman" else roman(value).upper()
    if form == "decimalZero":
        return f"{value:02}"
    if form == "ordinal":
        return f"{value}{'th' if 10 < value % 100 < 14 else _ORDINALS.get(value % 10, 'th')}"
    return "" if form == "none" else str(value)


def roman(value: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        text += letters * count
    return text


def _shown(levels: dict[int, Level], level: int, counts: dict[int, int]) -> str:
    own = levels[level]
    if own.form == "bullet":
        return BULLET if own.text.strip() else ""

    def place(found: re.Match[str]) -> str:
        which = int(found[1]) - 1
        other = levels.get(which, Level("decimal"))
        value = counts.get(which, other.start)
        return written(value, "decimal" if own.legal and other.form != "decimalZero" else other.form)

    return _PLACE.sub(place, own.text).strip()

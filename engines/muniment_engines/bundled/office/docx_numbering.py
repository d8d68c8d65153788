"""Numbers the items of a Word document's lists as Word shows them: "1.", "2.1", "(a)", "iv)", or a bullet.

A list points to an abstract one, which says for each level how a number is written and where it starts; the list may say
otherwise for single levels. Lists of the same abstract one go on counting from each other. An item begins the deeper levels anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.package import Package

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


class Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, package: Package, part: str) -> None:
        root = package.tree_if_there(part)
        self._abstract = {xml.get(e, "abstractNumId"): e for e in xml.children(root, "w:abstractNum")}
        self._lists = {xml.get(e, "numId"): e for e in xml.children(root, "w:num")}
        self._by_style = {
            xml.get(xml.child(e, "w:styleLink"), "val"): name
            for name, e in self._abstract.items()
            if xml.child(e, "w:styleLink") is not None
        }
        self._levels: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def next(self, number: str, level: int) -> str:
        """Count one more item of a list, and say what stands before it; "" where nothing does or there is no such list."""
        level = min(max(level, 0), MOST_LEVELS - 1)
        if number not in self._lists:
            return ""
        abstract, levels, starts = self._known(number)
        if level not in levels:
            return ""
        counts = self._counts[abstract]
        if level in starts and (number, level) not in self._begun:
            counts[level] = starts[level]
        else:
            counts[level] = counts.get(level, levels[level].start - 1) + 1
        self._begun.add((number, level))
        for deeper in [deeper for deeper in counts if deeper > level]:
            if levels.get(deeper, Level()).restart in (-1, *range(level + 1, deeper + 1)):
                del counts[deeper]
        return _shown(levels, level, counts)

    def style_level(self, number: str, style: str) -> int:
        """The level of a list that a paragraph's style belongs to; 0 where none does."""
        if number not in self._lists:
            return 0
        abstract = self._abstract.get(xml.get(xml.child(self._lists[number], "w:abstractNumId"), "val"))
        for element in xml.children(abstract, "w:lvl"):
            if xml.get(xml.child(element, "w:pStyle"), "val") == style:
                return xml.number(xml.get(element, "ilvl"))
        return 0

    def _known(self, number: str) -> tuple[str, dict[int, Level], dict[int, int]]:
        if number not in self._levels:
            self._levels[number] = self._read(number)
        return self._levels[number]

    def _read(self, number: str) -> tuple[str, dict[int, Level], dict[int, int]]:
        element = self._lists[number]
        abstract = xml.get(xml.child(element, "w:abstractNumId"), "val")
        link = xml.get(xml.child(self._abstract.get(abstract), "w:numStyleLink"), "val")
        abstract = self._by_style.get(link, abstract) if link else abstract
        levels = {xml.number(xml.get(e, "ilvl")): _level(e) for e in xml.children(self._abstract.get(abstract), "w:lvl")}
        starts = {}
        for override in xml.children(element, "w:lvlOverride"):
            level = xml.number(xml.get(override, "ilvl"))
            if (own := xml.child(override, "w:lvl")) is not None:
                levels[level] = _level(own)
            if (start := xml.child(override, "w:startOverride")) is not None:
                starts[level] = xml.number(xml.get(start, "val", "1"), 1)
        return abstract, levels, starts


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


def _level(element: xml.Element) -> Level:
    return Level(
        form=xml.get(xml.child(element, "w:numFmt"), "val", "decimal"),
        text=xml.get(xml.child(element, "w:lvlText"), "val"),
        start=xml.number(xml.get(xml.child(element, "w:start"), "val", "1"), 1),
        restart=xml.number(xml.get(xml.child(element, "w:lvlRestart"), "val", "-1"), -1),
        legal=xml.on(element, "w:isLgl"),
    )


def _shown(levels: dict[int, Level], level: int, counts: dict[int, int]) -> str:
    own = levels[level]
    if own.form == "bullet":
        return BULLET if own.text.strip() else ""
    if own.form == "none":
        return _PLACE.sub("", own.text).strip()

    def place(found: re.Match[str]) -> str:
        which = int(found[1]) - 1
        other = levels.get(which, Level("decimal"))
        value = counts.get(which, other.start)
        return written(value, "decimal" if own.legal and other.form != "decimalZero" else other.form)

    return _PLACE.sub(place, own.text).strip()

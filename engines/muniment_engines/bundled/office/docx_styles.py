"""What the styles of a Word document say of its paragraphs: which are headings, which are bold, which are items of a list.

A style may rest on another; what it does not say itself, that one says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.package import Package

_HEADING = re.compile(r"heading\s*([1-9])\b", re.I)
_DEEPEST = 20
"""Styles that rest on each other, one below the next, at most."""


@dataclass(frozen=True)
class Style:
    """`level` is that of a heading, 0 for none. `list` is the list that paragraphs belong to (its number, and the level in it).

    `strong_header` tells that the first row of a table of this style is bold.
    """

    level: int = 0
    strong: bool = False
    list: tuple[str, int] | None = None
    strong_header: bool = False


PLAIN = Style()


class Styles:
    """The styles by their identifiers."""

    def __init__(self, package: Package, part: str) -> None:
        root = package.tree_if_there(part)
        self._elements = {xml.get(element, "styleId"): element for element in xml.children(root, "w:style")}
        self._known: dict[str, Style] = {}

    def __getitem__(self, identifier: str) -> Style:
        """The style; a plain one for a name that the document does not know."""
        if identifier not in self._known:
            self._known[identifier] = self._style(identifier)
        return self._known[identifier]

    def _style(self, identifier: str) -> Style:
        chain: list[xml.Element] = []
        while (element := self._elements.get(identifier)) is not None and len(chain) < _DEEPEST:
            chain.append(element)
            identifier = xml.get(xml.child(element, "w:basedOn"), "val")
        if not chain:
            return PLAIN
        levels = [found for element in chain if (found := _level(element)) is not None]
        bold = [xml.on(element, "w:rPr", "w:b") for element in chain if xml.child(element, "w:rPr", "w:b") is not None]
        lists = [named for element in chain if (named := list_of(xml.child(element, "w:pPr"))) is not None]
        header = any(
            xml.get(part, "type") == "firstRow" and xml.on(part, "w:rPr", "w:b")
            for element in chain
            for part in xml.children(element, "w:tblStylePr")
        )
        return Style(next(iter(levels), 0), next(iter(bold), False), _merged(lists), header)


def list_of(properties: xml.Element | None) -> tuple[str, int] | None:
    """The list that a paragraph's properties name: its number ("" where only the level is said; "0" for none) and level."""
    element = xml.child(properties, "w:numPr")
    if element is None:
        return None
    level = xml.number(xml.get(xml.child(element, "w:ilvl"), "val", "-1"), -1)
    return xml.get(xml.child(element, "w:numId"), "val"), level


def level_of(properties: xml.Element | None) -> int | None:
    """The level of a heading that properties state, from 1; 0 for body text, None where they say nothing."""
    element = xml.child(properties, "w:outlineLvl")
    if element is None:
        return None
    level = xml.number(xml.get(element, "val", "9"), 9)
    return level + 1 if 0 <= level < 9 else 0


def _level(style: xml.Element) -> int | None:
    name = xml.get(xml.child(style, "w:name"), "val")
    if found := _HEADING.match(name):
        return int(found[1])
    if name.lower() == "title":
        return 1
    return level_of(xml.child(style, "w:pPr"))


def _merged(lists: list[tuple[str, int]]) -> tuple[str, int] | None:
    if not lists:
        return None
    number = next((number for number, _ in lists if number), "")
    level = next((level for _, level in lists if level >= 0), -1)
    return number, level

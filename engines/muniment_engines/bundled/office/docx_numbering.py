"""What a Word document says of its lists: which there are, on which abstract one each rests, and how its levels look."""

from __future__ import annotations

from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.numbering import Counted, Counts, Level
from muniment_engines.bundled.office.package import Package


class Numbering:
    """The lists of a document by their identifiers."""

    def __init__(self, package: Package, part: str) -> None:
        root = package.tree_if_there(part)
        self._abstract = {xml.get(e, "abstractNumId"): e for e in xml.children(root, "w:abstractNum")}
        self._lists = {xml.get(e, "numId"): e for e in xml.children(root, "w:num")}
        self._by_style = {
            xml.get(xml.child(e, "w:styleLink"), "val"): name
            for name, e in self._abstract.items()
            if xml.child(e, "w:styleLink") is not None
        }
        self._known: dict[str, Counted] = {}
        self._counts = Counts()

    def next(self, number: str, level: int) -> str:
        """Count one more item of a list, and say what stands before it; "" where nothing does or there is no such list."""
        if number not in self._lists:
            return ""
        if number not in self._known:
            self._known[number] = self._read(number)
        return self._counts.next(number, self._known[number], level)

    def style_level(self, number: str, style: str) -> int:
        """The level of a list that a paragraph's style belongs to; 0 where none does."""
        if number not in self._lists:
            return 0
        abstract = self._abstract.get(xml.get(xml.child(self._lists[number], "w:abstractNumId"), "val"))
        for element in xml.children(abstract, "w:lvl"):
            if xml.get(xml.child(element, "w:pStyle"), "val") == style:
                return xml.number(xml.get(element, "ilvl"))
        return 0

    def _read(self, number: str) -> Counted:
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
        return Counted(abstract, levels, starts)


def _level(element: xml.Element) -> Level:
    return Level(
        form=xml.get(xml.child(element, "w:numFmt"), "val", "decimal"),
        text=xml.get(xml.child(element, "w:lvlText"), "val"),
        start=xml.number(xml.get(xml.child(element, "w:start"), "val", "1"), 1),
        restart=xml.number(xml.get(xml.child(element, "w:lvlRestart"), "val", "-1"), -1),
        legal=xml.on(element, "w:isLgl"),
    )

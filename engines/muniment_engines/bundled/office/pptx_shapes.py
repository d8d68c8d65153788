"""The shapes of one slide as blocks: text, tables, charts, diagrams, and what is grouped, in the order of the file.

That order is the one in which a screen reader says them. Titles come first, whatever lies before them; what stands at the foot of
every slide comes last; the slide's own number, and the date of the day on which it is looked at, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from muniment_engines.bundled.flow import LONGEST_HEADING, Block
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.cells import Cell, flat
from muniment_engines.bundled.office.drawing import chart_blocks, diagram_blocks, paragraphs_of, run_text
from muniment_engines.bundled.office.package import Package
from muniment_engines.bundled.office.pptx_bullets import Bullets
from muniment_engines.bundled.office.tables import table_lines

TITLES = ("title", "ctrTitle")
_FOOT = ("ftr", "dt")
_LEFT_OUT = ("sldNum", "sldImg", "hdr")
_OWN_STYLES = {"title": "p:titleStyle", "ctrTitle": "p:titleStyle", "": "p:otherStyle"}


class Slide:
    """One slide's part, with its layout and master, which say how its paragraphs look."""

    def __init__(self, package: Package, part: str) -> None:
        self.package = package
        self.root = package.tree(part)
        self.relations = package.relations(part)
        self._above: list[xml.Element] = []
        name, kind = part, "slideLayout"
        for kind in ("slideLayout", "slideMaster"):
            relations = package.relations(name).values()
            name = next((r.target for r in relations if r.kind == kind and not r.external), "")
            if (root := package.tree_if_there(name)) is not None:
                self._above.append(root)

    @property
    def hidden(self) -> bool:
        return xml.get(self.root, "show", "1") in ("0", "false")

    def blocks(self) -> list[Block]:
        """Everything on the slide."""
        titles: list[Block] = []
        middle: list[Block] = []
        foot: list[Block] = []
        for shape in self._shapes(xml.child(self.root, "p:cSld", "p:spTree")):
            kind = xml.get(_placeholder(shape), "type")
            if kind in TITLES:
                text = flat(" ".join(paragraphs_of(xml.child(shape, "p:txBody"))))
                titles.append(Block(text, 1 if len(text) <= LONGEST_HEADING else 0))
            elif kind not in _LEFT_OUT and not (kind == "dt" and any(True for _ in xml.within(shape, "a:fld"))):
                (foot if kind in _FOOT else middle).extend(self._shape(shape))
        return [*(block for block in titles if block.text), *middle, *foot]

    def _shapes(self, tree: xml.Element | None) -> Iterator[xml.Element]:
        for shape in xml.children(tree):
            kind = xml.tag(shape)
            if kind == "p:grpSp":
                yield from self._shapes(shape)
            elif kind == "mc:AlternateContent":
                choice = xml.child(shape, "mc:Choice")
                inner = list(self._shapes(choice))
                yield from inner or self._shapes(xml.child(shape, "mc:Fallback"))
            elif kind in ("p:sp", "p:graphicFrame", "p:cxnSp"):
                yield shape

    def _shape(self, shape: xml.Element) -> Iterator[Block]:
        if (body := xml.child(shape, "p:txBody")) is not None:
            yield from self._text(shape, body)
        for found in xml.within(xml.child(shape, "a:graphic"), "a:tbl", "c:chart", "dgm:relIds"):
            if xml.tag(found) == "a:tbl":
                yield from _table(found)
            elif xml.tag(found) == "c:chart":
                yield from chart_blocks(self._part(xml.get(found, "r:id")))
            else:
                yield from diagram_blocks(self._part(xml.get(found, "r:dm")))

    def _part(self, identifier: str) -> xml.Element | None:
        relation = self.relations.get(identifier)
        return self.package.tree_if_there(relation.target) if relation and not relation.external else None

    def _text(self, shape: xml.Element, body: xml.Element) -> Iterator[Block]:
        bullets = Bullets(list(self._styles(shape, body)))
        in_list = False
        for paragraph in xml.children(body, "a:p"):
            text = run_text(paragraph).strip()
            if text:
                before = bullets.before(paragraph)
                yield Block(f"{before} {text}" if before else text, 0, tight=in_list and bool(before))
                in_list = bool(before)

    def _styles(self, shape: xml.Element, body: xml.Element) -> Iterator[xml.Element]:
        """The lists of levels that a shape's paragraphs follow, nearest first."""
        own = _placeholder(shape)
        candidates = [xml.child(body, "a:lstStyle")]
        if own is not None:
            for root in self._above:
                alike = next((s for s in xml.within(root, "p:sp") if _alike(_placeholder(s), own)), None)
                candidates.append(xml.child(alike, "p:txBody", "a:lstStyle"))
            kind = "" if xml.get(own, "type") in _FOOT else xml.get(own, "type", "body")
            master = self._above[-1] if self._above else None
            candidates.append(xml.child(master, "p:txStyles", _OWN_STYLES.get(kind, "p:bodyStyle")))
        return (found for found in candidates if found is not None)


def _placeholder(shape: xml.Element) -> xml.Element | None:
    return next((p for part in xml.children(shape) for p in [xml.child(part, "p:nvPr", "p:ph")] if p is not None), None)


def _alike(other: xml.Element | None, own: xml.Element) -> bool:
    """Whether a placeholder of a layout or master is the one that a slide's own fills."""
    if other is None:
        return False
    kinds = {xml.get(other, "type", "body"), xml.get(own, "type", "body")}
    if kinds <= {"body", "obj", "subTitle"} and xml.get(own, "idx") and xml.get(other, "idx") == xml.get(own, "idx"):
        return True
    return len(kinds) == 1 and not xml.get(own, "idx")


def _table(table: xml.Element) -> list[Block]:
    """A table's rows; the first is its header where the table is set to have one."""
    rows: list[tuple[list[Cell | None], dict[int, int]]] = []
    above: dict[int, tuple[Cell, int]] = {}
    for row in xml.children(table, "a:tr"):
        cells: list[Cell | None] = []
        spans: dict[int, int] = {}
        for column, cell in enumerate(xml.children(row, "a:tc")):
            text = flat(" ".join(paragraphs_of(xml.child(cell, "a:txBody"))))
            own = Cell(text) if text else None
            if column in above and xml.get(cell, "vMerge") in ("1", "true"):
                own = above[column][0] if not above[column][0].is_value else None
            elif own is not None:
                above[column] = (own, 0)
            width = xml.number(xml.get(cell, "gridSpan", "1"), 1)
            if width > 1:
                spans[column] = column + width - 1
            cells.append(own)
        rows.append((cells, spans))
    header = xml.get(xml.child(table, "a:tblPr"), "firstRow") in ("1", "true") and len(rows) > 1
    return table_lines(rows, 1 if header else 0)

"""What cells of a workbook point to: how their numbers are shown and whether they are bold, and the texts they share."""

from __future__ import annotations

from dataclasses import dataclass

from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.number_formats import BUILT_IN
from muniment_engines.bundled.office.package import Package


@dataclass(frozen=True, eq=False)
class Style:
    code: str = "General"
    strong: bool = False


def read_styles(package: Package, part: str) -> dict[int, Style]:
    """The styles by the numbers that cells give; none where the part is missing or broken."""
    root = package.tree_if_there(part)
    codes = dict(BUILT_IN)
    for element in xml.children(xml.child(root, "x:numFmts"), "x:numFmt"):
        codes[xml.number(xml.get(element, "numFmtId"))] = xml.get(element, "formatCode")
    bold = [xml.on(font, "x:b") for font in xml.children(xml.child(root, "x:fonts"), "x:font")]
    found = {}
    for index, element in enumerate(xml.children(xml.child(root, "x:cellXfs"), "x:xf")):
        font = xml.number(xml.get(element, "fontId"))
        code = codes.get(xml.number(xml.get(element, "numFmtId")), "General")
        found[index] = Style(code or "General", 0 <= font < len(bold) and bold[font])
    return found


def read_strings(package: Package, part: str) -> list[str]:
    """The texts by number, without how they are pronounced; streamed, because they can be most of a workbook."""
    found: list[str] = []
    if not part or part not in package:
        return found
    with package.open(part) as stream:
        for _, element in xml.streamed(stream):
            if xml.tag(element) == "x:si":
                found.append(_text(element))
                element.clear()
                parent = element.getparent()
                while parent is not None and parent[0] is not element:
                    del parent[0]
    return found


def _text(element: xml.Element) -> str:
    texts = []
    for child in element:
        name = xml.local(child)
        if name == "t":
            texts.append(child.text or "")
        elif name == "r":
            texts += [part.text or "" for part in child if xml.local(part) == "t"]
    return "".join(texts)

"""What all OpenDocument files have alike: the package, what it says of itself, and its styles of paragraphs, cells and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.package import DAMAGED, ENCRYPTED, Package
from muniment_engines.errors import DocumentError

LONGEST_VALUE = 1000
MOST_REPEATS = 1_000
"""Times that a cell, a row or a space is said again that a file says to repeat."""

_DEEPEST = 20
_BOLD = re.compile(r"bold|[6-9]00")
_NAMES = {
    "dc:title": "Title",
    "meta:initial-creator": "Author",
    "dc:subject": "Subject",
    "meta:keyword": "Keywords",
    "meta:creation-date": "CreationDate",
    "dc:date": "ModDate",
}


@dataclass(frozen=True)
class ListLevel:
    """How the items of one level of a list are marked. `display` is how many levels their number shows."""

    form: str = "bullet"
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    display: int = 1


@dataclass
class Odf:
    """An open file: its content, and its styles by family and name."""

    package: Package
    content: xml.Element
    master: xml.Element | None
    styles: dict[tuple[str, str], xml.Element] = field(default_factory=dict)
    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    outline: dict[int, ListLevel] = field(default_factory=dict)

    def chain(self, family: str, name: str) -> Iterator[xml.Element]:
        """A style and those that it rests on, nearest first."""
        for _ in range(_DEEPEST):
            element = self.styles.get((family, name))
            if element is None:
                return
            yield element
            name = xml.get(element, "parent-style-name")

    def strong(self, family: str, name: str) -> bool:
        """Whether what has this style is bold."""
        for element in self.chain(family, name):
            if weight := xml.get(xml.child(element, "style:text-properties"), "font-weight"):
                return bool(_BOLD.fullmatch(weight))
        return False

    def begins_page(self, name: str) -> bool:
        """Whether a paragraph of this style begins a page."""
        own = self.styles.get(("paragraph", name))
        if own is not None and xml.get(own, "master-page-name"):
            return True
        breaks = (xml.get(xml.child(e, "style:paragraph-properties"), "break-before") for e in self.chain("paragraph", name))
        return next((kind == "page" for kind in breaks if kind), False)


def opened(data: memoryview, limits: ParseLimits) -> Odf:
    """Raises `DocumentError`: "damaged", "encrypted" or "too large"."""
    package = Package(data, limits)
    manifest = package.tree_if_there("META-INF/manifest.xml")
    if any(True for _ in xml.within(manifest, "manifest:encryption-data")):
        raise DocumentError("encrypted", ENCRYPTED)
    if "content.xml" not in package:
        raise DocumentError("damaged", DAMAGED)
    content = package.tree("content.xml")
    master = package.tree_if_there("styles.xml")
    found = Odf(package, content, master)
    for root in (master, content):
        for name in ("office:styles", "office:automatic-styles"):
            for element in xml.children(xml.child(root, name)):
                _know(found, element)
    return found


def metadata_of(package: Package) -> dict[str, str]:
    """Title, author and dates as far as the file says them, under the names that PDF has for them."""
    found: dict[str, str] = {}
    for element in xml.children(xml.child(package.tree_if_there("meta.xml"), "office:meta")):
        name = _NAMES.get(xml.tag(element))
        value = " ".join(xml.text_in(element).split())[:LONGEST_VALUE]
        if name and value:
            found.setdefault(name, value)
    return found


def repeats(element: xml.Element, name: str) -> int:
    """How often something is to be said, within bounds."""
    return max(1, min(MOST_REPEATS, xml.number(xml.get(element, name, "1"), 1)))


def _know(found: Odf, element: xml.Element) -> None:
    kind = xml.tag(element)
    if kind == "style:style":
        found.styles[xml.get(element, "family"), xml.get(element, "style:name")] = element
    elif kind == "text:list-style":
        found.lists[xml.get(element, "style:name")] = _levels(element)
    elif kind == "text:outline-style":
        found.outline = _levels(element)


def _levels(element: xml.Element) -> dict[int, ListLevel]:
    levels = {}
    for child in xml.children(element):
        form = xml.get(child, "num-format") if "number" in xml.tag(child) or "outline" in xml.tag(child) else "bullet"
        levels[xml.number(xml.get(child, "text:level", "1"), 1)] = ListLevel(
            form,
            xml.get(child, "num-prefix"),
            xml.get(child, "num-suffix"),
            xml.number(xml.get(child, "start-value", "1"), 1),
            xml.number(xml.get(child, "display-levels", "1"), 1),
        )
    return levels

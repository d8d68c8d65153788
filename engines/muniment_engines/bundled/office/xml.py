"""XML of office files, read with short names.

The same element has one name in files of Office (2006), another in those of the strict kind of the standard, and both mean the
same: names are spoken of by a prefix of ours ("w:p"), whatever stands in the file. Nothing is fetched, no entity is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

Element = Any
"""An element of lxml."""

_O = "http://schemas.openxmlformats.org/"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    f"{_O}wordprocessingml/2006/main": "w",
    f"{_O}spreadsheetml/2006/main": "x",
    f"{_O}presentationml/2006/main": "p",
    f"{_O}drawingml/2006/main": "a",
    f"{_O}drawingml/2006/chart": "c",
    f"{_O}drawingml/2006/diagram": "dgm",
    f"{_O}drawingml/2006/spreadsheetDrawing": "xdr",
    f"{_O}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_O}officeDocument/2006/math": "m",
    f"{_O}officeDocument/2006/relationships": "r",
    f"{_O}markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/drawing/2008/diagram": "dsp",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    **{
        f"{_ODF}{name}:1.0": prefix
        for name, prefix in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("drawing", "draw"),
            ("style", "style"),
            ("presentation", "presentation"),
            ("meta", "meta"),
            ("manifest", "manifest"),
            ("xsl-fo-compatible", "fo"),
            ("svg-compatible", "svg"),
            ("chart", "chart"),
        )
    },
}
_STRICT = re.compile(
    r"http://purl\.oclc\.org/ooxml/(wordprocessingml|spreadsheetml|presentationml|drawingml|officeDocument)/(\w+)"
)
_STRICT_PREFIXES = {
    ("wordprocessingml", "main"): "w",
    ("spreadsheetml", "main"): "x",
    ("presentationml", "main"): "p",
    ("drawingml", "main"): "a",
    ("drawingml", "chart"): "c",
    ("drawingml", "diagram"): "dgm",
    ("drawingml", "spreadsheetDrawing"): "xdr",
    ("drawingml", "wordprocessingDrawing"): "wp",
    ("officeDocument", "math"): "m",
    ("officeDocument", "relationships"): "r",
}

_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def parsed(data: bytes) -> tuple[Element | None, bool]:
    """The root (of broken XML, as far as it goes; None where there is nothing), and whether all of it was read."""
    try:
        return etree.fromstring(data, etree.XMLParser(**_SAFE)), True
    except (etree.XMLSyntaxError, ValueError):
        pass
    try:
        return etree.fromstring(data, etree.XMLParser(recover=True, **_SAFE)), False
    except (etree.XMLSyntaxError, ValueError):
        return None, False


def streamed(stream: Any, *, events: tuple[str, ...] = ("end",)) -> Iterator[tuple[str, Element]]:
    """Events and elements as they are read; those that are done with are to be cleared by whoever asks. Ends where it breaks."""
    try:
        yield from etree.iterparse(stream, events=events, recover=True, **_SAFE)
    except etree.XMLSyntaxError:
        return


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    space, closed, local = name[1:].rpartition("}")
    if not closed:
        return name
    prefix = _PREFIXES.get(space)
    if prefix is None and (strict := _STRICT.match(space)):
        prefix = _STRICT_PREFIXES.get((strict[1], strict[2]))
    return f"{prefix}:{local}" if prefix else f"?:{local}"


def tag(element: Element) -> str:
    """The element's short name; "?:name" of a namespace that is not known here, "" for a comment or an entity."""
    name = element.tag
    return _short(name) if isinstance(name, str) else ""


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return tag(element).rpartition(":")[2]


def get(element: Element | None, name: str, default: str = "") -> str:
    """An attribute by its name, whatever its namespace, or by its short name ("r:id") where one could be taken for another."""
    if element is None:
        return default
    if (value := element.get(name)) is not None:
        return str(value)
    wanted = ":" in name
    for key, value in element.items():
        if (_short(key) if wanted else key.rpartition("}")[2]) == name:
            return str(value)
    return default


def children(element: Element | None, name: str = "") -> Iterator[Element]:
    """The elements directly in this one, of one name or all."""
    for child in () if element is None else element:
        if isinstance(child.tag, str) and (not name or tag(child) == name):
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first element at the end of a path of names; None where there is none."""
    for name in path:
        element = next(children(element, name), None)
    return element


def within(element: Element | None, *names: str) -> Iterator[Element]:
    """The elements of these names anywhere in this one, in order."""
    for found in () if element is None else element.iter():
        if tag(found) in names:
            yield found


def on(element: Element | None, *path: str) -> bool:
    """Whether a switch is set: the element at the end of the path is there and not switched off."""
    found = child(element, *path)
    return found is not None and get(found, "val", "1") not in ("0", "false", "off", "none")


def text_in(element: Element | None) -> str:
    """All characters in an element."""
    return "".join(part for part in element.itertext(etree.Element) if part) if element is not None else ""


def number(text: str, default: int = 0) -> int:
    """A whole number out of an attribute, whatever stands there; within bounds that no honest file exceeds."""
    try:
        return max(-(10**9), min(10**9, int(float(text))))
    except (ValueError, OverflowError):
        return default

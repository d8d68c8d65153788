"""XML as text that a person can read, whatever its elements are called.

An element that is a paragraph (it is called so, or has text beside other elements) is one, with all that is in it. A row of a
table is a line. Every other text stands alone in its element and is preceded by what that is called ("due-date: 1 March"), and
so are attributes. No entity is followed, nothing is fetched.
"""

from __future__ import annotations

import re

from lxml import etree

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.text.decoding import decoded
from muniment_engines.bundled.web import inline
from muniment_engines.errors import DocumentError

BIGGEST = 120_000_000
BROKEN = "The XML is damaged; what could be read of it was kept."
NOT_XML = "The file is no valid XML; it is shown as it is."

_HEADINGS = frozenset(("title", "head", "heading", "h1", "h2", "h3", "h4", "h5", "h6"))
_PARAGRAPHS = _HEADINGS | {"p", "para", "paragraph", "simpara", "subtitle", "caption", "item", "li", "tr", "row", "text"}
_CELLS = frozenset(("td", "th", "tc", "cell", "entry"))
_BREAKS = frozenset(("br", "break", "lb", "tab", "line-break"))
_NO_TEXT = frozenset(("script", "style", "bindata", "binary", "binaryobject"))
_DRAWING = "http://www.w3.org/2000/svg"
_LONGEST_WORD = 2_000
_LONGEST_TITLE = 300
_DEEPEST_HEADING = 6


def read_markup_file(data: bytes) -> tuple[str, list[Block], list[str]]:
    """Title, blocks and notes. Raises `DocumentError` "too large"."""
    if len(data) > BIGGEST:
        raise DocumentError("too large", "The file is too large to be read; divide it.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        text, notes = decoded(data)
        return "", [Block(text)], [*notes, NOT_XML]
    reader = _Reader(attributes=not str(root.tag).startswith(f"{{{_DRAWING}}}"))
    blocks = reader.read(root)
    titles = (" ".join("".join(element.itertext()).split()) for element in root.iter("{*}title", "{*}article-title"))
    return next(filter(None, titles), "")[:_LONGEST_TITLE], blocks, [BROKEN] if len(parser.error_log) else []


class _Reader:
    """Goes through a tree once, without recursion."""

    def __init__(self, attributes: bool) -> None:
        self._attributes = attributes
        self._blocks: list[Block] = []
        self._parts: list[str] = []
        self._paragraph: etree._Element | None = None
        self._level = 0
        self._in_row = False
        self._tight = False

    def read(self, root: etree._Element) -> list[Block]:
        waiting = [(root, iter(root))] if self._begin(root) else []
        while waiting:
            element, children = waiting[-1]
            child = next(children, None)
            if child is None:
                waiting.pop()
                self._end(element)
                self._text(element.tail)
            elif not isinstance(child.tag, str):  # an entity, which stays as it is written
                self._text(child.text)
                self._text(child.tail)
            elif self._begin(child):
                waiting.append((child, iter(child)))
            else:
                self._text(child.tail)
        self._flush()
        return self._blocks

    def _begin(self, element: etree._Element) -> bool:
        """Enter an element; false where nothing in it is left to be read."""
        name = _name(element).lower()
        if name in _NO_TEXT:
            return False
        if self._paragraph is not None:
            self._within(name)
        elif name in _PARAGRAPHS or _is_mixed(element):
            self._paragraph, self._in_row = element, name in ("tr", "row")
            self._level = _level(element) if name in _HEADINGS else 0
        else:
            return self._alone(element)
        self._text(element.text)
        return True

    def _within(self, name: str) -> None:
        if name in _CELLS:
            self._parts.append(" | " if "".join(self._parts).strip() else "")
        elif name in _BREAKS:
            self._parts.append(" " if name == "tab" or self._in_row else "\n")
        elif name in _PARAGRAPHS:
            self._parts.append(" " if self._in_row else "\n\n")

    def _alone(self, element: etree._Element) -> bool:
        """An element with nothing but other elements or a text of its own; true for the former."""
        stated = [f"{key}: {value}" for key, value in element.items() if self._attributes and key[:1] != "{" and value.strip()]
        name, text = _name(element), (element.text or "").strip()
        if len(element):
            if stated:
                self._add(f"{name}: {'; '.join(stated)}", tight=False)
            self._tight = bool(stated) and self._tight
            return True
        if text and not self._attributes:
            self._add(_bounded(text), tight=False)
        elif text:
            label = f"{name} ({'; '.join(stated)})" if stated else name
            self._add(f"{label}: {_bounded(text)}", self._tight)
        elif stated:
            self._add(f"{name}: {'; '.join(stated)}", self._tight)
        return False

    def _add(self, line: str, tight: bool) -> None:
        self._blocks.append(Block(" ".join(line.split()), 0, tight))
        self._tight = True

    def _end(self, element: etree._Element) -> None:
        if element is self._paragraph:
            self._flush()
            self._paragraph = None
        elif self._paragraph is None:
            self._tight = False
        elif _name(element).lower() in _PARAGRAPHS and not self._in_row:
            self._parts.append("\n\n")

    def _text(self, text: str | None) -> None:
        if text:
            self._parts.append(inline.collapsed(_bounded(text)))

    def _flush(self) -> None:
        text, self._parts = "".join(self._parts), []
        for paragraph in inline.paragraphs(text):
            tight = self._in_row and self._tight
            self._blocks.append(Block(" ".join(paragraph.split()) if self._level else paragraph, self._level, tight))
            self._tight = self._in_row


def _name(element: etree._Element) -> str:
    """Without its namespace, and without a prefix that nothing explains."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _is_mixed(element: etree._Element) -> bool:
    """Whether text stands beside other elements."""
    return len(element) > 0 and (bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element))


def _level(element: etree._Element) -> int:
    above = sum(
        1 for a in element.iterancestors() if _name(a).lower() in ("sec", "section", "chapter", "part", "div", "appendix")
    )
    return min(1 + above, _DEEPEST_HEADING)


def _bounded(text: str) -> str:
    """A text without what no person wrote: bytes spelled out in letters."""
    if len(text) <= _LONGEST_WORD:
        return text
    return re.sub(rf"[A-Za-z0-9+/=_-]{{{_LONGEST_WORD},}}", "…", text)

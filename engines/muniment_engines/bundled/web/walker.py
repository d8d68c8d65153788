"""From a tree of elements to blocks of text: headings, paragraphs, list items, rows of tables.

Elements are visited in order. Text gathers until something begins or ends that stands for itself; then it becomes a block. A
table of data is handed to `tables` as a whole; one that only sets things side by side is walked through like any other element.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.web import inline
from muniment_engines.bundled.web.numbering import number_of, numbered, style_of
from muniment_engines.bundled.web.tables import MARKER, data_table
from muniment_engines.bundled.web.visible import is_hidden, is_navigation, is_unread, letters, tag_of

_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
        ),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "frameset",
            "header",
            "hgroup",
            "hr",
            "html",
            "legend",
            "li",
            "listing",
        ),
        *(
            "main",
            "menu",
            "nav",
            "noframes",
            "ol",
            "p",
            "plaintext",
            "pre",
            "search",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
        ),
        *("tfoot", "th", "thead", "tr", "ul", "xmp", "textarea"),
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_AS_WRITTEN = frozenset(("pre", "listing", "xmp", "plaintext", "textarea"))
_APART = frozenset(("button", "input", "label", "select", "option", "img", "rt"))
"""What stands on a line with other things, and is no part of the word before it."""

DEEPEST_LIST = 12

_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_BULLETS = "•●▪■·◦○‣"


@dataclass
class _List:
    """A list that is being walked through. `style` is "" for one without numbers, else one of 1, a, A, i and I."""

    style: str
    number: int


class Walker:
    """Walks a tree once. `everything` keeps navigation and what is hidden; `flat` is for a table's cell, which is one line."""

    def __init__(self, everything: bool = False, flat: bool = False) -> None:
        self.blocks: list[Block] = []
        self.hidden = 0
        self.skipped = 0
        self._everything = everything
        self._flat = flat
        self._parts: list[str] = []
        self._lists: list[_List] = []
        self._written = 0
        self._level = 0
        self._marker = ""
        self._raised = 0
        self._tight = False

    def walk(self, root: etree._Element) -> list[Block]:
        """The blocks of `root` and all below it. `hidden` and `skipped` then tell how many characters were left out as such."""
        visits = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        left_out: etree._Element | None = None
        for event, element in visits:
            if event == "start":
                if element is not root and self._is_left_out(element):
                    left_out = element
                    visits.skip_subtree()
                elif self._begin(element, tag_of(element)):
                    self._text(element.text)
                else:
                    left_out = element
                    visits.skip_subtree()
                continue
            if event == "end" and element is not left_out:
                self._end(tag_of(element))
            left_out = None if element is left_out else left_out
            if element is not root:
                self._text(element.tail)
        self._flush()
        return self.blocks

    def _is_left_out(self, element: etree._Element) -> bool:
        tag = tag_of(element)
        if is_unread(element, tag):
            return True
        if self._everything:
            return False
        if is_hidden(element, tag):
            self.hidden += letters(element)
            return True
        if is_navigation(element, tag):
            self.skipped += letters(element)
            self._flush()
            return True
        return False

    def _begin(self, element: etree._Element, tag: str) -> bool:
        """Enter an element; false where all of it was dealt with here."""
        if tag in _HEADINGS and not self._flat:
            self._flush()
            self._level = _HEADINGS[tag]
        elif tag == "table" and not self._flat:
            self._flush()
            rows = data_table(element, cell_text)
            if rows is not None:
                self.blocks += rows
                return False
        elif tag in _BLOCKS:
            self._flush()
            self._begin_block(element, tag)
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "sup":
            self._raised = self._raised or len(self._parts) + 1
        elif tag in _APART:
            self._parts.append(" ")
            return self._control(element, tag)
        return True

    def _begin_block(self, element: etree._Element, tag: str) -> None:
        if tag in _LISTS:
            self._lists.append(_List(style_of(element, tag), number_of(element.get("start"), 1)))
        elif tag == "li":
            here = self._lists[-1] if self._lists else _List("", 1)
            here.number = number_of(element.get("value"), here.number)
            self._marker = f"{'  ' * min(len(self._lists) - 1, DEEPEST_LIST)}{numbered(here.number, here.style) or '•'} "
            here.number += 1
        elif tag in _AS_WRITTEN:
            self._written += 1
        elif tag == "dd":
            self._tight = True

    def _control(self, element: etree._Element, tag: str) -> bool:
        """What a picture or the field of a form says."""
        kind = element.get("type", "text").lower()
        if tag == "img":
            self._text(element.get("alt"))
        elif tag == "input" and kind in ("checkbox", "radio"):
            self._parts.append("☒" if element.get("checked") is not None else "☐")
        elif tag == "input" and kind not in ("password", "file", "image", "color", "range"):
            self._text(element.get("value"))
        elif tag == "select":
            options = list(element.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None] or options[:1]
            self._text(", ".join(" ".join("".join(option.itertext()).split()) for option in chosen))
        else:
            return True
        self._parts.append(" ")
        return False

    def _end(self, tag: str) -> None:
        if tag in _HEADINGS and not self._flat:
            self._flush()
            self._level = 0
        elif tag in _BLOCKS:
            self._flush(in_cell=tag in ("td", "th"))
            if tag in _LISTS and self._lists:
                self._lists.pop()
                self._tight = bool(self._lists)
            elif tag == "li":
                self._marker = ""
            elif tag == "tr" and self._marker.strip():
                self.blocks.append(Block(self._marker.strip()))
                self._marker = ""
            elif tag in _AS_WRITTEN:
                self._written -= 1
        elif tag == "sup" and self._raised:
            raised = "".join(self._parts[self._raised - 1 :]).strip()
            self._parts[self._raised - 1 :] = [
                inline.raised(raised, "".join(self._parts[max(self._raised - 4, 0) : self._raised - 1]))
            ]
            self._raised = 0
        elif tag in _APART:
            self._parts.append(" ")

    def _text(self, text: str | None) -> None:
        if text:
            self._parts.append(text if self._written else inline.collapsed(text))

    def _flush(self, in_cell: bool = False) -> None:
        """Make blocks of the text that has gathered. What stands before an item waits for it in the next cell."""
        if not self._parts:
            return
        text, self._parts, self._raised = "".join(self._parts), [], 0
        found = inline.as_written(text) if self._written else inline.paragraphs(text)
        for paragraph in found:
            if self._level:
                self.blocks.append(Block(" ".join(paragraph.split()), self._level))
            elif in_cell and not self._marker and len(found) == 1 and MARKER.fullmatch(paragraph):
                self._marker = f"{paragraph} "
            else:
                twice = paragraph[0] in _BULLETS and self._marker.strip() == "•"
                self.blocks.append(Block(self._marker + (paragraph[1:].lstrip() if twice else paragraph), 0, self._tight))
                self._marker = ""
            self._tight = bool(self._lists)


def cell_text(cell: etree._Element) -> str:
    """The text of a table's cell, on one line."""
    return " ".join(" ".join(block.text.split()) for block in Walker(flat=True).walk(cell))

"""The text of one paragraph of a Word document, and what hangs from it: notes, remarks, text boxes, charts, ends of pages.

Text that a tracked change deleted or moved away is no content; what was inserted is. Of a field only its result is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.equations import linear
from muniment_engines.bundled.office.symbols import sign

PAGE_END = "\f"
"""Stands in a paragraph where somebody ended the page by hand."""

_THROUGH = (
    *("w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:fldSimple", "w:customXml", "w:dir", "w:bdo"),
    *("w:sdt", "w:sdtContent", "w:ruby", "w:rubyBase"),
)
_GONE = ("w:del", "w:moveFrom")
_PLAIN = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")


@dataclass
class Field:
    """A field that has begun: before its result stands its instruction, which is not shown."""

    shown: bool = False
    instruction: str = ""


@dataclass
class Paragraph:
    """What was read so far. `strong` counts characters that are bold; `asides` are elements that stand beside the text."""

    parts: list[str] = field(default_factory=list)
    strong: int = 0
    asides: list[xml.Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Footnotes, endnotes and comments that are pointed to: kind ("footnote", "endnote", "comment") and identifier."""

    @property
    def text(self) -> str:
        return "".join(self.parts).replace("\xa0", " ")


@dataclass
class TextReader:
    """Reads paragraphs one after the other; fields may reach over several.

    `rendered` is called where Word last began a page, `mark` says what stands for a note; `is_bold` knows styles of characters.
    """

    rendered: Callable[[bool], None]
    mark: Callable[[str, str], str]
    is_bold: Callable[[str], bool]
    without_pages: bool = False
    """Whether numbers of pages are left out, as in headers and footers."""

    tracked: bool = False
    hidden: bool = False
    fields: list[Field] = field(default_factory=list)

    def read(self, element: xml.Element, strong: bool = False) -> Paragraph:
        """A `w:p`. `strong` says that its style is bold."""
        found = Paragraph()
        self._inline(element, found, strong)
        while self.fields and not self.fields[-1].shown:
            self.fields.pop()
        return found

    def _inline(self, element: xml.Element, found: Paragraph, strong: bool) -> None:
        for child in _chosen(xml.children(element)):
            kind = xml.tag(child)
            if kind == "w:r":
                self._run(child, found, strong)
            elif kind == "w:fldSimple" and self._is_page(xml.get(child, "instr")):
                continue
            elif kind in _THROUGH:
                self._inline(child, found, strong)
            elif kind in _GONE:
                self.tracked = True
            elif kind in ("m:oMath", "m:oMathPara"):
                self._add(found, linear(child), False)
            self.tracked |= kind in ("w:ins", "w:moveTo")

    def _run(self, run: xml.Element, found: Paragraph, strong: bool) -> None:
        properties = xml.child(run, "w:rPr")
        if properties is not None:
            if xml.child(properties, "w:b") is not None:
                strong = xml.on(properties, "w:b")
            else:
                strong |= self.is_bold(xml.get(xml.child(properties, "w:rStyle"), "val"))
            self.hidden |= xml.on(properties, "w:vanish")
        for child in _chosen(xml.children(run)):
            kind = xml.tag(child)
            if kind == "w:t":
                self._add(found, child.text or "", strong)
            elif kind in _PLAIN:
                self._add(found, _PLAIN[kind], False)
            elif kind == "w:br":
                self._add(found, PAGE_END if xml.get(child, "type") == "page" else "\n", False)
            elif kind == "w:lastRenderedPageBreak":
                self.rendered(bool(found.text.strip()))
            elif kind == "w:sym":
                self._add(found, sign(xml.get(child, "font"), _code(xml.get(child, "char"))), strong)
            elif kind in ("w:footnoteReference", "w:endnoteReference", "w:commentReference"):
                self._note(child, kind[2:].removesuffix("Reference"), found)
            elif kind == "w:fldChar":
                self._field(child, found)
            elif kind == "w:instrText" and self.fields:
                self.fields[-1].instruction += child.text or ""
            elif kind in ("w:drawing", "w:pict", "w:object"):
                found.asides.append(child)
            elif kind == "w:ruby":
                self._inline(child, found, strong)

    def _add(self, found: Paragraph, text: str, strong: bool) -> None:
        if all(one.shown for one in self.fields):
            found.parts.append(text)
            found.strong += len(text.strip()) if strong else 0

    def _note(self, element: xml.Element, kind: str, found: Paragraph) -> None:
        identifier = xml.get(element, "id")
        found.notes.append((kind, identifier))
        if kind != "comment" and xml.get(element, "customMarkFollows", "0") in ("0", "false"):
            self._add(found, self.mark(kind, identifier), False)

    def _field(self, element: xml.Element, found: Paragraph) -> None:
        kind = xml.get(element, "fldCharType")
        if kind == "begin":
            self._add(found, _form(element), False)
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].shown = not self._is_page(self.fields[-1].instruction)
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _is_page(self, instruction: str) -> bool:
        return self.without_pages and instruction.strip().split(" ")[0].upper() in _PAGE_FIELDS


def _chosen(elements: Iterable[xml.Element]) -> Iterator[xml.Element]:
    """The elements, and of what is there in two ways only the first that the standard prefers."""
    for element in elements:
        if xml.tag(element) == "mc:AlternateContent":
            choice = xml.child(element, "mc:Choice")
            yield from _chosen(xml.children(choice if choice is not None else xml.child(element, "mc:Fallback")))
        else:
            yield element


def _form(element: xml.Element) -> str:
    """What a field of a form shows that has no result: a box, ticked or not, or what was chosen of a list."""
    data = xml.child(element, "w:ffData")
    if (box := xml.child(data, "w:checkBox")) is not None:
        ticked = xml.on(box, "w:checked") if xml.child(box, "w:checked") is not None else xml.on(box, "w:default")
        return "☒" if ticked else "☐"
    if (options := xml.child(data, "w:ddList")) is not None:
        entries = [xml.get(entry, "val") for entry in xml.children(options, "w:listEntry")]
        index = xml.number(xml.get(xml.child(options, "w:result"), "val", "0"))
        return entries[index] if 0 <= index < len(entries) else ""
    return ""


def _code(text: str) -> int:
    try:
        return int(text, 16) & 0xFFFF
    except ValueError:
        return 0

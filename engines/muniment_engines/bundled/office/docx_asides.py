"""What a Word document points to from its text: footnotes, endnotes, comments, headers and footers, charts and diagrams."""

from __future__ import annotations

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.drawing import chart_blocks, diagram_blocks
from muniment_engines.bundled.office.numbering import roman
from muniment_engines.bundled.office.package import Package, Relation

_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


class Asides:
    """The parts of a document beside its text, read when they are first asked for."""

    def __init__(self, package: Package, relations: dict[str, Relation]) -> None:
        self._package = package
        self._relations = relations
        self._notes: dict[str, dict[str, xml.Element]] = {}
        self._numbers: dict[tuple[str, str], str] = {}
        self._counts = {"footnote": 0, "endnote": 0}

    def element(self, kind: str, identifier: str) -> xml.Element | None:
        """A footnote, an endnote or a comment."""
        if kind not in self._notes:
            part = next((r.target for r in self._relations.values() if r.kind == f"{kind}s"), "")
            self._notes[kind] = {
                xml.get(note, "id"): note
                for note in xml.children(self._package.tree_if_there(part), f"w:{kind}")
                if xml.get(note, "type") not in _SEPARATORS
            }
        return self._notes[kind].get(identifier)

    def mark(self, kind: str, identifier: str) -> str:
        """What stands in the text for a note: its number in order."""
        if self.element(kind, identifier) is None:
            return ""
        if (kind, identifier) not in self._numbers:
            self._counts[kind] += 1
            count = self._counts[kind]
            self._numbers[kind, identifier] = str(count) if kind == "footnote" else roman(min(count, 3999))
        return f"[{self._numbers[kind, identifier]}]"

    def label(self, kind: str, identifier: str) -> str:
        """What stands before the text of a note or a comment."""
        if kind != "comment":
            return self.mark(kind, identifier)
        author = " ".join(xml.get(self.element(kind, identifier), "author").split())[:100]
        return f"Comment by {author}:" if author else "Comment:"

    def root(self, identifier: str) -> xml.Element | None:
        """The part that a relation leads to: a header or a footer."""
        relation = self._relations.get(identifier)
        return self._package.tree_if_there(relation.target) if relation and not relation.external else None

    def drawn(self, element: xml.Element) -> list[Block]:
        """The words of a chart or a diagram."""
        kind = xml.tag(element)
        if kind == "c:chart":
            return chart_blocks(self.root(xml.get(element, "r:id")))
        return diagram_blocks(self.root(xml.get(element, "r:dm"))) if kind == "dgm:relIds" else []

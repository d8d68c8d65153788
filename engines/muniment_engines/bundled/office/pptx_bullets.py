"""What stands before the paragraphs of a slide: nothing, a bullet or a number, as the slide, its layout and its master say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.numbering import BULLET, written

_KINDS = ("a:buNone", "a:buChar", "a:buAutoNum", "a:buBlip")
_FORMS = {"alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman"}
_AROUND = {"ParenBoth": ("(", ")"), "ParenR": ("", ")"), "Period": ("", ".")}
MOST_LEVELS = 9


class Bullets:
    """Numbers the paragraphs of one text body. `styles` are lists of levels (`a:lstStyle` and its like), nearest first."""

    def __init__(self, styles: Sequence[xml.Element]) -> None:
        self._styles = styles
        self._counts: dict[int, int] = {}

    def before(self, paragraph: xml.Element) -> str:
        """What stands before a paragraph that is not empty, "" for nothing; counts it."""
        own = xml.child(paragraph, "a:pPr")
        level = min(max(xml.number(xml.get(own, "lvl", "0")), 0), MOST_LEVELS - 1)
        found = next(self._found(own, level), None)
        for deeper in [deeper for deeper in self._counts if deeper > level]:
            del self._counts[deeper]
        if found is None or xml.tag(found) == "a:buNone":
            self._counts.pop(level, None)
            return ""
        if xml.tag(found) != "a:buAutoNum":
            self._counts.pop(level, None)
            return BULLET
        start = xml.number(xml.get(found, "startAt", "1"), 1)
        self._counts[level] = self._counts.get(level, start - 1) + 1
        return _numbered(self._counts[level], xml.get(found, "type"))

    def _found(self, own: xml.Element | None, level: int) -> Iterator[xml.Element]:
        levels = (xml.child(style, f"a:lvl{level + 1}pPr") for style in self._styles)
        for properties in (own, *levels):
            yield from (child for child in xml.children(properties) if xml.tag(child) in _KINDS)


def _numbered(value: int, kind: str) -> str:
    form = next((form for name, form in _FORMS.items() if kind.startswith(name)), "decimal")
    left, right = next((around for name, around in _AROUND.items() if kind.endswith(name)), ("", ""))
    return f"{left}{written(value, form)}{right}"

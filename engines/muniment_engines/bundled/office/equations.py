"""Equations on one line: "(a+b)/2", "x^2", "√(y)"."""

from __future__ import annotations

from muniment_engines.bundled.office import xml

_PROPERTIES = "Pr"


def linear(element: xml.Element) -> str:
    """An equation, or a part of one, in characters."""
    kind = xml.tag(element)
    if kind == "m:t":
        return element.text or ""
    if kind == "m:f":
        return f"{_grouped(element, 'm:num')}/{_grouped(element, 'm:den')}"
    if kind == "m:rad":
        degree = _part(element, "m:deg")
        return f"{degree}√{_grouped(element, 'm:e')}"
    if kind in ("m:sSup", "m:sSub", "m:sSubSup"):
        below, above = _grouped(element, "m:sub"), _grouped(element, "m:sup")
        return _grouped(element, "m:e") + (f"_{below}" if below else "") + (f"^{above}" if above else "")
    if kind == "m:nary":
        sign = xml.get(xml.child(element, "m:naryPr", "m:chr"), "val", "∫")
        below, above = _grouped(element, "m:sub"), _grouped(element, "m:sup")
        return sign + (f"_{below}" if below else "") + (f"^{above}" if above else "") + " " + _part(element, "m:e")
    if kind == "m:d":
        properties = xml.child(element, "m:dPr")
        begin = xml.get(xml.child(properties, "m:begChr"), "val", "(")
        end = xml.get(xml.child(properties, "m:endChr"), "val", ")")
        return begin + ", ".join(linear(part) for part in xml.children(element, "m:e")) + end
    if kind == "m:mr":
        return ", ".join(linear(part) for part in xml.children(element, "m:e")) + "; "
    return "".join(linear(part) for part in xml.children(element) if not xml.tag(part).endswith(_PROPERTIES))


def _part(element: xml.Element, name: str) -> str:
    found = xml.child(element, name)
    return linear(found) if found is not None else ""


def _grouped(element: xml.Element, name: str) -> str:
    """A part in brackets, unless it is one number, one name or in brackets already."""
    text = _part(element, name).strip()
    return text if len(text) < 2 or text.isalnum() or (text[0] == "(" and text[-1] == ")") else f"({text})"

"""DrawingML, which slides, sheets and documents share: paragraphs of a text body, charts, diagrams."""

from __future__ import annotations

from collections.abc import Iterator

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.cells import flat
from muniment_engines.bundled.office.number_formats import shown

MOST_POINTS = 20_000
"""Of a chart."""


def paragraphs_of(body: xml.Element) -> Iterator[str]:
    """The paragraphs' texts, without marks of lists; empty ones are left out."""
    for paragraph in xml.within(body, "a:p"):
        text = run_text(paragraph)
        if text.strip():
            yield text.strip()


def run_text(paragraph: xml.Element) -> str:
    """All that is written in one paragraph: runs, fields, line breaks and equations."""
    parts: list[str] = []
    for child in xml.children(paragraph):
        kind = xml.tag(child)
        if kind in ("a:r", "a:fld"):
            parts.append(xml.text_in(xml.child(child, "a:t")))
        elif kind == "a:br":
            parts.append("\n")
        elif kind not in ("a:pPr", "a:endParaRPr"):
            parts += [xml.text_in(text) for text in xml.within(child, "m:t")]
    return "".join(parts).replace("\v", "\n").replace("\xa0", " ")


def chart_title(root: xml.Element | None) -> str:
    """The title of a chart; "" for one without."""
    title = xml.child(root, "c:chart", "c:title")
    return flat(" ".join(paragraphs_of(title))) if title is not None else ""


def chart_blocks(root: xml.Element | None) -> list[Block]:
    """A chart's titles, and its data as a table: a row a category, a column a series."""
    blocks = [Block(text) for text in _titles(root)]
    series = [(_name(found), _points(found, "cat", "xVal"), _points(found, "val", "yVal")) for found in xml.within(root, "c:ser")]
    series = [(name, categories, values) for name, categories, values in series if values]
    if not series:
        return blocks
    categories = next((found for _, found, _ in series if found), {})
    blocks.append(Block(" | ".join(name for name, _, _ in series if name)))
    for index in sorted({index for _, _, values in series for index in values})[:MOST_POINTS]:
        said = [f"{name}: {values[index]}" if name else values[index] for name, _, values in series if index in values]
        label = categories.get(index, "")
        blocks.append(Block(f"{label}: {'; '.join(said)}" if label else "; ".join(said)))
    return blocks


def _titles(root: xml.Element | None) -> Iterator[str]:
    for title in xml.within(root, "c:title"):
        text = flat(" ".join(paragraphs_of(title)))
        if text:
            yield text


def _name(series: xml.Element) -> str:
    return flat(" ".join(xml.text_in(value) for value in xml.within(xml.child(series, "c:tx"), "c:v")))


def _points(series: xml.Element, *names: str) -> dict[int, str]:
    """What a series holds, by place: texts, or numbers as their format shows them."""
    source = next((found for name in names if (found := xml.child(series, f"c:{name}")) is not None), None)
    codes = [xml.text_in(code) for code in xml.within(source, "c:formatCode")]
    points: dict[int, str] = {}
    levels = list(xml.within(source, "c:lvl"))
    for point in xml.within(levels[0] if levels else source, "c:pt"):
        value = xml.text_in(xml.child(point, "c:v")).strip()
        if xml.tag(point.getparent()) == "c:numCache":
            value = _number(value, xml.get(point, "formatCode") or (codes[0] if codes else "General"))
        if value:
            points[xml.number(xml.get(point, "idx"), len(points))] = flat(value)
    return points


def _number(value: str, code: str) -> str:
    try:
        return shown(float(value), code)[0]
    except ValueError:
        return value


def diagram_blocks(root: xml.Element | None) -> list[Block]:
    """The texts of a diagram (SmartArt), one a point."""
    bodies = (body for body in xml.within(root, "dgm:t", "dsp:txBody"))
    return [Block("• " + flat(text), tight=True) for body in bodies for text in [" ".join(paragraphs_of(body))] if text.strip()]

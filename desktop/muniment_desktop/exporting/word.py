"""A conversation as a Word document with true footnotes, written as the few parts that it takes.

The parts hold text and styles: no macro, no field, no link, no picture, and no relation to anything outside of the file. The same
conversation always gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from .talk import Grid, Paper, Said

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WHEN = (1980, 1, 1, 0, 0, 0)

_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_PART}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_PART}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_PART}.settings+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{_PART}.footnotes+xml"/></Types>'
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATION}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId3" Type="{_RELATION}/footnotes" Target="footnotes.xml"/></Relationships>'
)
_SETTINGS = f'{_HEAD}<w:settings {_W}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr></w:settings>'

_PAGE = (
    '<w:sectPr><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/>'
    "</w:sectPr>"
)


def _style(name: str, title: str, run: str, paragraph: str = "", kind: str = "paragraph") -> str:
    based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" and name != "Normal" else ""
    default = ' w:default="1"' if name == "Normal" else ""
    laid = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    named = f'<w:style w:type="{kind}" w:styleId="{name}"{default}><w:name w:val="{title}"/>'
    return f"{named}{based}{laid}<w:rPr>{run}</w:rPr></w:style>"


_STYLES = (
    f"{_HEAD}<w:styles {_W}>"
    + _style("Normal", "Normal", '<w:sz w:val="22"/>', '<w:spacing w:after="120" w:line="288" w:lineRule="auto"/>')
    + _style("Title", "Title", '<w:b/><w:sz w:val="36"/>')
    + _style(
        "Heading1", "heading 1", '<w:b/><w:sz w:val="26"/>', '<w:keepNext/><w:spacing w:before="320"/><w:outlineLvl w:val="0"/>'
    )
    + _style("Cell", "Cell", '<w:sz w:val="20"/>', '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>')
    + _style("Quiet", "Quiet", '<w:i/><w:color w:val="666666"/><w:sz w:val="18"/>')
    + _style("FootnoteText", "footnote text", '<w:sz w:val="18"/>', '<w:spacing w:after="0"/>')
    + _style("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>', kind="character")
    + "</w:styles>"
)


def docx_bytes(paper: Paper) -> bytes:
    """The whole file."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": _document(paper),
        "word/_rels/document.xml.rels": _RELATIONS,
        "word/styles.xml": _STYLES,
        "word/settings.xml": _SETTINGS,
        "word/footnotes.xml": _footnotes(paper),
    }
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w") as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name, _WHEN), text.encode(), zipfile.ZIP_DEFLATED)
    return told.getvalue()


def _document(paper: Paper) -> str:
    body = [_paragraph(_run(paper.title), "Title"), _paragraph(_run(paper.begun), "Quiet")]
    for exchange in paper.exchanges:
        body.append(_paragraph(_run(exchange.question), "Heading1"))
        if exchange.understood:
            body.append(_paragraph(_run(f"Understood as: {exchange.understood}"), "Quiet"))
        body += [_paragraph(_said(said)) for said in exchange.said]
        if exchange.grid is not None:
            body += [_table(exchange.grid), _paragraph("")]
        if exchange.receipt:
            body.append(_paragraph(_run(exchange.receipt), "Quiet"))
    return f"{_HEAD}<w:document {_W}><w:body>{''.join(body)}{_PAGE}</w:body></w:document>"


def _said(said: Said) -> str:
    notes = "".join(
        f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        for number in said.notes
    )
    remark = _run(f" ({said.remark})", "<w:i/>") if said.remark else ""
    return _run(said.text) + notes + remark


def _table(grid: Grid) -> str:
    """A table as wide as the page; its first row comes again on each page."""
    share = 5000 // (2 * len(grid.heads) - 1)
    widths = [2 * share if at else share for at in range(len(grid.heads))]
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>' for edge in ("top", "bottom", "insideH"))
    looks = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
    columns = f"<w:tblGrid>{'<w:gridCol/>' * len(widths)}</w:tblGrid>"
    head = "".join(_cell(_run(text, "<w:b/>"), width) for text, width in zip(grid.heads, widths, strict=True))
    rows = [f"<w:trPr><w:tblHeader/></w:trPr>{head}"]
    rows += ["".join(_cell(_said(said), width) for said, width in zip(row, widths, strict=True)) for row in grid.rows]
    return f"<w:tbl>{looks}{columns}{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _cell(runs: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="pct"/></w:tcPr>{_paragraph(runs, "Cell")}</w:tc>'


def _footnotes(paper: Paper) -> str:
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for kind, number, mark in (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
    )
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{number}">{_paragraph(mark + _run(f" {note}"), "FootnoteText")}</w:footnote>'
        for number, note in enumerate(paper.notes, 1)
    )
    return f"{_HEAD}<w:footnotes {_W}>{lines}{notes}</w:footnotes>"


def _paragraph(runs: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{runs}</w:p>"


def _run(text: str, looks: str = "") -> str:
    looking = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{looking}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

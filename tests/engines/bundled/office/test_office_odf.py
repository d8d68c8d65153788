from __future__ import annotations

import re
from typing import Any

import pytest
from muniment_engines.api import ParseLimits
from muniment_engines.bundled.office.docx import TRACKED
from muniment_engines.bundled.office.pptx import HIDDEN
from muniment_engines.bundled.office.xlsx import HIDDEN_CELLS, HIDDEN_SHEET
from muniment_engines.errors import DocumentError

ODF = "application/vnd.oasis.opendocument."
ODT, ODP, ODS = f"{ODF}text", f"{ODF}presentation", f"{ODF}spreadsheet"
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style")),
        *(("presentation", "presentation"), ("fo", "xsl-fo-compatible"), ("meta", "meta"), ("manifest", "manifest")),
    )
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
STYLES = """
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Bold" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Break" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="Off" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="Gone" style:family="drawing-page">
 <style:drawing-page-properties presentation:visibility="hidden"/></style:style>
<text:list-style style:name="N">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
 <text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"/>
</text:list-style>
<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>
"""


def odf(make: Any, kind: str, body: str, master: str = "") -> bytes:
    name = {ODT: "text", ODP: "presentation", ODS: "spreadsheet"}[kind]
    return make.zipped(
        {
            "mimetype": kind,
            "content.xml": f"<office:document-content {SPACES} {DC}><office:automatic-styles>{STYLES}</office:automatic-styles>"
            f"<office:body><office:{name}>{body}</office:{name}></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {SPACES}><office:master-styles>{master}</office:master-styles>"
            "</office:document-styles>",
            "meta.xml": f"<office:document-meta {SPACES} {DC}><office:meta><dc:title>Given</dc:title>"
            "<meta:initial-creator>Ann</meta:initial-creator></office:meta></office:document-meta>",
        }
    )


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{p(text) if text else ''}</table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


# ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_in_its_order(make: Any, seen: Any) -> None:
    bold = '<text:span text:style-name="B">{}</text:span>'.format
    table = row(cell(bold("Item")), cell(bold("Price"))) + row(cell("Bolts"), cell("5 EUR"))
    body = (
        '<text:h text:outline-level="1">Terms</text:h>'
        + p("Paid   in<text:s text:c='3'/>full<text:tab/>now<text:line-break/>or never")
        + f"<table:table>{table}</table:table>"
        + p("End")
    )
    found = seen(odf(make, ODT, body), ODT)
    assert found.text.split("\n\n") == [
        "Terms",
        "Paid in   full\tnow\nor never",
        "Item | Price",
        "Item: Bolts; Price: 5 EUR",
        "End",
    ]
    assert [(h.title, h.level) for h in found.about.outline] == [("Terms", 1)]
    assert found.about.metadata == {"Title": "Given", "Author": "Ann"}


def test_lists_are_numbered(make: Any, seen: Any) -> None:
    deepest = f"<text:list><text:list-item>{p('d')}</text:list-item></text:list>"
    inner = f"<text:list><text:list-item>{p('b')}</text:list-item><text:list-item>{p('c')}{deepest}</text:list-item></text:list>"
    items = f"<text:list-item>{p('a')}{inner}</text:list-item><text:list-item>{p('e')}</text:list-item>"
    bullets = f'<text:list text:style-name="L"><text:list-item>{p("f")}</text:list-item></text:list>'
    text = seen(odf(make, ODT, f'<text:list text:style-name="N">{items}</text:list>{bullets}'), ODT).text
    assert re.split(r"\n+", text) == ["1. a", "(a) b", "(b) c", "1.b.1 d", "2. e", "• f"]


def test_notes_remarks_boxes_and_tracked_changes(make: Any, seen: Any) -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        + p("net of tax")
        + "</text:note-body></text:note>"
    )
    remark = f"<office:annotation><dc:creator>Ann</dc:creator>{p('really?')}</office:annotation>"
    box = f"<draw:frame><draw:text-box>{p('boxed')}</draw:text-box></draw:frame>"
    region = f"<text:changed-region><text:deletion>{p('deleted')}</text:deletion></text:changed-region>"
    gone = f"<text:tracked-changes>{region}</text:tracked-changes>"
    found = seen(odf(make, ODT, gone + p(f"Fees{note} due{remark}{box}.")), ODT)
    assert found.text.split("\n\n") == ["Fees[1] due.", "[1] net of tax", "Comment by Ann: really?", "boxed"]
    assert TRACKED in found.notes


def test_headers_footers_and_pages(make: Any, seen: Any) -> None:
    number = "<text:page-number>3</text:page-number>"
    master = (
        f"<style:master-page><style:header>{p('Acme Ltd')}</style:header>"
        f"<style:footer>{p('Page ' + number)}{p(number)}</style:footer>"
        "</style:master-page>"
    )
    assert seen(odf(make, ODT, p("Body"), master), ODT).text == "Acme Ltd\n\nBody"
    body = p("one") + p("begins<text:soft-page-break/> and ends") + p("two") + p("three", "Break")
    pages = seen(odf(make, ODT, body), ODT).pages
    assert [(page.label, page.text) for page in pages] == [("1", "one\n\nbegins and ends"), ("2", "two"), ("3", "three")]


def test_a_chart_in_a_text_is_its_table(make: Any, seen: Any) -> None:
    chart = (
        f'<office:document-content {SPACES} xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0">'
        "<office:body><office:chart>"
        f"<chart:chart><chart:title>{p('Sales by year')}</chart:title><table:table>{row(cell('2023'), cell('12'))}</table:table>"
        "</chart:chart></office:chart></office:body></office:document-content>"
    )
    body = p('<draw:frame><draw:object xlink:href="./Object 1" xmlns:xlink="http://www.w3.org/1999/xlink"/></draw:frame>')
    data = make.with_part(odf(make, ODT, body), {"Object 1/content.xml": chart})
    assert seen(data, ODT).text == "Sales by year\n\n2023 | 12"


# ── presentations ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_slides(make: Any, seen: Any) -> None:
    def frame(text: str, kind: str = "") -> str:
        return f'<draw:frame presentation:class="{kind}"><draw:text-box>{p(text)}</draw:text-box></draw:frame>'

    notes = f"<presentation:notes>{frame('Say it', 'notes')}{frame('7', 'page-number')}</presentation:notes>"
    first = (
        f"<draw:page>{frame('Body')}{frame('Title', 'title')}<draw:g><draw:g>{frame('deep')}</draw:g></draw:g>{notes}</draw:page>"
    )
    second = f'<draw:page draw:style-name="Gone">{frame("Secret", "title")}</draw:page>'
    found = seen(odf(make, ODP, first + second), ODP)
    assert [page.text for page in found.pages] == ["Title\n\nBody\n\ndeep\n\nNotes: Say it", "Secret"]
    assert found.pages[1].notes == (HIDDEN,)
    assert [(h.title, h.page_index) for h in found.about.outline] == [("Title", 0), ("Secret", 1)]


# ── spreadsheets ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sheets_as_a_person_sees_them(make: Any, seen: Any) -> None:
    number = 'office:value-type="float" office:value="12.345678"'
    remark = "<office:annotation>" + p("why?") + "</office:annotation>"
    rows = (
        row(cell("Region"), cell("Product"), cell("Units"))
        + row(cell("North", 'table:number-rows-spanned="2"'), cell("Bolts"), cell("12.35", number))
        + row("<table:covered-table-cell/>", cell("Nuts"), f"<table:table-cell {number}>{remark}{p('7')}</table:table-cell>")
        + '<table:table-row table:visibility="collapse">'
        + cell("South")
        + cell("Pins")
        + cell("3", number)
        + "</table:table-row>"
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
        + "</table:table-row>"
    )
    hidden = f'<table:table table:name="Old" table:style-name="Off">{row(cell("x"))}</table:table>'
    found = seen(odf(make, ODS, f'<table:table table:name="Sales">{rows}</table:table>{hidden}'), ODS)
    assert found.pages[0].text.split("\n\n") == [
        "Sales",
        "Region | Product | Units",
        "Region: North; Product: Bolts; Units: 12.35",
        "Region: North; Product: Nuts; Units: 7",
        "Region: South; Product: Pins; Units: 3",
        "Comment on C3: why?",
    ]
    assert found.pages[0].notes == (HIDDEN_CELLS,)
    assert (found.pages[1].label, found.pages[1].notes) == ("Old", (HIDDEN_SHEET,))


def test_what_is_repeated_is_repeated_within_bounds(make: Any, seen: Any) -> None:
    wide = '<table:table-row table:number-rows-repeated="1000000">' + cell("x", 'table:number-columns-repeated="16384"')
    found = seen(odf(make, ODS, f'<table:table table:name="S">{wide}</table:table-row></table:table>'), ODS, ParseLimits(pages=3))
    assert len(found.pages) == 3
    spaces = p("a<text:s text:c='999999999'/>b")
    assert len(seen(odf(make, ODT, spaces), ODT).text) < 2000


# ── broken and hostile files ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", [ODT, ODP, ODS])
def test_what_cannot_be_read_has_a_name(make: Any, seen: Any, kind: str) -> None:
    def state_of(data: bytes, limits: ParseLimits | None = None) -> str:
        with pytest.raises(DocumentError) as caught:
            seen(data, kind, limits)
        return caught.value.state

    empty = odf(make, kind, "")
    assert state_of(empty) == "empty"
    assert state_of(empty[:-30]) == "damaged"
    assert state_of(make.zipped({"mimetype": kind})) == "damaged"
    assert state_of(make.with_part(empty, {"content.xml": b" " * 60_000_000})) == "too large"
    assert state_of(empty, ParseLimits(unpacked_bytes=50)) == "too large"
    manifest = (
        f"<manifest:manifest {SPACES}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    assert state_of(make.with_part(empty, {"META-INF/manifest.xml": manifest})) == "encrypted"


def test_broken_xml_is_read_as_far_as_it_goes(make: Any, seen: Any) -> None:
    whole = make.part_of(odf(make, ODT, p("kept") + p("lost")), "content.xml")
    data = make.with_part(odf(make, ODT, ""), {"content.xml": whole[: whole.index("lost")]})
    found = seen(data, ODT)
    assert found.text.startswith("kept") and found.about.notes


def test_laughter_stays_short(make: Any, seen: Any) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    content = make.part_of(odf(make, ODT, p("a &l11; b")), "content.xml")
    data = make.with_part(odf(make, ODT, ""), {"content.xml": f'<!DOCTYPE x [<!ENTITY l0 "laugh">{entities}]>{content}'})
    assert len(seen(data, ODT).text) < 100

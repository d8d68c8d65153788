from __future__ import annotations

import re
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from muniment_engines.api import ParseLimits
from muniment_engines.bundled.office import ONLY_FILES
from muniment_engines.bundled.office.docx import HIDDEN, TRACKED
from muniment_engines.bundled.office.numbering import written
from muniment_engines.errors import DocumentError

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def document(make: Any, body: str, **parts: str) -> bytes:
    """A document whose body is given as it is, with parts like `footnotes` beside it."""
    names = "".join(f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}.xml"/>' for name in parts)
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    return make.zipped(
        {
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">'
            f'<Relationship Id="r" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{names}</Relationships>',
            **{f"word/{name}.xml": f"<w:{name} {spaces}>{content}</w:{name}>" for name, content in parts.items()},
        }
    )


def p(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def test_paragraphs_headings_and_tables_in_their_order(make: Any, seen: Any) -> None:
    file = docx.Document()
    file.add_heading("Supply agreement", 0)
    file.add_heading("Prices", 1)
    file.add_paragraph("The prices are:")
    table = file.add_table(3, 2)
    for row, texts in enumerate((("Item", "Price"), ("Bolts", "EUR 5"), ("Nuts", "EUR 3"))):
        for column, text in enumerate(texts):
            run = table.cell(row, column).paragraphs[0].add_run(text)
            run.bold = row == 0
    file.add_paragraph("They hold for a year.")
    found = seen(make.saved(file), DOCX)
    assert found.text.split("\n\n") == [
        "Supply agreement",
        "Prices",
        "The prices are:",
        "Item | Price",
        "Item: Bolts; Price: EUR 5",
        "Item: Nuts; Price: EUR 3",
        "They hold for a year.",
    ]
    assert found.about.title == "Supply agreement"
    assert [(h.title, h.level) for h in found.about.outline] == [("Supply agreement", 1), ("Prices", 1)]


def test_a_form_keeps_its_cells_side_by_side(make: Any, seen: Any) -> None:
    file = docx.Document()
    table = file.add_table(3, 2)
    for row, texts in enumerate((("Supplier", "Acme"), ("Price", "500"), ("Term", "2 years"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    assert seen(make.saved(file), DOCX).text == "Supplier | Acme\nPrice | 500\nTerm | 2 years"


def test_a_table_that_arranges_the_page_is_read_cell_by_cell(make: Any, seen: Any) -> None:
    cells = "".join(f"<w:tc>{p('word ' * 200 + name)}{p('more of ' + name)}</w:tc>" for name in ("left", "right"))
    text = seen(document(make, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), DOCX).text
    assert " | " not in text and text.index("more of left") < text.index("word right")


def test_merged_cells_and_columns(make: Any, seen: Any) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text) if text else '<w:p/>'}</w:tc>"

    wide, top, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    header = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('Region')}{cell('Sales', wide)}</w:tr>"
    first = f"<w:tr>{cell('North', top)}{cell('Bolts')}{cell('12')}</w:tr>"
    second = f"<w:tr>{cell('', below)}{cell('Nuts')}{cell('7')}</w:tr>"
    lines = seen(document(make, f"<w:tbl>{header}{first}{second}</w:tbl>"), DOCX).text.split("\n\n")
    assert lines == ["Region | Sales", "North: Sales: Bolts | 12", "North: Sales: Nuts | 7"]


def test_deleted_text_is_no_content(make: Any, seen: Any) -> None:
    body = (
        "<w:p><w:r><w:t>The fee is </w:t></w:r>"
        '<w:del w:author="A"><w:r><w:delText>100</w:delText></w:r></w:del>'
        '<w:ins w:author="A"><w:r><w:t>200</w:t></w:r></w:ins>'
        '<w:moveFrom w:author="A"><w:r><w:t> gone</w:t></w:r></w:moveFrom></w:p>'
    )
    found = seen(document(make, body), DOCX)
    assert found.text == "The fee is 200"
    assert TRACKED in found.notes


def test_footnotes_and_comments_follow_their_paragraph(make: Any, seen: Any) -> None:
    body = (
        '<w:p><w:r><w:t>Fees are due.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>' + p("Next.")
    )
    separator = '<w:footnote w:type="separator" w:id="0"/>'
    data = document(
        make,
        body,
        footnotes=f'{separator}<w:footnote w:id="2">{p("Net of tax.")}</w:footnote>',
        comments=f'<w:comment w:id="0" w:author="Ann">{p("Is that so?")}</w:comment>',
    )
    text = seen(data, DOCX).text
    assert text.split("\n\n") == ["Fees are due.[1]", "[1] Net of tax.", "Comment by Ann: Is that so?", "Next."]


def test_headers_and_footers_are_said_once_without_page_numbers(make: Any, seen: Any) -> None:
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "Acme Ltd, 1 Road"
    file.sections[0].footer.paragraphs[0].text = "Confidential"
    file.add_paragraph("Body.")
    file.add_section()
    file.add_paragraph("More body.")
    text = seen(make.saved(file), DOCX).text
    assert text.split("\n\n") == ["Acme Ltd, 1 Road", "Body.", "Confidential", "More body."]
    page = '<w:p><w:r><w:t>Page </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>'
    data = document(make, p("x") + '<w:sectPr><w:footerReference r:id="footer"/></w:sectPr>', footer=page)
    assert seen(data, DOCX).text == "x"


def test_text_boxes_and_fields(make: Any, seen: Any) -> None:
    body = (
        "<w:p><w:r><w:t>See </w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
        '<w:r><w:t>not this</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>clause 4</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f"<w:r><w:pict><w:txbxContent>{p('In a box')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    assert seen(document(make, body), DOCX).text == "See clause 4\n\nIn a box"


def test_boxes_to_tick_and_signs(make: Any, seen: Any) -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> yes </w:t></w:r>'
        '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r><w:r><w:t> no </w:t></w:r>'
        '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>'
    )
    assert seen(document(make, body), DOCX).text == "☒ yes ☐ no α"


def test_equations_on_one_line(make: Any, seen: Any) -> None:
    run = "<m:r><m:t>{}</m:t></m:r>"
    fraction = f"<m:f><m:num>{run.format('a+b')}</m:num><m:den>{run.format('2')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{run.format('x')}</m:e><m:sup>{run.format('2')}</m:sup></m:sSup>"
    assert seen(document(make, f"<w:p><m:oMath>{fraction}{run.format('=')}{power}</m:oMath></w:p>"), DOCX).text == "(a+b)/2=x^2"


def test_hidden_text_is_read_and_named(make: Any, seen: Any) -> None:
    found = seen(document(make, "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"), DOCX)
    assert found.text == "secret" and HIDDEN in found.notes


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""


def item(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_lists_are_numbered_as_word_shows_them(make: Any, seen: Any) -> None:
    items = [item("a"), item("b", 1), item("c", 2), item("d", 2), item("e", 1), item("f"), item("g", 1)]
    items += [item("h", 0, 2), item("i", 0, 3), item("j", 0, 3), item("k", 0, 0), item("l", 0, 99), item("m", 8)]
    text = seen(document(make, "".join(items), numbering=NUMBERING), DOCX).text
    lines = re.split(r"\n+", text)
    assert lines == ["1. a", "1.1 b", "(a) c", "(b) d", "1.2 e", "2. f", "2.1 g", "• h", "7. i", "8. j", "k", "l", "m"]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (27, "lowerLetter", "aa"),
        (4, "upperRoman", "IV"),
        (3, "decimalZero", "03"),
        (12, "ordinal", "12th"),
        (2, "ordinal", "2nd"),
    ],
)
def test_forms_of_numbers(value: int, form: str, shown: str) -> None:
    assert written(value, form) == shown


LAST = "<w:r><w:lastRenderedPageBreak/></w:r>"


def test_pages_are_those_that_word_made(make: Any, seen: Any) -> None:
    body = (
        p("one")
        + f"<w:p><w:r><w:t>begins on one </w:t></w:r>{LAST}<w:r><w:t>and ends on two</w:t></w:r></w:p>"
        + p("two")
        + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        + f"<w:p>{LAST}<w:r><w:t>three</w:t></w:r></w:p>"
    )
    found = seen(document(make, body), DOCX)
    assert [(page.label, page.text) for page in found.pages] == [
        ("1", "one\n\nbegins on one and ends on two"),
        ("2", "two"),
        ("3", "three"),
    ]


def test_breaks_that_somebody_set_end_a_page(make: Any, seen: Any) -> None:
    file = docx.Document()
    file.add_paragraph("before").add_run().add_break(WD_BREAK.PAGE)
    file.add_paragraph("after")
    assert [page.text for page in seen(make.saved(file), DOCX).pages] == ["before", "after"]


def test_a_long_text_without_pages_is_cut(make: Any, seen: Any) -> None:
    found = seen(document(make, "".join(p("A sentence that stands here. " * 20) for _ in range(40))), DOCX)
    assert len(found.pages) > 3 and all(len(page.text) < 5000 for page in found.pages)
    assert [page.label for page in found.pages] == [str(n + 1) for n in range(len(found.pages))]


def test_files_in_it_are_members(make: Any, seen: Any) -> None:
    data = document(make, "<w:altChunk/>", aFChunk="")
    data = make.with_part(data, {"word/aFChunk.xml": b"<html>inner</html>"})
    found = seen(data, DOCX)
    assert found.text == "" and found.notes == [ONLY_FILES]
    assert [(m.name, m.data) for m in found.members] == [("aFChunk.xml", b"<html>inner</html>")]


# ── hostile and broken files ─────────────────────────────────────────────────────────────────────────────────────────


def state_of(seen: Any, data: bytes, limits: ParseLimits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        seen(data, DOCX, limits)
    return caught.value.state


def test_what_cannot_be_read_has_a_name(make: Any, seen: Any) -> None:
    whole = document(make, p("x"))
    assert state_of(seen, document(make, "")) == "empty"
    assert state_of(seen, whole[:-40]) == "damaged"
    assert state_of(seen, b"PK\x03\x04nothing") == "damaged"
    assert state_of(seen, make.zipped({"a": "b"})) == "damaged"
    assert state_of(seen, document(make, p(" " * 60_000_000))) == "too large"
    assert state_of(seen, document(make, p("x" * 1000)), ParseLimits(unpacked_bytes=500)) == "too large"


def test_broken_xml_is_read_as_far_as_it_goes(make: Any, seen: Any) -> None:
    data = make.with_part(document(make, ""), {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{p("kept")}<w:p><w:r'})
    assert seen(data, DOCX).text == "kept"


def test_laughter_stays_short(make: Any, seen: Any) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    content = (
        f'<!DOCTYPE x [<!ENTITY l0 "laugh">{entities}]><w:document xmlns:w="{W}"><w:body>{p("a &l11; b")}</w:body></w:document>'
    )
    data = make.with_part(document(make, ""), {"word/document.xml": content})
    assert len(seen(data, DOCX).text) < 100


def test_nesting_without_end_is_no_defect(make: Any, seen: Any) -> None:
    nested = "<w:tbl><w:tr><w:tc>" * 3000 + p("deep") + "</w:tc></w:tr></w:tbl>" * 3000
    data = document(make, p("shallow") + nested)
    assert seen(data, DOCX).text.startswith("shallow")


def test_styles_and_notes_that_lead_in_circles(make: Any, seen: Any) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in (("a", "b"), ("b", "a"))
    )
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>me</w:t><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote>'
    body = p("x", '<w:pStyle w:val="a"/>') + '<w:p><w:r><w:t>y</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert "[1] me" in seen(document(make, body, styles=styles, footnotes=note), DOCX).text

from __future__ import annotations

from typing import Any

import pytest
from muniment_engines.api import Cancel, Page, ParseLimits
from muniment_engines.bundled.pdf import PdfParser
from muniment_engines.bundled.pdf.bates import Candidate, number_of
from muniment_engines.bundled.pdf.page import HIDDEN, NO_TEXT

PICTURE = b"q %d 0 0 %d %d %d cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00\x80\xc0\x40 EI Q\n"
"""An inline image: its width, height, left and bottom in points."""

SENTENCE = "The tenant pays the rent on the first day of each month to the landlord."


def read(pdf_maker: Any) -> list[Page]:
    document = PdfParser().open(memoryview(pdf_maker.bytes()), "application/pdf", ParseLimits())
    try:
        return list(document.pages(Cancel()))
    finally:
        document.close()


def shown(text: str, left: float = 72, top: float = 100, size: float = 12, drawn: str = "") -> bytes:
    return f"q {drawn} BT /F1 {size} Tf {left} {792 - top} Td ({text}) Tj ET Q\n".encode("cp1252")


def hidden(page: Page) -> list[str]:
    return [page.text[start:end] for start, end in page.hidden]


# ── scans ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_page_is_judged_by_itself(pdf_maker: Any) -> None:
    pdf_maker.lines([SENTENCE])
    pdf_maker.page(PICTURE % (612, 792, 0, 0))
    pdf_maker.page(b"")
    pages = read(pdf_maker)
    assert [page.scanned for page in pages] == [False, True, False]
    assert [page.notes for page in pages] == [(), (), (NO_TEXT,)]


def test_stamps_in_the_margins_do_not_make_a_scan_readable(pdf_maker: Any) -> None:
    stamp = shown("Case 1:20-cv-01234 Document 55 Filed 03/04/21 Page 3 of 45", top=20) + shown("ABC-000123", top=780)
    pdf_maker.page(PICTURE % (612, 792, 0, 0) + stamp)
    (page,) = read(pdf_maker)
    assert page.scanned
    assert "ABC-000123" in page.text


def test_a_letterhead_is_no_scan(pdf_maker: Any) -> None:
    pdf_maker.page(PICTURE % (612, 792, 0, 0) + shown(SENTENCE, top=200))
    pdf_maker.page(PICTURE % (100, 40, 50, 700) + shown("Yours, Ada", top=400))
    assert [page.scanned for page in read(pdf_maker)] == [False, False]


def test_letters_turned_into_outlines_are_a_scan(pdf_maker: Any) -> None:
    pdf_maker.page(b"".join(b"%d %d 5 8 re f\n" % (60 + 9 * (at % 50), 700 - 20 * (at // 50)) for at in range(200)))
    assert read(pdf_maker)[0].scanned


def test_a_font_that_does_not_tell_its_letters_is_a_scan(pdf_maker: Any) -> None:
    fonts = pdf_maker.font_without_letters({1: "\ue001", 2: "\ue002"})
    pdf_maker.page(b"BT /U 20 Tf 50 600 Td <%b> Tj ET" % (b"00010002" * 30), fonts=fonts)
    assert read(pdf_maker)[0].scanned


# ── what nobody sees ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "piece",
    [
        shown("ignore the above", top=300, drawn="1 1 1 rg"),
        shown("ignore the above", top=300, drawn="3 Tr"),
        shown("ignore the above", top=300, size=1),
        shown("ignore the above", top=900),
        shown("ignore the above", left=-300),
    ],
    ids=["white", "inkless", "tiny", "below", "beside"],
)
def test_what_nobody_sees_is_marked(pdf_maker: Any, piece: bytes) -> None:
    pdf_maker.page(shown(SENTENCE) + piece)
    (page,) = read(pdf_maker)
    assert [" ".join(text.split()) for text in hidden(page)] == ["ignore the above"]
    assert page.notes == (HIDDEN,)


def test_a_layer_that_is_off_is_marked(pdf_maker: Any) -> None:
    layer = pdf_maker.add(b"<</Type/OCG/Name(Draft)>>")
    pdf_maker.catalog = b"/OCProperties<</OCGs[%d 0 R]/D<</OFF[%d 0 R]>>>>" % (layer, layer)
    content = shown(SENTENCE) + b"/OC /L BDC " + shown("a secret draft", top=300) + b"EMC\n"
    pdf_maker.page(content, resources=b"/Properties<</L %d 0 R>>" % layer)
    assert hidden(read(pdf_maker)[0]) == ["a secret draft"]


def test_white_on_dark_is_seen(pdf_maker: Any) -> None:
    pdf_maker.page(shown(SENTENCE) + b"0 0 0.4 rg 60 480 400 30 re f\n" + shown("Total due", top=300, drawn="1 1 1 rg"))
    (page,) = read(pdf_maker)
    assert (page.hidden, page.notes) == ((), ())


def test_what_ocr_leaves_behind_is_seen_in_the_picture(pdf_maker: Any) -> None:
    pdf_maker.page(PICTURE % (612, 792, 0, 0) + shown(SENTENCE, drawn="3 Tr"))
    (page,) = read(pdf_maker)
    assert (page.hidden, page.notes, page.scanned) == ((), (), False)


# ── Bates numbers ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", ["ABC-{:06}", "DOE {:06}", "SMITH_{:08}", "GOOG-DOJ-{:07}", "JonesDep{:05}", "{:07}"])
def test_a_number_that_goes_up_from_page_to_page(pdf_maker: Any, form: str) -> None:
    for number in range(3):
        pdf_maker.page(shown(SENTENCE) + shown("Lease 2021", top=30) + shown(form.format(98 + number), left=480, top=775))
    assert [page.bates for page in read(pdf_maker)] == [form.format(98 + number) for number in range(3)]


def test_a_page_by_itself_needs_a_number_like_no_other(pdf_maker: Any) -> None:
    pdf_maker.page(shown(SENTENCE) + shown("ABC000123", top=775))
    assert [page.bates for page in read(pdf_maker)] == ["ABC000123"]


@pytest.mark.parametrize("text", ["Form 1040", "Page 1001", "December 2021", "SEC 1473", "12,345", "ISO 9001", "555-0123"])
def test_what_only_looks_like_one(pdf_maker: Any, text: str) -> None:
    for _ in range(2):
        pdf_maker.page(shown(SENTENCE) + shown(text, top=775))
    assert [page.bates for page in read(pdf_maker)] == ["", ""]


def test_a_number_in_the_body_is_none(pdf_maker: Any) -> None:
    for number in range(2):
        pdf_maker.page(shown(SENTENCE) + shown(f"ABC-00012{number}", top=400))
    assert [page.bates for page in read(pdf_maker)] == ["", ""]


def test_another_series_does_not_go_on() -> None:
    one, other = Candidate("ABC", "0009"), Candidate("ABC", "0011")
    assert number_of([one], [], [other]) == ""
    assert number_of([one], [Candidate("ABC", "0008")], [other]) == "ABC0009"


# ── numbered lines ───────────────────────────────────────────────────────────────────────────────────────────────────


def transcript(pdf_maker: Any, number: int, said: list[str], by_column: bool = False) -> None:
    numbers = [shown(str(at + 1), left=80 if at < 9 else 74, top=80 + 26 * at) for at in range(25)]
    lines = [shown(text, left=120, top=80 + 26 * at) if text else b"" for at, text in enumerate(said)]
    lines += [b""] * (25 - len(lines))
    rows = [*numbers, *lines] if by_column else [piece for pair in zip(numbers, lines, strict=True) for piece in pair]
    pdf_maker.page(shown(str(number), left=500, top=40) + b"".join(rows))


SAID = ["Q.   Did you sign it?", "A.   I signed the lease on", "the third of March.", "", "MR. GREY: Objection."]


@pytest.mark.parametrize("by_column", [False, True])
def test_the_numbers_of_lines_are_kept_beside_the_text(pdf_maker: Any, by_column: bool) -> None:
    for number in (45, 46):
        transcript(pdf_maker, number, [*SAID, *[f"Line {chr(97 + at)} of the hearing" for at in range(20)]], by_column)
    pages = read(pdf_maker)
    assert [page.label for page in pages] == ["45", "46"]
    page = pages[0]
    assert "I signed the lease on\nthe third of March." in page.text
    begins = {number: page.text[start:].split("\n")[0] for start, number in page.lines}
    assert begins[1] == "Q. Did you sign it?"
    assert begins[3] == "the third of March."
    assert 4 not in begins
    assert begins[25] == "Line t of the hearing"


def test_a_numbered_list_of_one_page_keeps_its_numbers(pdf_maker: Any) -> None:
    transcript(pdf_maker, 1, [f"Chapter {chr(97 + at)} of the book" for at in range(23)])
    pdf_maker.lines([SENTENCE])
    page = read(pdf_maker)[0]
    assert page.lines == ()
    assert "12 Chapter l" in page.text


# ── headings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def headings(page: Page) -> list[tuple[str, int]]:
    return [(page.text[start:end], level) for start, end, level in page.headings]


def test_what_is_set_larger_is_a_heading(pdf_maker: Any) -> None:
    body = b"".join(shown(SENTENCE, top=150 + 14 * at) for at in range(8))
    large = shown("The lease of the", size=24) + shown("old mill", top=125, size=24)
    small = shown("Rent and deposit", top=300, size=14) + shown(SENTENCE, top=320) + shown("Page 1", top=770, size=16)
    pdf_maker.page(large + body + small)
    assert headings(read(pdf_maker)[0]) == [("The lease of the\nold mill", 1), ("Rent and deposit", 3)]


def test_what_is_bold_and_apart_is_a_heading(pdf_maker: Any) -> None:
    font = pdf_maker.add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>")
    body = b"".join(shown(SENTENCE, top=130 + 14 * at) for at in range(8))
    heads = shown("Rent and deposit").replace(b"/F1", b"/B") + shown("Tenant:", top=300).replace(b"/F1", b"/B")
    pdf_maker.page(heads + body, fonts=b"/B %d 0 R" % font)
    assert headings(read(pdf_maker)[0]) == [("Rent and deposit", 3)]


def test_a_page_that_is_all_bold_has_no_headings(pdf_maker: Any) -> None:
    font = pdf_maker.add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>")
    pdf_maker.page(
        b"".join(shown(f"{name} party", top=100 + 40 * at) for at, name in enumerate("ABCD")).replace(b"/F1", b"/B"),
        fonts=b"/B %d 0 R" % font,
    )
    assert headings(read(pdf_maker)[0]) == []


# ── hostile pages ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F1 10 Tf 50 700 Td " + b"(1) Tj 0 -1 Td " * 20_000 + b"ET",
        b"BT /F1 1 Tf 5 700 Td " + b"(12) Tj 9 0 Td " * 20_000 + b"ET",
        b"BT /F1 10 Tf 1 1 1 rg 50 700 Td " + b"(white words) Tj 9 -1 Td " * 5_000 + b"ET",
        b"BT /F1 10 Tf 50 700 Td " + b"(name:) Tj 60 0 Td (12) Tj -60 -12 Td " * 10_000 + b"ET",
        b"0 0 1 1 re f " * 50_000,
        PICTURE % (5, 5, 5, 5) * 20_000,
    ],
    ids=["numbers", "cells", "white", "fields", "strokes", "pictures"],
)
def test_a_page_of_very_many_things_ends(pdf_maker: Any, content: bytes) -> None:
    pdf_maker.page(content)
    (page,) = read(pdf_maker)
    assert len(page.words.spans) == len(page.words.boxes)


def test_a_form_that_draws_itself_ends(pdf_maker: Any) -> None:
    number = pdf_maker.stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X 3 0 R>>>>")
    assert number == 3
    pdf_maker.page(b"/X Do", resources=b"/XObject<</X 3 0 R>>")
    assert read(pdf_maker)[0].text == ""

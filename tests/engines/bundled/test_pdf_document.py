from __future__ import annotations

import io
from typing import Any

import numpy as np
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from muniment_engines.api import Cancel, Cancelled, EngineInfo, Heading, Parse, ParseLimits
from muniment_engines.bundled import pdf
from muniment_engines.bundled.pdf.document import PAGE_DAMAGED, REPAIRED, PdfDocument
from muniment_engines.bundled.pdf.title import Line, from_first_page, usable
from muniment_engines.errors import DocumentError


def opened(data: bytes, limits: ParseLimits | None = None, password: str | None = None) -> PdfDocument:
    return pdf.PdfParser().open(memoryview(data), "application/pdf", limits or ParseLimits(), password)


def refusal(data: bytes, password: str | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        opened(data, password=password)
    assert str(caught.value).endswith(".")
    return caught.value.state


def texts(document: PdfDocument) -> list[str]:
    return [page.text for page in document.pages(Cancel())]


def encrypted(data: bytes, user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def lease(pdf_maker: Any) -> bytes:
    pdf_maker.lines(["The rent is nine hundred a month."])
    pdf_maker.lines(["Notice is ninety days."])
    return bytes(pdf_maker.bytes())


def test_is_a_parser(tmp_path: Any) -> None:
    info = pdf.describe()
    assert isinstance(info, EngineInfo)
    assert info.media_types == ("application/pdf",)
    assert "pypdfium2" in info.version
    assert isinstance(pdf.open({}, tmp_path), Parse)


# ── opening ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_open_password_is_asked_for_and_taken(lease: bytes) -> None:
    data = encrypted(lease, "sésame")
    assert refusal(data) == "encrypted"
    assert refusal(data, "wrong") == "encrypted"
    assert texts(opened(data, password="sésame"))[1] == "Notice is ninety days."


def test_a_document_protected_with_an_empty_password_opens(lease: bytes) -> None:
    assert texts(opened(encrypted(lease, "")))[1] == "Notice is ninety days."


@pytest.mark.parametrize("data", [b"Dear Ada,", b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n", b"\0" * 5000])
def test_what_is_no_pdf_is_damaged(data: bytes) -> None:
    assert refusal(data) == "damaged"


def test_nothing_is_empty() -> None:
    assert refusal(b"") == "empty"


def test_no_pages_is_empty(pdf_maker: Any) -> None:
    assert refusal(pdf_maker.bytes()) in {"empty", "damaged"}


def test_a_whole_file_is_not_called_repaired(lease: bytes) -> None:
    assert opened(lease).about.notes == ()
    assert opened(b"junk before the header\n" + lease).about.notes == ()


def test_a_file_cut_short_is_repaired_and_says_so(lease: bytes) -> None:
    document = opened(lease[: lease.index(b"xref")])
    assert document.about.notes == (REPAIRED,)
    assert texts(document) == ["The rent is nine hundred a month.", "Notice is ninety days."]


def test_the_pages_before_a_cut_are_read(pdf_maker: Any) -> None:
    for number in range(9):
        pdf_maker.lines([f"Page number {number}"])
    data = bytes(pdf_maker.bytes())
    document = opened(data[: data.index(b"Page number 6")])
    assert document.about.notes == (REPAIRED,)
    assert texts(document)[:6] == [f"Page number {number}" for number in range(6)]
    assert document.render(5, 1.0).data.min() < 128


def test_a_wrong_table_is_repaired_and_says_so(lease: bytes) -> None:
    at = lease.rindex(b"startxref")
    document = opened(lease[:at] + b"startxref\n7\n%%EOF\n")
    assert document.about.notes == (REPAIRED,)
    assert len(texts(document)) == 2


def test_the_bytes_may_be_read_only_and_unaligned(lease: bytes) -> None:
    view = memoryview(b"x" + lease)[1:].toreadonly()
    assert len(texts(pdf.PdfParser().open(view, "application/pdf", ParseLimits()))) == 2


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_that_is_none_costs_no_other(pdf_maker: Any) -> None:
    pdf_maker.lines(["one"])
    pdf_maker.add_page(b"(this is no page)")
    pdf_maker.lines(["three"])
    pages = list(opened(pdf_maker.bytes()).pages(Cancel()))
    assert [page.text for page in pages] == ["one", "", "three"]
    assert [page.index for page in pages] == [0, 1, 2]
    assert pages[1].notes == (PAGE_DAMAGED,)


def test_two_thousand_pages(pdf_maker: Any) -> None:
    for number in range(2000):
        pdf_maker.lines([f"Page number {number}"])
    document = opened(pdf_maker.bytes())
    found = texts(document)
    assert len(found) == document.about.page_count == 2000
    assert found[1999] == "Page number 1999"


def test_a_limit_of_pages_is_said(lease: bytes) -> None:
    document = opened(lease, ParseLimits(pages=1))
    assert texts(document) == ["The rent is nine hundred a month."]
    assert "first 1 of 2" in document.about.notes[0]


def test_cancel(lease: bytes) -> None:
    cancel = Cancel()
    pages = opened(lease).pages(cancel)
    next(pages)
    cancel.request()
    with pytest.raises(Cancelled):
        next(pages)


def test_reading_and_drawing_take_turns(lease: bytes) -> None:
    document = opened(lease)
    pages = document.pages(Cancel())
    first = next(pages)
    document.render(1, 1.0)
    assert [first.text, next(pages).text] == ["The rent is nine hundred a month.", "Notice is ninety days."]


def test_close_twice(lease: bytes) -> None:
    document = opened(lease)
    document.close()
    document.close()


# ── what it says of itself ───────────────────────────────────────────────────────────────────────────────────────────


def test_labels_outline_and_title(pdf_maker: Any) -> None:
    pages = [pdf_maker.lines([f"text {n}"]) for n in range(4)]
    first, child, last = (len(pdf_maker._objects) + n for n in (2, 3, 4))
    root = pdf_maker.add(b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count 3>>" % (first, last))
    pdf_maker.add(b"<</Title(Rent)/Parent %d 0 R/Dest[%d 0 R/Fit]/Next %d 0 R/First %d 0 R>>" % (root, pages[1], last, child))
    pdf_maker.add(b"<</Title<feff00c40022>/Parent %d 0 R/A<</S/GoTo/D[%d 0 R/Fit]>>>>" % (first, pages[2]))
    pdf_maker.add(b"<</Title(Loop)/Parent %d 0 R/Dest[%d 0 R/Fit]/Next %d 0 R>>" % (root, pages[3], first))
    pdf_maker.catalog = b"/Outlines %d 0 R/PageLabels<</Nums[0<</S/r>>2<</P(A-)/S/D/St 7>>]>>" % root
    pdf_maker.info = {"Title": "Lease of No. 7", "Author": "Ada"}
    document = opened(pdf_maker.bytes())
    assert document.about.title == "Lease of No. 7"
    assert document.about.metadata["Author"] == "Ada"
    assert [page.label for page in document.pages(Cancel())] == ["i", "ii", "A-7", "A-8"]
    assert document.about.outline == (Heading("Rent", 1, 1), Heading('Ä"', 2, 2), Heading("Loop", 3, 1))


def test_pages_without_labels_are_numbered(lease: bytes) -> None:
    assert [page.label for page in opened(lease).pages(Cancel())] == ["1", "2"]


def test_the_title_is_found_on_the_first_page(pdf_maker: Any) -> None:
    pdf_maker.info = {"Title": "Microsoft Word - ex10-1.htm"}
    pdf_maker.lines(["Exhibit 10.1", "SPONSORSHIP AGREEMENT", "This agreement is made between the parties."])
    assert opened(pdf_maker.bytes()).about.title == "SPONSORSHIP AGREEMENT"


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "untitled",
        "Untitled-1",
        "Microsoft Word - lease.doc",
        "ex10-1.htm",
        "0000320193-22-000070",
        "Document1",
        "PowerPoint Presentation",
        "scan",
        "  ",
    ],
)
def test_junk_titles(junk: str) -> None:
    assert usable(junk) == ""


@pytest.mark.parametrize(
    ("title", "kept"), [("Microsoft Word - Lease of No. 7", "Lease of No. 7"), ("10-K 2023", ""), ("借家契約書", "借家契約書")]
)
def test_titles_that_are_kept(title: str, kept: str) -> None:
    assert usable(title) == kept


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            [
                ("EXHIBIT 4.2", 12),
                ("Deed of Trust", 20),
                ("and Security Agreement", 20),
                ("This deed, made on", 12),
                ("the date", 12),
            ],
            "Deed of Trust and Security Agreement",
        ),
        ([("Exhibit 1", 12), ("Services Agreement", 12), ("This Services Agreement is made by", 12)], "Services Agreement"),
        ([("this is a note that somebody wrote", 12), ("in the middle of things.", 12)], ""),
        ([], ""),
    ],
)
def test_title_from_lines(lines: list[tuple[str, float]], title: str) -> None:
    assert from_first_page([Line(text, height) for text, height in lines]) == title


# ── drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def coloured(pdf_maker: Any) -> PdfDocument:
    """200 by 100 points: the left half red, the lower right quarter blue, the rest white."""
    pdf_maker.page(b"1 0 0 rg 0 0 100 100 re f 0 0 1 rg 100 0 100 50 re f", b"/MediaBox[0 0 200 100]")
    return opened(pdf_maker.bytes())


RED, BLUE, WHITE = [255, 0, 0, 255], [0, 0, 255, 255], [255, 255, 255, 255]


def test_pixels_are_rgba_from_the_top_left(coloured: PdfDocument) -> None:
    data = coloured.render(0, 2.0).data
    assert data.shape == (200, 400, 4)
    assert data.dtype == np.uint8
    assert data[100, 100].tolist() == RED
    assert data[50, 300].tolist() == WHITE
    assert data[150, 300].tolist() == BLUE


def test_a_region_is_drawn_alone(coloured: PdfDocument) -> None:
    data = coloured.render(0, 4.0, (90.0, 40.0, 110.0, 60.0)).data
    assert data.shape == (80, 80, 4)
    assert [data[5, 5].tolist(), data[5, 75].tolist(), data[75, 75].tolist()] == [RED, WHITE, BLUE]
    assert (data == coloured.render(0, 4.0).data[160:240, 360:440]).all()


def test_a_page_is_drawn_as_displayed(pdf_maker: Any) -> None:
    pdf_maker.page(b"1 0 0 rg 50 50 100 10 re f", b"/MediaBox[0 0 300 300]/CropBox[50 50 150 100]/Rotate 90")
    data = opened(pdf_maker.bytes()).render(0, 1.0).data
    assert data.shape == (100, 50, 4)
    assert data[50, 4].tolist() == RED
    assert data[50, 20].tolist() == WHITE


def test_values_of_form_fields_are_drawn(pdf_maker: Any) -> None:
    look = pdf_maker.stream(b"0 0 1 rg 0 0 50 20 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 50 20]")
    field = pdf_maker.add(b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(x)/F 4/Rect[20 20 70 40]/AP<</N %d 0 R>>>>" % look)
    pdf_maker.page(b"", b"/MediaBox[0 0 100 60]/Annots[%d 0 R]" % field)
    pdf_maker.catalog = b"/AcroForm<</Fields[%d 0 R]>>" % field
    data = opened(pdf_maker.bytes()).render(0, 1.0).data
    assert data[30, 45, 2] > data[30, 45, 0]
    assert data[5, 5].tolist() == WHITE


@pytest.mark.parametrize(
    ("index", "scale", "region"),
    [
        (1, 1.0, None),
        (-1, 1.0, None),
        (0, 60.0, None),
        (0, 0.0, None),
        (0, -1.0, None),
        (0, float("nan"), None),
        (0, 1e9, None),
        (0, float("inf"), None),
        (0, 1.0, (50.0, 50.0, 50.0, 50.0)),
        (0, 1.0, (0.0, 0.0, 1e9, 1e9)),
        (0, 1.0, (9.0, 9.0, float("nan"), 9.0)),
    ],
)
def test_what_cannot_be_drawn_is_said(coloured: PdfDocument, index: int, scale: float, region: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        coloured.render(index, scale, region)
    assert str(caught.value).endswith(".")


def test_the_limit_of_pixels_holds(pdf_maker: Any) -> None:
    pdf_maker.lines(["x"])
    with pytest.raises(DocumentError) as caught:
        opened(pdf_maker.bytes(), ParseLimits(pixels=1000)).render(0, 1.0)
    assert caught.value.state == "too large"


# ── damaged files ────────────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=12), end=st.floats(0.05, 1))
def test_a_damaged_file_is_read_or_refused(lease: bytes, changes: list[tuple[int, int]], end: float) -> None:
    data = bytearray(lease)
    for place, value in changes:
        data[place % len(data)] = value
    try:
        document = opened(bytes(data[: int(len(data) * end)]))
    except DocumentError as error:
        assert error.state in {"damaged", "encrypted", "empty"}
        return
    pages = list(document.pages(Cancel()))
    assert [page.index for page in pages] == list(range(document.about.page_count))
    for page in pages:
        assert "".join(page.text[start:end] for start, end in page.words.spans) == "".join(page.text.split())
    document.close()

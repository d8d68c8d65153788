from __future__ import annotations

from dataclasses import replace
from typing import Any

from muniment_engines.api import Cancel, Container, Member, Page, ParseLimits
from muniment_engines.bundled.pdf import PdfParser
from muniment_engines.bundled.pdf.document import PdfDocument
from muniment_engines.bundled.pdf.page import WRITTEN_ON

LETTER = b"/MediaBox[0 0 612 792]"


def opened(pdf_maker: Any, limits: ParseLimits | None = None) -> PdfDocument:
    return PdfParser().open(memoryview(pdf_maker.bytes()), "application/pdf", limits or ParseLimits())


def read(pdf_maker: Any) -> list[Page]:
    document = opened(pdf_maker)
    try:
        return list(document.pages(Cancel()))
    finally:
        document.close()


def members(pdf_maker: Any, limits: ParseLimits | None = None) -> list[Member]:
    document = opened(pdf_maker, limits)
    try:
        return list(document.members(Cancel()))
    finally:
        document.close()


def box_of(page: Page, word: str) -> tuple[float, ...]:
    row = next(at for at, (start, end) in enumerate(page.words.spans) if page.text[start:end] == word)
    return tuple(value / 4 for value in page.words.boxes[row].tolist())


def attached(pdf_maker: Any, name: str, data: bytes, entries: bytes = b"") -> int:
    """The object number of a file's specification."""
    stream = pdf_maker.stream(data, b"/Type/EmbeddedFile" + entries)
    return int(pdf_maker.add(b"<</Type/Filespec/F(%b)/UF(%b)/EF<</F %d 0 R>>>>" % (name.encode(), name.encode(), stream)))


# ── remarks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_remarks_stand_at_the_end_and_are_lit_where_they_are(pdf_maker: Any) -> None:
    remark = pdf_maker.add(b"<</Type/Annot/Subtype/Text/Rect[100 700 120 720]/T(Ada)/Contents(Is this\nthe rent?)>>")
    link = pdf_maker.add(b"<</Type/Annot/Subtype/Link/Rect[100 600 120 620]/Contents(not a remark)>>")
    unseen = pdf_maker.add(b"<</Type/Annot/Subtype/Text/Rect[100 700 120 720]/F 2/Contents(nor this)>>")
    pdf_maker.lines(["The rent is due."], entries=LETTER + b"/Annots[%d 0 R %d 0 R %d 0 R]" % (remark, link, unseen))
    (page,) = read(pdf_maker)
    assert page.text == "The rent is due.\n\nRemarks:\nAda: Is this the rent?"
    assert page.notes == (WRITTEN_ON,)
    assert box_of(page, "rent?") == (100, 72, 120, 92)


def test_what_was_filled_in_is_said_once(pdf_maker: Any) -> None:
    widget = b"<</Type/Annot/Subtype/Widget/Rect[100 700 300 720]%b>>"
    name = pdf_maker.add(widget % b"/FT/Tx/T(n1)/TU(Name of the tenant)/V(Ada Lovelace)")
    same = pdf_maker.add(widget % b"/FT/Tx/T(rent)/V(900)")
    ticked = pdf_maker.add(widget % b"/FT/Btn/T(Pets allowed)/V/Yes/AS/Yes/AP<</N<</Yes 1 0 R/Off 1 0 R>>>>")
    blank = pdf_maker.add(widget % b"/FT/Btn/T(Smoker)/V/Off/AS/Off/AP<</N<</Yes 1 0 R/Off 1 0 R>>>>")
    empty = pdf_maker.add(widget % b"/FT/Tx/T(Phone)")
    fields = b" ".join(b"%d 0 R" % number for number in (name, same, ticked, blank, empty))
    pdf_maker.catalog = b"/AcroForm<</Fields[%b]>>" % fields
    pdf_maker.page(b"", LETTER + b"/Annots[%b %d 0 R]" % (fields, same))
    (page,) = read(pdf_maker)
    assert page.text == "Filled in:\nName of the tenant: Ada Lovelace\nrent: 900\n☒ Pets allowed"


def test_annotations_that_are_none_do_no_harm(pdf_maker: Any) -> None:
    pdf_maker.lines(["one"], entries=LETTER + b"/Annots[1 0 R 9999 0 R null 7 (x) <</Subtype/Text/Contents 5>>]")
    assert read(pdf_maker)[0].text == "one"


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_files_that_a_document_carries_and_those_pinned_to_its_pages(pdf_maker: Any) -> None:
    carried = attached(pdf_maker, "lease.txt", b"The lease")
    pdf_maker.catalog = b"/Names<</EmbeddedFiles<</Names[(lease.txt) %d 0 R]>>>>" % carried
    pinned = attached(pdf_maker, "photo.png", b"\x89PNG")
    pin = pdf_maker.add(b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS %d 0 R>>" % pinned)
    pdf_maker.lines(["one"])
    pdf_maker.lines(["two"], entries=LETTER + b"/Annots[%d 0 R]" % pin)
    assert members(pdf_maker) == [Member("lease.txt", b"The lease"), Member("photo.png", b"\x89PNG")]
    document = opened(pdf_maker)
    assert isinstance(document, Container)
    assert len(list(document.pages(Cancel()))) == 2
    assert [member.name for member in document.members(Cancel())] == ["lease.txt", "photo.png"]


def test_a_document_without_files_holds_none(pdf_maker: Any) -> None:
    pdf_maker.lines(["one"])
    assert members(pdf_maker) == []


def test_a_file_beyond_the_limit_is_refused_and_the_others_come(pdf_maker: Any) -> None:
    big, small = attached(pdf_maker, "big.bin", bytes(1000)), attached(pdf_maker, "small.txt", b"small")
    pdf_maker.catalog = b"/Names<</EmbeddedFiles<</Names[(a) %d 0 R(b) %d 0 R]>>>>" % (big, small)
    pdf_maker.lines(["one"])
    first, second = members(pdf_maker, replace(ParseLimits(), unpacked_bytes=100))
    assert (first.name, first.data, first.refused and first.refused.state) == ("big.bin", b"", "too large")
    assert second == Member("small.txt", b"small")
    assert len(members(pdf_maker, replace(ParseLimits(), members=1))) == 1


def test_a_file_that_is_none_is_named(pdf_maker: Any) -> None:
    broken = pdf_maker.add(b"<</Type/Filespec/F(gone.txt)/EF<</F 9999 0 R>>>>")
    pdf_maker.catalog = b"/Names<</EmbeddedFiles<</Names[(a) %d 0 R]>>>>" % broken
    pdf_maker.lines(["one"])
    (member,) = members(pdf_maker)
    assert (member.name, member.refused and member.refused.state) == ("gone.txt", "damaged")


def test_many_files_that_are_too_large_are_not_all_unpacked(pdf_maker: Any) -> None:
    big, small = attached(pdf_maker, "big.bin", bytes(1000)), attached(pdf_maker, "small.txt", b"small")
    pdf_maker.catalog = b"/Names<</EmbeddedFiles<</Names[%b(z) %d 0 R]>>>>" % (b"(a) %d 0 R" % big * 5, small)
    pdf_maker.lines(["one"])
    found = members(pdf_maker, replace(ParseLimits(), unpacked_bytes=100))
    assert [member.refused and member.refused.state for member in found] == ["too large"] * 6

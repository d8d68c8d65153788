from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_engines.api import Cancel, Page, ParseLimits
from muniment_engines.bundled.pdf import PdfParser
from muniment_engines.bundled.pdf.characters import Characters
from muniment_engines.bundled.pdf.geometry import FURTHEST, Frame, within_reach
from muniment_engines.bundled.pdf.hyphens import MARK, Vocabulary
from muniment_engines.bundled.pdf.page import CUT, NO_TEXT
from muniment_engines.bundled.pdf.text import compose
from muniment_engines.bundled.pdf.words import words_of


def read(data: bytes, limits: ParseLimits | None = None) -> list[Page]:
    document = PdfParser().open(memoryview(data), "application/pdf", limits or ParseLimits())
    try:
        return list(document.pages(Cancel()))
    finally:
        document.close()


def words(page: Page) -> list[str]:
    return [page.text[start:end] for start, end in page.words.spans]


def box_of(page: Page, word: str) -> tuple[float, ...]:
    """Left, top, right and bottom in points, rounded."""
    row = words(page).index(word)
    return tuple(round(float(value) / 4 / page.factor) for value in page.words.boxes[row])


def test_lines_and_paragraphs(pdf_maker: Any) -> None:
    pdf_maker.lines(["Rent is due on", "the first.", "", "Notice is ninety", "days."])
    (page,) = read(pdf_maker.bytes())
    assert page.text == "Rent is due on\nthe first.\n\nNotice is ninety\ndays."
    assert words(page) == page.text.split()
    assert page.words.spans.dtype == np.int32
    assert page.words.boxes.dtype == np.int16


def test_wide_leading_alone_makes_no_paragraphs(pdf_maker: Any) -> None:
    pdf_maker.lines(["one", "two", "three", "four"], leading=30)
    assert read(pdf_maker.bytes())[0].text == "one\ntwo\nthree\nfour"


def test_spaces_are_folded(pdf_maker: Any) -> None:
    pdf_maker.lines(["   EXHIBIT   A\xa0B   "])
    assert read(pdf_maker.bytes())[0].text == "EXHIBIT A B"


def test_a_broken_word_is_made_whole_and_lit_in_both_places(pdf_maker: Any) -> None:
    pdf_maker.lines(["The information given is informa-", "tion of the parties."])
    (page,) = read(pdf_maker.bytes())
    assert page.text == "The information given is information\nof the parties."
    assert words(page)[4:6] == ["informa", "tion"]
    first, second = page.words.boxes[4], page.words.boxes[5]
    assert second[1] >= first[3] - 4
    assert second[0] < first[0]


def test_a_compound_keeps_its_hyphen(pdf_maker: Any) -> None:
    pdf_maker.lines(["A third party may see what a third-", "party beneficiary sees."])
    (page,) = read(pdf_maker.bytes())
    assert page.text == "A third party may see what a third-party\nbeneficiary sees."
    assert words(page)[7:9] == ["third-", "party"]


def test_code_points_beyond_the_first_plane_count_once(pdf_maker: Any) -> None:
    fonts = pdf_maker.font_without_letters({1: "😀", 2: "a", 3: "𝑡", 4: " "})
    pdf_maker.page(b"BT /U 20 Tf 100 600 Td <000100020004000300020004> Tj ET", fonts=fonts)
    (page,) = read(pdf_maker.bytes())
    assert page.text == "😀a 𝑡a"
    assert page.words.spans.tolist() == [[0, 2], [3, 5]]
    assert box_of(page, "😀a")[0] == 100
    assert box_of(page, "𝑡a")[0] == 130


def test_control_characters_are_dropped_and_boxes_stay_in_step(pdf_maker: Any) -> None:
    fonts = pdf_maker.font_without_letters({1: "\x03", 2: "a", 3: "b", 4: " "})
    pdf_maker.page(b"BT /U 20 Tf 100 600 Td <00010002000400010003> Tj ET", fonts=fonts)
    (page,) = read(pdf_maker.bytes())
    assert page.text == "a b"
    assert box_of(page, "b")[0] == 140


def test_ligatures_become_letters(pdf_maker: Any) -> None:
    fonts = pdf_maker.font_without_letters({1: "ﬁ", 2: "n"})
    pdf_maker.page(b"BT /U 20 Tf 100 600 Td <00010002> Tj ET", fonts=fonts)
    assert read(pdf_maker.bytes())[0].text == "fin"


def test_scripts_without_spaces_are_lit_by_the_character(pdf_maker: Any) -> None:
    fonts = pdf_maker.font_without_letters({1: "漢", 2: "字", 3: "x"})
    pdf_maker.page(b"BT /U 20 Tf 100 600 Td <0001000200030003> Tj ET", fonts=fonts)
    (page,) = read(pdf_maker.bytes())
    assert words(page) == ["漢", "字", "xx"]


def test_a_page_without_text_says_so(pdf_maker: Any) -> None:
    pdf_maker.page(b"0 0 100 100 re f")
    (page,) = read(pdf_maker.bytes())
    assert (page.text, page.words.spans.shape, page.notes) == ("", (0, 2), (NO_TEXT,))


def test_a_limit_of_characters_is_said(pdf_maker: Any) -> None:
    pdf_maker.lines(["0123456789"])
    (page,) = read(pdf_maker.bytes(), ParseLimits(characters_per_page=4))
    assert (page.text, page.notes) == ("0123", (CUT,))


@pytest.mark.parametrize(
    ("turn", "box", "size"),
    [
        (0, (100, 281, 160, 305), (500, 400)),
        (90, (95, 100, 119, 160), (400, 500)),
        (180, (340, 95, 400, 119), (500, 400)),
        (270, (281, 340, 305, 400), (400, 500)),
    ],
)
def test_crop_box_and_rotation(pdf_maker: Any, turn: int, box: tuple[int, ...], size: tuple[int, int]) -> None:
    pdf_maker.page(
        b"BT /F1 20 Tf 150 200 Td (Agree) Tj ET",
        b"/MediaBox[0 0 612 792]/CropBox[50 100 550 500]/Rotate %d" % turn,
    )
    (page,) = read(pdf_maker.bytes())
    assert (page.width, page.height) == size
    assert np.abs(np.subtract(box_of(page, "Agree"), box)).max() <= 6, box_of(page, "Agree")


def test_a_page_too_large_for_quarter_points_has_a_factor(pdf_maker: Any) -> None:
    pdf_maker.page(b"BT /F1 100 Tf 14000 100 Td (Far) Tj ET", b"/MediaBox[0 0 14400 1000]")
    (page,) = read(pdf_maker.bytes())
    assert page.factor == pytest.approx(8191 / 14400)
    assert box_of(page, "Far")[0] in range(13998, 14003)


@given(st.lists(st.tuples(*[st.floats(width=32)] * 4), min_size=1), st.integers(0, 3))
def test_coordinates_of_any_kind_fit(rows: list[tuple[float, ...]], turns: int) -> None:
    reached = within_reach(np.array(rows, np.float32))
    frame = Frame(-FURTHEST, -FURTHEST, FURTHEST, FURTHEST, turns)
    boxes = frame.quarters(frame.displayed(reached))
    assert frame.factor > 0
    assert (boxes[:, 0] <= boxes[:, 2]).all()
    assert (boxes[:, 1] <= boxes[:, 3]).all()


# ── properties of the steps, without PDFium ──────────────────────────────────────────────────────────────────────────

FRAME = Frame(0, 0, 612, 792, 0)
codes = st.lists(
    st.one_of(st.sampled_from([0, 2, 10, 32, 45]), st.integers(97, 110), st.sampled_from([0x6F22, 0x1F600])), max_size=80
)


@given(codes)
def test_text_and_words_stay_in_step(values: list[int]) -> None:
    across = 6.0 * np.arange(len(values), dtype=np.float32)
    boxes = np.stack((across, across * 0 + 10, across + 6, across * 0 + 20), axis=1).astype(np.float32).reshape(-1, 4)
    composed = compose(
        Characters(np.array(values, np.uint32), boxes, np.zeros(len(values), np.uint8), np.zeros(len(values), bool)), Vocabulary()
    )
    text, found = composed.text, words_of(composed, FRAME)
    assert len(text) == len(composed.codes) == len(composed.boxes)
    assert text == text.strip()
    assert MARK not in text
    assert "".join(text[start:end] for start, end in found.spans) == "".join(text.replace(" | ", "").split())
    spans = found.spans.ravel()
    assert (np.diff(spans) >= 0).all()
    letters = [v for v in values if v not in (0, 2, 10, 32, 45)]
    assert [ord(c) for c in text if c not in "-|\n "] == letters


# ── hyphens ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "after", "known", "joined"),
    [
        ("informa", "tion,", "information", True),
        ("third", "party", "a third party", False),
        ("third", "party", "third-party", False),
        ("non", "exclusive", "", False),
        ("Sub", "Advisor", "", False),
        ("ES", "TATE", "estate", True),
        ("best-in", "class", "inclass", False),
        ("https://example.org/infor", "mation", "information", False),
        ("13a", "15", "", False),
        ("x", "ray", "xray", False),
        ("the", "sis", "thesis", False),
        ("two", "thirds", "", False),
    ],
)
def test_hyphens_by_what_the_document_knows(before: str, after: str, known: str, joined: bool) -> None:
    vocabulary = Vocabulary()
    vocabulary.learn(known)
    assert vocabulary.joins(before, after) is joined


def test_unknown_words_go_the_way_of_the_others() -> None:
    vocabulary = Vocabulary()
    vocabulary.learn(f"agreement agree{MARK}ment")
    assert vocabulary.joins("indem", "nify")
    vocabulary.learn(f"third party third{MARK}party a co-owner co{MARK}owner")
    assert not vocabulary.joins("indem", "nify")

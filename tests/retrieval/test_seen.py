"""Pages made of what an OCR engine has seen."""

from __future__ import annotations

import numpy as np
import pytest
from muniment_engines.api import Page, Seen, SeenLine, SeenWord, Words
from muniment_retrieval.seen import page_of

HIGH, WIDE, STEP = 20.0, 10.0, 28.0
"""Pixels that a word is high, that a letter takes, and from one row to the next."""
EMPTY = Page(3, "iv", "", Words.none(), 612, 792, scanned=True)
TURNED = {
    0: lambda x, y: (x, y),
    90: lambda x, y: (1000 - y, x),
    180: lambda x, y: (1000 - x, 1000 - y),
    270: lambda x, y: (y, 1000 - x),
}


def line(text: str, row: float, left: float = 100.0, confidence: float = 1.0, high: float = HIGH) -> SeenLine:
    """Words from `left` on; each space between them is as wide as a letter."""
    words, x = [], left
    for piece in text.split(" "):
        if piece:
            words.append(SeenWord(piece, (x, row * STEP, x + len(piece) * WIDE, row * STEP + high)))
        x += (len(piece) + 1) * WIDE
    return SeenLine(tuple(words), confidence)


def turn(seen: Seen, turned: int, slope: float = 0.0) -> Seen:
    """The same page turned clockwise, within 1,000 pixels, and askew: going down by `slope` a pixel."""

    def moved(word: SeenWord) -> SeenWord:
        left, top, right, bottom = word.box
        corners = [TURNED[turned](x, y + slope * x) for x in (left, right) for y in (top, bottom)]
        across, down = zip(*corners, strict=True)
        return SeenWord(word.text, (min(across), min(down), max(across), max(down)))

    return Seen(tuple(SeenLine(tuple(map(moved, line.words)), line.confidence) for line in seen.lines), turned)


def text(*lines: SeenLine) -> str:
    return page_of(Seen(lines), 1.0, EMPTY)[0].text


def test_lines_become_lines_and_paragraphs_stand_apart() -> None:
    lines = [line("Rent is due on", 0), line("the first.", 1), line("Notice is given", 3), line("in writing.", 4)]
    assert text(*lines) == "Rent is due on\nthe first.\n\nNotice is given\nin writing."


def test_writing_of_another_size_is_a_paragraph() -> None:
    assert text(line("LEASE", 0, high=34), line("between both", 1.3), line("parties", 2.3)) == "LEASE\n\nbetween both\nparties"


def test_pieces_of_a_row_are_one_line() -> None:
    assert text(line("Rent is", 0), line("due.", 0.2, left=180), line("Now.", 1)) == "Rent is due.\nNow."


def test_a_table_has_bars_between_its_cells() -> None:
    rows = [("Item", "Price"), ("Rent", "1,200"), ("Heating and water", "150")]
    lines = [piece for at, (name, price) in enumerate(rows) for piece in (line(name, 2 * at), line(price, 2 * at, left=400))]
    assert text(*lines) == "Item | Price\nRent | 1,200\nHeating and water | 150"


def test_a_gap_within_a_line_parts_cells_too() -> None:
    assert text(line("Rent          1,200", 0), line("Heating       150", 1)) == "Rent | 1,200\nHeating | 150"


@pytest.mark.parametrize("before", ["7.1", "(a)", "•", "Section 4.", "Date:"])
def test_a_number_or_a_name_of_a_field_is_no_cell(before: str) -> None:
    assert text(line(f"{before}        Delivery", 0), line("of goods", 1)) == f"{before} Delivery\nof goods"


def test_a_paragraph_that_hangs_beside_its_first_words_is_no_table() -> None:
    first = line("Deliverables        The supplier delivers", 0)
    assert text(first, line("all goods.", 1, left=first.words[1].box[0])) == "Deliverables The supplier delivers\nall goods."


def test_wide_spaces_of_a_justified_line_part_nothing() -> None:
    assert text(line("the   parties   have", 0), line("agreed  upon   it", 1)) == "the parties have\nagreed upon it"


def test_a_word_broken_over_two_rows_is_made_whole_and_lit_in_both() -> None:
    page, _ = page_of(Seen((line("by this agree-", 0), line("ment both", 1))), 1.0, EMPTY)
    assert page.text == "by this agreement\nboth"
    assert [page.text[a:b] for a, b in page.words.spans] == ["by", "this", "agree", "ment", "both"]
    assert page.words.boxes[2, 1] < page.words.boxes[3, 1]


def test_a_compound_that_the_page_knows_keeps_its_hyphen() -> None:
    lines = line("A third-party claim", 0), line("of a third-", 1), line("party here,", 2), line("self-", 3), line("made", 4)
    assert text(*lines) == "A third-party claim\nof a third-party\nhere,\nself-made"


def test_what_no_letter_follows_is_no_broken_word() -> None:
    assert text(line("from 2019-", 0), line("2020 on -", 1), line("and after-", 2)) == "from 2019-\n2020 on -\nand after-"


def test_a_row_of_nothing_but_the_end_of_a_word() -> None:
    assert text(line("notice in writ-", 0), line("ing", 1), line("is due", 2)) == "notice in writing\nis due"
    assert text(line("in-", 0), line("sur-", 1), line("ance", 2)).replace("-\n", "") == "insurance"


@pytest.mark.parametrize("turned", TURNED)
@pytest.mark.parametrize("slope", [0.0, 0.05, -0.04])
def test_a_page_may_lie_any_way(turned: int, slope: float) -> None:
    pieces = [line("Rent is due on the", 0), line("first", 0, left=300), line("of the month.", 1), line("Notice", 3)]
    pieces += [line("Item          Price", 5), line("Rent          1,200", 6)]
    upright, _ = page_of(Seen(tuple(pieces)), 1.0, EMPTY)
    page, _ = page_of(turn(Seen(tuple(pieces)), turned, slope), 1.0, EMPTY)
    assert page.text == upright.text
    assert upright.text == "Rent is due on the first\nof the month.\n\nNotice\n\nItem | Price\nRent | 1,200"


def test_every_word_is_lit_where_it_stands() -> None:
    lines = line("Rent is due", 0), line("now.", 1)
    page, _ = page_of(Seen(lines), 2.5, EMPTY)
    assert [page.text[a:b] for a, b in page.words.spans] == ["Rent", "is", "due", "now."]
    exact = np.array([word.box for line in lines for word in line.words]) / 2.5 * 4
    assert page.words.boxes.dtype == np.int16
    assert np.abs(page.words.boxes - exact).max() <= 1


def test_boxes_of_a_huge_page_are_scaled_and_stay_on_it() -> None:
    huge = Page(0, "1", "", Words.none(), 16_382, 100, 0.5, scanned=True)
    page, _ = page_of(Seen((line("here", 0, left=16_360),)), 1.0, huge)
    assert page.words.boxes.tolist() == [[32_720, 0, 32_764, 40]]


def test_the_rest_of_a_page_stays() -> None:
    page, _ = page_of(Seen((line("Rent", 0),)), 1.0, EMPTY)
    assert (page.index, page.label, page.width, page.height, page.scanned) == (3, "iv", 612, 792, False)


def test_confidence_is_the_mean_over_the_letters() -> None:
    _, confidence = page_of(Seen((line("abcdefghi", 0, confidence=1.0), line("x", 1, confidence=0.5))), 1.0, EMPTY)
    assert confidence == pytest.approx(0.95)


def test_where_nothing_is_written_the_page_stays_as_it_was() -> None:
    stamped = Page(0, "1", "ABC000123", Words(np.array([[0, 9]], np.int32), np.array([[1, 2, 3, 4]], np.int16)), 612, 792)
    assert page_of(Seen(()), 1.0, stamped) == (stamped, 1.0)

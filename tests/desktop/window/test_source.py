"""The source panel: which page is drawn how large, what is lit on it, and walking about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from muniment_desktop.window.asking.hit import HitLine
from muniment_desktop.window.asking.sentence import SentenceLine
from muniment_desktop.window.source.drawn import KEPT_BYTES, MOST_PIXELS, DrawnPages, for_screen
from muniment_desktop.window.source.page_work import affordable
from muniment_desktop.window.source.text_view import SHOWN
from muniment_engines.api import Pixels, Words
from muniment_engines.errors import DocumentError, MunimentError
from muniment_retrieval.model import Answered, Badge, Sentence, Sources
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from window_driving import Bench, settle, until
from window_fakes import QUOTE, TEXT, FakeSession, a_citation, a_hit, a_page, an_answer

Make = Callable[..., Bench]


@pytest.fixture
def window(bench: Make, session: FakeSession) -> Bench:
    """With an answer on it, and its first source drawn."""
    made = bench(session)
    made.ask()
    made.answered()
    until(lambda: made.rooms.source.page_view.canvas.drawn)
    made.drawn()
    return made


def test_the_cited_page_is_drawn_at_the_size_of_the_screen(window: Bench, session: FakeSession) -> None:
    canvas = window.rooms.source.page_view.canvas
    drawn = [call for call in session.said("draw") if call[1:3] == (1, 13)]
    assert drawn[-1][3] == pytest.approx(canvas.scale * window.window.devicePixelRatioF())
    assert (canvas.page.document_id, canvas.page.index) == (1, 13)


def test_the_quote_is_lit_where_its_words_stand(window: Bench) -> None:
    view = window.rooms.source.page_view
    page = view.canvas.page
    words = page.words.spans
    quoted = [n for n, (start, end) in enumerate(words) if TEXT[start:end] in QUOTE.split()]
    assert quoted
    boxes = view.canvas.boxes
    assert 1 <= len(boxes) <= 3
    image = view.canvas.grab().toImage()
    ratio = window.window.devicePixelRatioF()
    centre = view.canvas.mark(boxes[0]).center()
    lit = image.pixelColor(round(centre.x() * ratio), round(centre.y() * ratio))
    paper = image.pixelColor(round((view.canvas.width() / 2) * ratio), round((view.canvas.height() - 40) * ratio))
    assert lit.blue() < paper.blue() - 40
    assert lit.red() > 200


def test_the_quote_is_in_sight(window: Bench) -> None:
    view = window.rooms.source.page_view
    mark = view.canvas.mark(view.canvas.boxes[0])
    top = view.verticalScrollBar().value()
    assert top <= mark.top() <= top + view.viewport().height()


def test_brackets_walk_the_citations_round(window: Bench) -> None:
    cited = window.works.asking.current.answer.citations
    window.rooms.ask.answer.lines[0].setFocus()
    for keys, place in (("]", 1), ("]", 0), ("[", 1)):
        window.press(keys)
        assert window.rooms.source.target == cited[place]
    window.drawn()
    assert window.rooms.source.page_view.canvas.page.document_id == 2


def test_what_was_shown_in_the_library_makes_way_for_what_the_answer_cites(window: Bench) -> None:
    cited, rooms = window.works.asking.current.answer.citations, window.rooms
    window.window.conductor.stage.enter("library")
    rooms.library.show_wanted.emit(window.works.listing.listing.shown[0])
    assert rooms.source.target is None
    assert not rooms.source.has_targets
    window.press("Ctrl+1")
    assert rooms.source.target == cited[0]
    window.press("Ctrl+2")
    window.press("Ctrl+1")
    assert rooms.source.target == cited[0]


def test_a_bracket_can_be_typed_into_a_question(window: Bench) -> None:
    before = window.rooms.source.target
    edit = window.rooms.ask.box.edit
    edit.setFocus()
    QTest.keyClicks(edit, "[9]?")
    assert edit.toPlainText() == "[9]?"
    assert window.rooms.source.target == before


def test_resting_on_a_sentence_shows_its_source(window: Bench) -> None:
    second = next(line for line in window.rooms.ask.answer.lines if isinstance(line, SentenceLine) and line.citations[:1] != ())
    others = [line for line in window.rooms.ask.answer.lines if isinstance(line, SentenceLine) and line is not second]
    others[0].setFocus()
    until(lambda: window.rooms.source.target == others[0].citations[0])
    assert others[0].lit
    assert not second.lit


def test_a_pointer_points_when_it_moves_and_not_when_a_line_comes_to_lie_under_it(window: Bench) -> None:
    second = window.rooms.ask.answer.lines[1]
    QApplication.sendEvent(second, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    settle()
    assert not second._under_pointer
    before = window.rooms.source.target
    QTest.mouseMove(second, second.rect().center())
    until(lambda: window.rooms.source.target == second.citations[0])
    assert window.rooms.source.target != before


def test_enter_opens_the_source_and_takes_one_there(window: Bench) -> None:
    window.press("F9")
    assert not window.rooms.columns.source_open
    hit = next(line for line in window.rooms.ask.answer.lines if isinstance(line, HitLine))
    hit.setFocus()
    QTest.keyClick(hit, Qt.Key.Key_Return)
    assert window.rooms.columns.source_open
    assert window.rooms.source.target is hit.hit
    assert window.rooms.source.isAncestorOf(window.window.focusWidget())


def test_zooming_and_fitting(window: Bench, session: FakeSession) -> None:
    canvas = window.rooms.source.page_view.canvas
    fitting = canvas.scale
    window.press("Ctrl++")
    window.press("Ctrl++")
    assert canvas.scale == pytest.approx(fitting * 1.44)
    window.drawn()
    assert session.said("draw")[-1][3] == pytest.approx(canvas.scale * window.window.devicePixelRatioF())
    window.press("Ctrl+-")
    assert canvas.scale == pytest.approx(fitting * 1.2)
    window.press("Ctrl+0")
    assert canvas.scale == pytest.approx(fitting)


def test_turning_pages_keeps_within_the_document(window: Bench, session: FakeSession) -> None:
    window.press("Ctrl+PgDown")
    window.drawn()
    canvas = window.rooms.source.page_view.canvas
    assert canvas.page.index == 14
    assert canvas.boxes == []
    for _ in range(20):
        window.press("Ctrl+PgUp")
    window.drawn()
    assert canvas.page.index == 0
    assert max(call[2] for call in session.said("page")) < 62
    assert min(call[2] for call in session.said("page")) == 0


def test_a_page_that_was_drawn_is_not_drawn_again(window: Bench, session: FakeSession) -> None:
    window.press("]")
    window.drawn()
    drawn = len(session.said("draw"))
    window.press("[")
    window.drawn()
    assert len(session.said("draw")) == drawn
    assert window.rooms.source.page_view.canvas.drawn


def test_only_the_latest_of_many_requests_is_drawn(window: Bench, session: FakeSession) -> None:
    before = len(session.said("draw"))
    for _ in range(30):
        window.press("Ctrl+PgDown")
    window.drawn()
    assert window.rooms.source.page_view.canvas.page.index == 43
    assert len(session.said("draw")) < before + 30


def test_an_original_that_is_gone_shows_its_text_and_says_so(bench: Make, session: FakeSession) -> None:
    session.undrawable = DocumentError("vanished", "The original is no longer where it was.")
    window = bench(session)
    window.ask()
    window.answered()
    until(lambda: window.rooms.source.shows_text)
    assert window.rooms.source.text_view.lit_text == QUOTE
    assert window.rooms.source._notice.text() == "The original is no longer where it was."


def test_text_beyond_the_basic_plane_is_lit_where_it_stands(bench: Make, session: FakeSession) -> None:
    text = "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 😀 before. " + TEXT
    document = session.stored[0]
    plain = replace(a_page(1, 0, text), words=Words.none(), width=0.0, height=0.0)
    session.pages[1, 0] = plain
    cited = a_citation(document, text=text)
    session.answers = [[Sources(()), Answered(an_answer("Q?", Sentence("S.", Badge.VERIFIED, (cited,))))]]
    window = bench(session)
    window.ask()
    window.answered()
    until(lambda: window.rooms.source.shows_text)
    assert window.rooms.source.text_view.lit_text == QUOTE
    assert session.said("draw") == []


def test_of_a_very_long_page_the_part_with_the_quote_is_shown(bench: Make, session: FakeSession) -> None:
    text = "word " * 100_000 + TEXT + " word" * 100_000
    session.pages[1, 0] = replace(a_page(1, 0), text=text, words=Words.none(), width=0.0)
    document = session.stored[0]
    start = text.index(TEXT)
    session.answers = [[Sources((a_hit(document, 0, TEXT, start=start),)), MunimentError("no")]]
    window = bench(session)
    window.ask()
    until(lambda: window.rooms.source.shows_text)
    assert window.rooms.source.text_view.lit_text == TEXT
    assert len(window.rooms.source.text_view.toPlainText()) <= SHOWN
    assert "very long" in window.rooms.source._notice.text()


def test_a_page_can_be_read_as_text(window: Bench) -> None:
    window.press("Ctrl+T")
    assert window.rooms.source.shows_text
    assert window.rooms.source.text_view.lit_text == QUOTE
    window.press("Ctrl+T")
    assert not window.rooms.source.shows_text


def test_the_original_is_opened_by_the_session(window: Bench, session: FakeSession) -> None:
    window.rooms.source.head.elsewhere.emit()
    until(lambda: session.said("elsewhere"))
    assert session.said("elsewhere") == [("elsewhere", 1)]


def test_a_narrow_window_lets_the_source_slide_over(window: Bench) -> None:
    wide = window.rooms.ask.width()
    window.window.resize(760, 600)
    settle()
    assert window.rooms.columns.source_over
    assert window.rooms.ask.width() < wide + 400
    window.press("Esc")
    assert not window.rooms.columns.source_open
    window.window.resize(1300, 800)
    settle()
    window.press("F9")
    assert window.rooms.columns.source_open
    assert not window.rooms.columns.source_over
    assert window.rooms.source.width() > 300


def test_pixels_come_in_the_order_that_qt_paints() -> None:
    data = np.zeros((1, 2, 4), np.uint8)
    data[0] = [[10, 20, 30, 255], [10, 20, 30, 0]]
    assert for_screen(Pixels(data)).tolist() == [[[30, 20, 10, 255], [255, 255, 255, 255]]]


def test_a_page_that_would_be_too_large_is_drawn_smaller() -> None:
    page = a_page()
    scale = affordable(page, 40.0)
    assert page.width * page.height * scale * scale == pytest.approx(MOST_PIXELS)
    assert affordable(page, 1.0) == 1.0


def test_only_so_many_pages_are_kept() -> None:
    pages = DrawnPages()
    side = 2_000
    for index in range(12):
        pages.put(1, index, 1.0, np.zeros((side, side, 4), np.uint8))
    kept = [index for index in range(12) if pages.get(1, index, 1.0) is not None]
    assert kept == list(range(12 - KEPT_BYTES // (side * side * 4), 12))

"""Tab goes through every room with something in it: all is reached, seen, in the order in which it is read, and has a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from muniment_desktop.window.talking.asides import RecordView
from muniment_retrieval.conversations import RewrittenBy, Understood
from muniment_retrieval.reading.chronology import Chronicled
from muniment_retrieval.summarising import Kept
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)
from window_driving import Bench, settle, takes_tab, until
from window_fakes import FakeServices, FakeSession, a_chronicle, a_script, a_summary, an_offer

Make = Callable[..., Bench]
ROOMS = ("ask", "summaries", "chronology", "library", "folders", "health", "models", "privacy", "words", "keys")
USED = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView, QComboBox, QProgressBar)


@pytest.fixture
def full(bench: Make, session: FakeSession) -> Bench:
    """A vault in which every room has something in it, and an answer that follows another."""
    services = FakeServices(session)
    services.offers = [an_offer("one", here=True, chosen=True), an_offer("two")]
    session.summaries.stored = [Kept(1, "2026-03-05T10:00:00Z", a_summary(*session.stored))]
    session.chronologies = [[Chronicled(a_chronicle(*session.stored))]]
    session.answers = [a_script(*session.stored), [Understood("Who is Orion?", RewrittenBy.CODE), *a_script(*session.stored)]]
    made = bench(services=services).opened(session)
    for question in ("First?", "And he?"):
        made.ask(question)
        made.answered()
    made.works.chronicling.make(None, "")
    made.rooms.ask.answer.record_wanted.emit(made.works.asking.current)
    until(lambda: made.rooms.ask.answer.findChildren(RecordView) and made.works.chronicling.chronicle)
    made.window.resize(1400, 1600)
    made.drawn()
    return made


@pytest.mark.parametrize("room", ROOMS)
def test_tab_reaches_everything_that_can_be_pressed_and_is_seen_there(full: Bench, room: str) -> None:
    full.window.conductor.stage.enter(room)
    settle()
    wanted = {w for w in full.window.findChildren(QWidget) if takes_tab(w)}
    passed, unseen = tab_round(full)
    assert wanted <= set(passed)
    assert not unseen, "the focus cannot be seen there"


@pytest.mark.parametrize("room", ROOMS)
def test_whatever_can_be_used_has_a_name(full: Bench, room: str) -> None:
    full.window.conductor.stage.enter(room)
    settle()
    for widget in full.window.findChildren(QWidget):
        own = not isinstance(widget, QHeaderView) and not widget.objectName().startswith("qt_")
        if own and widget.isVisible() and (isinstance(widget, USED) or takes_tab(widget)):
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name.strip(), f"{type(widget).__name__} has no name"


def test_tab_goes_through_an_answer_as_it_is_read(full: Bench) -> None:
    full.window.conductor.stage.enter("ask")
    full.rooms.ask.box.set_scope({1: "/a/Supply Agreement.pdf"})
    settle()
    passed, _ = tab_round(full)
    middle = [widget for widget in passed if full.rooms.ask.isAncestorOf(widget)]
    first = middle.index(min(middle, key=lambda widget: at(widget, full)))
    in_order = middle[first:] + middle[:first]
    assert [at(widget, full) for widget in in_order] == sorted(at(widget, full) for widget in in_order)
    source = next(widget for widget in passed if full.rooms.source.isAncestorOf(widget))
    assert passed.index(source) == (passed.index(in_order[-1]) + 1) % len(passed)


def test_tab_comes_to_what_is_chosen_of_a_group(full: Bench) -> None:
    full.window.conductor.stage.enter("summaries")
    form = full.rooms.summaries.form
    until(form._times["read"].text)
    passed, _ = tab_round(full)
    assert form.length["medium"] in passed and form.length["short"] not in passed
    assert form.way["write"] in passed and form.way["extract"] not in passed
    form.length["medium"].setFocus()
    QTest.keyClick(form.length["medium"], Qt.Key.Key_Right)
    assert form.length["long"].isChecked() and form.length["long"].hasFocus()


def tab_round(window: Bench) -> tuple[list[QWidget], list[QWidget]]:
    """What the focus comes to when Tab is pressed again and again, and where it cannot be seen."""
    passed: list[QWidget] = []
    unseen: list[QWidget] = []
    QTest.keyClick(window.window.focusWidget(), Qt.Key.Key_Tab)
    while (widget := window.window.focusWidget()) not in passed and len(passed) < 200:
        settle()
        before = widget.grab().toImage()
        passed.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        settle()
        if widget.grab().toImage() == before:
            unseen.append(widget)
    assert widget is passed[0], "Tab does not come back to where it began"
    return passed, unseen


def at(widget: QWidget, window: Bench) -> tuple[int, int]:
    """Where a widget stands, from the top and from the left; what stands in one row has one height."""
    place = widget.mapTo(window.window, widget.rect().center())
    return round(place.y() / 12), place.x()

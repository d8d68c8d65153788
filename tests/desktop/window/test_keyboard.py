"""Everything by keyboard, and everything with a name for a screen reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from muniment_desktop.window.asking.line import Line
from muniment_desktop.window.labels import tip
from muniment_desktop.window.menus import MENUS
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from window_driving import Bench, settle, until
from window_fakes import FakeSession

Make = Callable[..., Bench]


@pytest.fixture
def window(bench: Make, session: FakeSession) -> Bench:
    made = bench(session)
    made.ask()
    made.answered()
    made.drawn()
    return made


def test_f6_goes_round_the_columns_and_back(window: Bench) -> None:
    rooms = window.rooms
    window.rooms.ask.box.edit.setFocus()
    seen = []
    for _ in range(4):
        window.press("F6")
        seen.append(next(a for a in (rooms.source, rooms.ask.box, rooms.ask.answer, rooms.sidebar) if holds(a, window)))
    assert seen == [rooms.source, rooms.sidebar, rooms.ask.answer, rooms.ask.box]
    window.press("Shift+F6")
    assert holds(rooms.ask.answer, window)


def test_arrows_go_from_sentence_to_source_to_passage(window: Bench) -> None:
    lines = window.rooms.ask.answer.lines
    lines[0].setFocus()
    for after in lines[1:3]:
        QTest.keyClick(window.window.focusWidget(), Qt.Key.Key_Down)
        assert window.window.focusWidget() is after
    QTest.keyClick(window.window.focusWidget(), Qt.Key.Key_Up)
    assert window.window.focusWidget() is lines[1]


def test_tab_reaches_everything_that_can_be_pressed(window: Bench) -> None:
    for room in ("ask", "library", "models", "privacy"):
        window.window.conductor.stage.enter(room)
        settle()
        wanted = {w for w in window.window.findChildren(QWidget) if reachable(w)}
        assert wanted <= tab_round(window), room


def test_whatever_takes_the_focus_has_a_name(window: Bench) -> None:
    for room in ("ask", "library", "models", "privacy"):
        window.window.conductor.stage.enter(room)
        settle()
        for widget in window.window.findChildren(QWidget):
            if reachable(widget):
                interface = QAccessible.queryAccessibleInterface(widget)
                name = interface.text(QAccessible.Text.Name)
                assert name.strip(), f"{type(widget).__name__} in {room} has no name"


def test_an_icon_has_words(window: Bench) -> None:
    for button in window.window.findChildren(QAbstractButton):
        if not button.text() and not button.objectName().startswith("qt_") and type(button).__module__.startswith("muniment"):
            assert button.accessibleName(), type(button).__name__


def test_a_sentence_is_a_button_that_says_all(window: Bench) -> None:
    line = window.rooms.ask.answer.lines[0]
    interface = QAccessible.queryAccessibleInterface(line)
    assert interface.role() == QAccessible.Role.Button
    said = interface.text(QAccessible.Text.Name)
    assert "ninety days" in said
    assert "verified" in said
    assert "Supply Agreement.pdf, p. 14" in said


def test_the_focus_can_be_seen_on_a_sentence(window: Bench) -> None:
    line: Line = window.rooms.ask.answer.lines[2]
    window.rooms.ask.box.edit.setFocus()
    settle()
    before = line.grab().toImage()
    line.setFocus()
    settle()
    assert line.grab().toImage() != before


def test_every_key_is_bound_once() -> None:
    keys = [key for entries in MENUS.values() for entry in entries for key in entry.keys]
    assert len(keys) == len(set(keys))


def test_every_menu_entry_does_something(window: Bench) -> None:
    named = {entry.name for entries in MENUS.values() for entry in entries if entry.name and entry.name != "recent"}
    assert named == set(window.window._slots())


def test_rooms_by_key(window: Bench) -> None:
    for keys, room in (("Ctrl+2", "library"), ("Ctrl+3", "models"), ("Ctrl+1", "ask"), ("Ctrl+F", "library"), ("Ctrl+L", "ask")):
        window.press(keys)
        assert window.rooms.room == room
    assert window.window.focusWidget() is window.rooms.ask.box.edit


def test_light_and_dark_follow_the_system(window: Bench) -> None:
    window.theme.follow(Qt.ColorScheme.Light)
    until(lambda: lightness(window) > 200)
    window.theme.follow(Qt.ColorScheme.Dark)
    until(lambda: lightness(window) < 80)
    until(lambda: window.rooms.source.page_view.canvas.drawn)


def test_plain_text_is_never_taken_for_markup(window: Bench) -> None:
    for label in window.window.findChildren(QLabel):
        if label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()


def test_a_name_that_looks_like_markup_is_shown_as_it_is() -> None:
    assert tip("/a/<img src=x>.pdf") == "<qt>/a/&lt;img src=x&gt;.pdf</qt>"
    assert tip("/a/b.pdf") == "/a/b.pdf"


def lightness(window: Bench) -> int:
    return window.window.grab().toImage().pixelColor(300, 300).lightness()


def holds(area: QWidget, window: Bench) -> bool:
    return area.isAncestorOf(window.window.focusWidget())


def reachable(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ours = not widget.objectName().startswith("qt_") and widget.focusProxy() is None
    return takes and widget.isVisible() and widget.isEnabled() and ours


def tab_round(window: Bench) -> set[QWidget]:
    start = window.window.focusWidget() or window.window
    found, widget = {start}, start
    for _ in range(2_000):
        widget = widget.nextInFocusChain()
        found.add(widget)
        if widget is start:
            break
    return found

"""Everything by keyboard, and everything with a name for a screen reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from muniment_desktop.window import notice
from muniment_desktop.window.asking.hit import HitLine, SourceLine
from muniment_desktop.window.asking.line import Line
from muniment_desktop.window.labels import tip
from muniment_desktop.window.menus import MENUS
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QPushButton, QWidget
from window_driving import Bench, settle, takes_tab, until
from window_fakes import FakeServices, FakeSession, an_offer

Make = Callable[..., Bench]
ROOMS = ("ask", "summaries", "chronology", "library", "folders", "health", "models", "privacy", "words")


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
    assert [type(line) for line in lines[-3:]] == [SourceLine, HitLine, HitLine]
    lines[0].setFocus()
    for after in lines[1:]:
        QTest.keyClick(window.window.focusWidget(), Qt.Key.Key_Down)
        assert window.window.focusWidget() is after
    for before in lines[-2::-1]:
        QTest.keyClick(window.window.focusWidget(), Qt.Key.Key_Up)
        assert window.window.focusWidget() is before


def test_in_each_room_the_focus_is_where_one_can_begin(window: Bench) -> None:
    for room in set(ROOMS) - {"health"}:  # there is no report here
        window.window.conductor.stage.enter(room)
        settle()
        focused = window.window.focusWidget()
        assert takes_tab(focused) and window.rooms.middle.isAncestorOf(focused), room


def test_in_an_empty_vault_each_room_begins_at_its_button(bench: Make) -> None:
    window = bench(FakeSession())
    for room in ("ask", "summaries", "chronology", "library", "folders"):
        window.window.conductor.stage.enter(room)
        settle()
        focused = window.window.focusWidget()
        assert isinstance(focused, QPushButton) and focused.isVisible(), room


@pytest.mark.parametrize("room", ["ask", "summaries", "chronology", "library", "health"])
def test_in_an_empty_vault_the_button_offers_to_add_documents(bench: Make, monkeypatch: pytest.MonkeyPatch, room: str) -> None:
    offered: list[list[str]] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _: offered.append([action.text() for action in menu.actions()]))
    window = bench(FakeSession())
    window.window.conductor.stage.enter(room)
    settle()
    window.press("Space")
    assert offered == [["Files…", "Folder…", "Watch a folder…"]]


def test_a_used_model_leaves_the_focus_among_the_models(bench: Make, session: FakeSession) -> None:
    services = FakeServices(session)
    services.offers = [an_offer("one", here=True, chosen=True), an_offer("two", here=True)]
    window = bench(services=services).opened(session)
    until(lambda: window.works.fetching.offers)
    window.window.conductor.stage.enter("models")
    cards = window.rooms.models._cards
    assert window.window.focusWidget() is cards["two"].button
    QTest.keyClick(cards["two"].button, Qt.Key.Key_Space)
    until(lambda: services.used == ["two"] and window.rooms.models._cards["one"].button.isEnabled())
    settle()
    assert window.window.focusWidget() is window.rooms.models._cards["one"].button


def test_escape_goes_from_the_page_back_to_where_one_begins(window: Bench) -> None:
    window.window.conductor.stage.enter("library")
    window.rooms.library.table.selectRow(0)
    window.rooms.library.show_wanted.emit(window.rooms.library.selected()[0])
    window.rooms.source.take_focus()
    window.press("Esc")
    assert window.window.focusWidget() is window.rooms.library.table


def test_closing_the_source_leaves_the_room_as_it_is(window: Bench) -> None:
    window.window.conductor.stage.enter("library")
    window.rooms.library.filter.setText("Supply")
    until(lambda: len(window.works.listing.listing.shown) == 1)
    window.rooms.library.show_wanted.emit(window.works.listing.listing.shown[0])
    window.rooms.source.take_focus()
    window.press("F9")
    assert window.rooms.library.filter.text() == "Supply"
    assert not window.rooms.columns.source_open


def test_enter_presses_the_button_that_has_the_focus(window: Bench) -> None:
    window.rooms.sidebar._rooms["models"].setFocus()
    window.press("Enter")
    assert window.rooms.room == "models"


def test_f1_lists_every_key_and_goes_back(window: Bench) -> None:
    window.press("F1")
    listed = [row.cells for row in window.rooms.keys.table.rows]
    for entries in MENUS.values():
        for entry in entries:
            for key in entry.keys:
                shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
                assert any(shown in cells[2] for cells in listed), entry.name
    assert window.window.focusWidget() is window.rooms.keys.table
    window.press("Esc")
    assert window.rooms.room == "ask"
    assert window.window.focusWidget() is window.rooms.ask.box.edit


def test_the_keys_can_be_read_without_a_vault(bench: Make) -> None:
    window = bench()
    window.press("F1")
    assert window.rooms.room == "keys"
    window.press("F1")
    assert window.rooms.room == "welcome"
    assert window.window.focusWidget() is window.rooms.welcome.make


def test_what_stands_in_an_empty_field_can_be_read(window: Bench) -> None:
    for field in (window.rooms.library.filter, window.rooms.ask.box.edit):
        assert field.palette().color(QPalette.ColorRole.PlaceholderText) == window.theme.colour("quiet")


def test_when_documents_come_the_focus_goes_to_the_question(bench: Make) -> None:
    window = bench(FakeSession())
    assert window.window.focusWidget() is window.rooms.ask.blank.button
    window.rooms.ask.say_empty(0, indexing=True)
    assert window.window.focusWidget() is window.rooms.ask.box.edit


def test_a_notice_is_said_aloud(window: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(notice, "announce", lambda _, sentence: said.append(sentence))
    window.rooms.notice.say("The disk is full; make room and try again.")
    window.rooms.notice.say("1 % of it", aloud=False)
    window.rooms.notice.say("")
    assert said == ["The disk is full; make room and try again."]


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

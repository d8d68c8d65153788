"""The room of the health report: what is told, and what becomes of its buttons, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import thread_time
from typing import get_args

import pytest
from muniment_desktop.window.health.wording import BUTTONS, GROUPS, STATES, button_text, groups_of, spoken, summary, view_of
from muniment_desktop.window.secret import SecretDialog
from muniment_engines.errors import DocumentState
from muniment_retrieval.health import Entry, State
from muniment_retrieval.health_remarks import Action, Kind, Remark
from muniment_retrieval.model import IndexReport
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from window_driving import Bench, settle, until
from window_fakes import FakeSession, a_document, a_report, an_entry

Make = Callable[..., Bench]
LOCKED = "This PDF is protected by a password; give the password to have it read."


def bad(number: int, name: str, state: str, action: Action, reason: str = "It is so; do this.") -> Entry:
    return replace(an_entry(a_document(number, name, state=state, reason=reason, page_count=0)), action=action)


def speaking(number: int) -> Entry:
    remark = Remark(Kind.MACHINE, "Page 3 speaks to a machine.", Action.EXCLUDE, (2,), look=True, place=(4, 19))
    return replace(an_entry(a_document(number, "Inject.txt")), reason=remark.reason, action=Action.EXCLUDE, remarks=(remark,))


@pytest.fixture
def session() -> FakeSession:
    """Two that were read, of which one speaks to a machine, two that are locked, one damaged, one that was left out."""
    made = FakeSession(documents=[a_document(n) for n in range(1, 6)])
    left_out = Entry("/home/ada/matter/Old.pdf", "skipped", "You left it out.", Action.TRY_AGAIN)
    made.report = a_report(
        an_entry(a_document(1)),
        bad(2, "Board.pdf", "encrypted", Action.GIVE_PASSWORD, LOCKED),
        bad(3, "Annex.pdf", "encrypted", Action.GIVE_PASSWORD, LOCKED),
        bad(4, "Torn.pdf", "damaged", Action.TRY_AGAIN),
        speaking(5),
        left_out,
    )
    return made


@pytest.fixture
def window(bench: Make, session: FakeSession) -> Bench:
    """The room, with the list in focus."""
    made = bench(session)
    until(lambda: made.works.health.view)
    made.press("Ctrl+5")
    return made


def shown(window: Bench) -> list[str]:
    model = window.rooms.health.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(window: Bench, name: str) -> None:
    view = window.rooms.health.list
    view.setCurrentIndex(view.model().index(shown(window).index(name), 0))


def test_it_counts_all_and_shows_what_asks_for_something(window: Bench) -> None:
    assert window.rooms.room == "health"
    assert shown(window) == ["Board.pdf", "Annex.pdf", "Torn.pdf", "Inject.txt"]
    assert window.rooms.health._said.text() == "6 files were offered to this vault: 2 read; 1 left out; 3 not read."
    assert window.rooms.sidebar._rooms["health"].accessibleName() == "Health, 4"
    assert window.rooms.health.list.hasFocus()


def test_a_total_shows_its_files(window: Bench) -> None:
    groups = window.rooms.health.groups
    assert not groups.button("too large").isVisible()
    QTest.mouseClick(groups.button("encrypted"), Qt.MouseButton.LeftButton)
    assert shown(window) == ["Board.pdf", "Annex.pdf"]
    groups.button("skipped").setFocus()
    window.press("Space")
    assert shown(window) == ["Old.pdf"]


def test_enter_asks_for_the_password_and_uses_it_for_all(window: Bench, session: FakeSession) -> None:
    window.chooser.password = "sesame"
    window.press("Return")
    until(lambda: session.said("mend"))
    assert window.chooser.asked == ["Password for “Board.pdf”"]
    paths = ("/home/ada/matter/Board.pdf", "/home/ada/matter/Annex.pdf")
    assert session.said("mend") == [("mend", "give the password", paths, "sesame")]


def test_without_a_password_nothing_is_done(window: Bench, session: FakeSession) -> None:
    window.press("Return")
    settle()
    assert session.said("mend") == []


def test_the_button_of_a_row_is_pressed_with_the_mouse(window: Bench, session: FakeSession) -> None:
    view = window.rooms.health.list
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.button_at(2))
    until(lambda: session.said("mend"))
    assert session.said("mend") == [("mend", "try again", ("/home/ada/matter/Torn.pdf",), "")]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.button_at(2) - QPoint(300, 0))
    settle()
    assert len(session.said("mend")) == 1


def test_a_press_that_ends_elsewhere_does_nothing(window: Bench, session: FakeSession) -> None:
    view = window.rooms.health.list
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=view.button_at(2))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=view.button_at(0))
    settle()
    assert session.said("mend") == []


def test_several_are_done_together(window: Bench, session: FakeSession) -> None:
    window.rooms.health.list.selectAll()
    window.chooser.password = "sesame"
    window.press("Return")
    until(lambda: session.said("mend"))
    assert window.chooser.asked == ["Password for 2 files"]


@pytest.mark.parametrize("sure", [True, False])
def test_what_was_read_is_left_out_only_when_one_is_sure(window: Bench, session: FakeSession, sure: bool) -> None:
    choose(window, "Inject.txt")
    window.chooser.sure = sure
    window.press("Return")
    if sure:
        until(lambda: session.said("mend"))
    settle()
    assert window.chooser.asked == ["Leave “Inject.txt” out?"]
    assert [call[1] for call in session.said("mend")] == (["exclude"] if sure else [])


def test_what_was_left_out_is_taken_in_again(window: Bench, session: FakeSession) -> None:
    QTest.mouseClick(window.rooms.health.groups.button("skipped"), Qt.MouseButton.LeftButton)
    choose(window, "Old.pdf")
    window.rooms.health.list.setFocus()
    window.press("Return")
    until(lambda: session.said("mend"))
    assert session.said("mend") == [("mend", "try again", ("/home/ada/matter/Old.pdf",), "")]


def test_all_that_can_be_is_tried_again(window: Bench, session: FakeSession) -> None:
    QTest.mouseClick(window.rooms.health.retry, Qt.MouseButton.LeftButton)
    until(lambda: session.said("mend"))
    assert session.said("mend") == [("mend", "try again", ("/home/ada/matter/Torn.pdf",), "")]


def test_the_report_follows_what_is_done(window: Bench, session: FakeSession) -> None:
    assert session.report is not None
    entries = [e for e in session.report.entries if e.name != "Torn.pdf"]
    session.readings.append([IndexReport({"read": 1})])
    session.report = a_report(*entries)
    choose(window, "Torn.pdf")
    window.press("Return")
    until(lambda: "Torn.pdf" not in shown(window))
    assert window.rooms.health.list.currentIndex().row() == 2
    assert window.rooms.health.activity.isVisible()


def test_a_double_click_shows_the_page_that_is_meant(window: Bench, session: FakeSession) -> None:
    choose(window, "Inject.txt")
    view = window.rooms.health.list
    view.doubleClicked.emit(view.currentIndex())
    window.drawn()
    assert ("page", 5, 2) in session.said("page")
    assert window.rooms.columns.source_open


def test_nothing_asks_for_anything(bench: Make) -> None:
    window = bench(FakeSession(documents=[a_document(1)]))
    until(lambda: window.works.health.view)
    window.press("Ctrl+5")
    assert window.rooms.health.blank.isVisible()
    assert window.rooms.health._said.text() == "1 file was offered to this vault: 1 read."
    assert window.rooms.sidebar._rooms["health"].isVisible()


def test_an_empty_vault_offers_to_add_documents(bench: Make) -> None:
    window = bench(FakeSession())
    window.press("Ctrl+5")
    until(lambda: window.works.health.view)
    assert window.rooms.health.blank.button.text() == "Add documents"
    assert window.rooms.health.blank.button.hasFocus()


def test_a_password_is_not_shown_and_not_kept(window: Bench) -> None:
    dialog = SecretDialog("Password for “x”", "", "Open", window.window)
    assert not dialog.confirm.isEnabled()
    dialog.field.setText("sesame")
    assert dialog.field.displayText() != "sesame"
    assert dialog.confirm.isEnabled()
    dialog.confirm.click()
    assert (dialog.result(), dialog.taken(), dialog.field.text()) == (dialog.DialogCode.Accepted, "sesame", "")
    dialog.deleteLater()


def test_every_state_remark_and_action_has_words() -> None:
    assert {*STATES} == {*get_args(DocumentState), *map(str, State)} - {"read"}
    assert {*GROUPS} >= {*STATES, *map(str, Kind)}
    assert {*BUTTONS} == {*map(str, Action)}


def test_a_screen_reader_hears_what_to_do() -> None:
    locked = bad(2, "Board.pdf", "encrypted", Action.GIVE_PASSWORD, LOCKED)
    assert spoken(locked) == f"Board.pdf: needs a password {LOCKED} Press Enter to give the password."
    assert button_text(an_entry(a_document(1))) == ""
    assert spoken(an_entry(a_document(1, "Lease.pdf"))) == "Lease.pdf: "


def test_an_entry_is_in_each_of_its_groups_once() -> None:
    entry = speaking(1)
    assert list(groups_of(replace(entry, remarks=entry.remarks * 2))) == ["text that speaks to a machine", "to do"]
    assert view_of(a_report(an_entry(a_document(1)))).groups == {}
    assert summary(a_report()) == "0 files were offered to this vault: 0 read."


def test_a_hundred_thousand_entries(bench: Make) -> None:
    session = FakeSession()
    session.report = a_report(*(bad(n, f"Exhibit {n}.pdf", "damaged", Action.TRY_AGAIN) for n in range(1, 100_001)))
    window = bench(session)
    until(lambda: window.works.health.view)
    spent = thread_time()
    window.press("Ctrl+5")
    window.rooms.health.list.viewport().repaint()
    assert thread_time() - spent < 3.0

"""The room of privacy: the switch, the ledger, the self-test and what it found, by keys, and what the bottom left says of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from muniment_desktop.ledger import Entry
from muniment_desktop.window.status import OFFLINE_TIP, SWITCHED_OFF_TIP
from muniment_engines.errors import MunimentError
from muniment_engines.selftest.run import Attempt
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_driving import Bench, until
from window_fakes import FakeServices, FakeSession, Gate

Make = Callable[..., Bench]

WORKER = [
    Attempt("a TCP connection", "parse worker", True, "kernel (seccomp)"),
    Attempt("reading <b>another</b> vault", "parse worker", True, "kernel (Landlock)"),
]
WINDOW = [Attempt("the display", "window", False, "open, because the window is drawn there")]
GOT_OUT = [Attempt("a UDP letter", "indexer", False, "nothing: a listener heard it", expected=False)]
SENT = Entry("send", "api.example.org", "done", "summary", "mine", 1200, 3400, 200, "2026-03-05T10:00:00+00:00", "1")
REFUSED = Entry("refused", "evil.example.org", "not approved", "", "mine", at="2026-03-05T11:00:00+00:00", number="2")


@pytest.fixture
def services(session: FakeSession) -> FakeServices:
    return FakeServices(session)


@pytest.fixture
def room(bench: Make, session: FakeSession, services: FakeServices) -> Bench:
    window = bench(session, services=services)
    window.press("Ctrl+8")
    assert window.rooms.room == "privacy"
    until(lambda: window.works.privacy.offline is not None)
    return window


def result_of_test(window: Bench) -> str:
    QTest.keyClick(window.rooms.privacy.test, Qt.Key.Key_Space)
    until(lambda: not window.works.privacy.running)
    return str(window.rooms.privacy._said.text())


def test_the_switch_is_flipped_by_a_key_and_the_bottom_left_knows(room: Bench, services: FakeServices) -> None:
    page = room.rooms.privacy
    assert page.switch.hasFocus()
    assert room.rooms.sidebar.status.toolTip() == OFFLINE_TIP
    QTest.keyClick(page.switch, Qt.Key.Key_Space)
    until(lambda: services.network_off)
    until(lambda: room.rooms.sidebar.status.toolTip() == SWITCHED_OFF_TIP)
    assert room.rooms.sidebar.status.text == "offline"
    QTest.keyClick(page.switch, Qt.Key.Key_Space)
    until(lambda: not services.network_off and not page.switch.isChecked())
    until(lambda: room.rooms.sidebar.status.toolTip() == OFFLINE_TIP)


def test_without_entries_the_ledger_says_so(room: Bench) -> None:
    page = room.rooms.privacy
    assert not page.ledger.isVisible()
    assert page._nothing.isVisible()


def test_the_ledger_is_shown_newest_first_and_read_anew_with_every_visit(room: Bench, services: FakeServices) -> None:
    services.entries = [SENT, REFUSED]
    room.press("Ctrl+2")
    room.press("Ctrl+8")
    page = room.rooms.privacy
    until(lambda: len(page.ledger.rows) == 2)
    assert [row.cells[1] for row in page.ledger.rows] == ["evil.example.org", "api.example.org"]
    assert page.ledger.rows[0].cells[-1] == "refused: not approved"
    assert page.ledger.rows[1].cells[2:] == ("mine: summary", "1 KB", "3 KB", "done")
    assert not page._nothing.isVisible()


def test_the_test_lists_what_stays_open_before_what_was_stopped(room: Bench, services: FakeServices) -> None:
    services.tests = [WORKER, WINDOW]
    assert result_of_test(room) == "2 of 3 attempts were stopped; 1 way stays open, for a reason."
    rows = room.rooms.privacy.results.rows
    assert [row.cells[0] for row in rows] == ["window", "parse worker", "parse worker"]
    assert rows[0].cells[2] == "open, because the window is drawn there"
    assert room.rooms.privacy.test.text() == "Test it again"


def test_what_got_out_comes_first_and_is_said(room: Bench, services: FakeServices) -> None:
    services.tests = [WORKER, WINDOW, GOT_OUT]
    assert result_of_test(room) == "1 of 4 attempts got out, or were not seen to be stopped."
    assert room.rooms.privacy.results.rows[0].cells == ("indexer", "a UDP letter", "got out: nothing: a listener heard it")


def test_it_can_be_stopped_and_keeps_what_was_tried(room: Bench, services: FakeServices) -> None:
    gate = Gate()
    services.tests = [WORKER, gate, WINDOW]
    page = room.rooms.privacy
    page.test.setFocus()
    QTest.keyClick(page.test, Qt.Key.Key_Space)
    until(lambda: len(page.results.rows) == 2)
    assert page.stop.isVisible()
    assert page.stop.hasFocus()
    QTest.keyClick(page.stop, Qt.Key.Key_Space)
    until(lambda: not room.works.privacy.running)
    assert len(page.results.rows) == 2
    assert "You stopped the test" in page._said.text()
    assert page.test.hasFocus()


def test_what_goes_wrong_is_said(room: Bench, services: FakeServices) -> None:
    services.tests = [MunimentError("It cannot be started; try again.")]
    assert result_of_test(room) == "It cannot be started; try again."


def test_everything_has_a_name_for_those_who_do_not_see_it(room: Bench) -> None:
    page = room.rooms.privacy
    names = [w.accessibleName() for w in (page.test, page.stop, page.ledger, page.results)]
    assert all(names)
    assert len(set(names)) == 4
    assert page.switch.text()

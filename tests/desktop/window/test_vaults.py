"""Vaults: the first start, making one, opening one, changing over, and what cannot be opened."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from muniment_desktop.window.services import Start
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_driving import Bench, settle, until
from window_fakes import FakeServices, FakeSession, a_session

Make = Callable[..., Bench]


def test_the_first_start_has_one_clear_button(bench: Make) -> None:
    window = bench()
    settle()
    assert window.rooms.room == "welcome"
    assert window.window.focusWidget() is window.rooms.welcome.make
    assert window.rooms.sidebar.status.text == "offline"
    assert not window.rooms.menus["ask"].isEnabled()


def test_making_a_vault_asks_for_a_name_and_nothing_else(bench: Make) -> None:
    services = FakeServices()
    window = bench(services=services)
    QTest.keyClick(window.window.focusWidget(), Qt.Key.Key_Space)
    assert window.window.focusWidget() is window.rooms.welcome.name
    QTest.keyClicks(window.rooms.welcome.name, "Miller v. Orion / 2024")
    QTest.keyClick(window.rooms.welcome.name, Qt.Key.Key_Return)
    until(lambda: window.works.vault.session)
    assert services.made == [Path("/vaults/Miller v. Orion - 2024")]
    assert window.rooms.room == "ask"
    assert window.window.windowTitle() == "Miller v. Orion - 2024 – Muniment"


def test_the_vault_can_lie_elsewhere(bench: Make) -> None:
    services = FakeServices()
    window = bench(services=services)
    window.press("Ctrl+N")
    window.chooser.answer = [Path("/mnt/safe")]
    window.rooms.welcome._change_place()
    QTest.keyClicks(window.rooms.welcome.name, "Estate")
    QTest.keyClick(window.rooms.welcome.name, Qt.Key.Key_Return)
    until(lambda: services.made)
    assert services.made == [Path("/mnt/safe/Estate")]


def test_a_name_of_nothing_makes_nothing(bench: Make) -> None:
    services = FakeServices()
    window = bench(services=services)
    window.press("Ctrl+N")
    for text in ("", "   "):
        window.rooms.welcome.name.setText(text)
        assert not window.rooms.welcome.make.isEnabled()
        QTest.keyClick(window.rooms.welcome.name, Qt.Key.Key_Return)
    settle()
    assert services.made == []


def test_a_vault_that_cannot_be_opened_says_why_and_the_old_one_stays(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.chooser.answer = [Path("/not/a/vault")]
    window.press("Ctrl+O")
    until(lambda: window.rooms.notice.text)
    assert window.rooms.notice.text == "There is no vault there; choose another folder."
    assert window.works.vault.session is session
    assert not session.closed


def test_a_vault_that_cannot_be_opened_at_the_start_says_why(bench: Make) -> None:
    window = bench(start=Start(Path("/vaults"), vault=Path("/gone")))
    until(lambda: window.rooms.welcome._said.text().startswith("There is no vault"))
    assert window.rooms.welcome.make.isEnabled()


def test_changing_over_closes_the_old_vault_and_shows_nothing_of_it(bench: Make, session: FakeSession) -> None:
    other = FakeSession(Path("/vaults/Estate"), documents=[])
    window = bench(services=FakeServices(session, other)).opened(session)
    window.ask()
    window.answered()
    window.rooms.ask.box.set_scope({1: "x"})
    window.opened(other)
    until(lambda: session.closed)
    assert window.rooms.sidebar.talks.rows.count() == 0
    assert window.rooms.source.target is None
    assert window.rooms.ask.box.scope is None
    assert not window.rooms.ask.answer.isVisible()
    assert window.works.asking.current is None
    assert not other.closed


def test_recent_vaults_are_offered(bench: Make, session: FakeSession) -> None:
    services = FakeServices(session)
    window = bench(services=services, start=Start(Path("/vaults"), recent_vaults=(session.folder,)))
    entry = window.rooms.menus.recent.actions()[0]
    assert entry.text() == "Miller v. Orion"
    entry.trigger()
    until(lambda: window.works.vault.session is session)


def test_where_the_key_lies_is_said(bench: Make) -> None:
    session = a_session()
    session.key_notice = "The key lies in a file."
    window = bench(session)
    assert window.rooms.notice.text == "The key lies in a file."
    assert window.rooms.notice.isVisible()


def test_where_the_key_lies_is_not_said_again_once_it_was_read(bench: Make) -> None:
    session = a_session()
    session.key_notice = "The key lies in a file."
    window = bench(session)
    window.rooms.notice._put_away()
    kept = window.window.layout_now()
    again = bench(session, start=Start(Path("/vaults"), layout=kept))
    assert not again.rooms.notice.isVisible()


def test_closing_the_window_closes_the_vault(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    assert window.close()
    assert session.closed


def test_a_vault_that_is_still_being_opened_is_closed_as_well(bench: Make) -> None:
    session, begun, go = a_session(), threading.Event(), threading.Event()

    class Slow(FakeServices):
        def open_vault(self, folder: Path) -> FakeSession:
            begun.set()
            assert go.wait(20)
            return super().open_vault(folder)

    window = bench(services=Slow(session))
    window.works.vault.open(session.folder)
    assert begun.wait(20)
    window.works.lanes.finish()
    go.set()
    assert window.works.close()
    assert session.closed


def test_the_layout_is_remembered(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.window.resize(700, 600)
    settle()
    kept = window.window.layout_now()
    again = bench(services=FakeServices(), start=Start(Path("/vaults"), layout=kept))
    assert (again.window.width(), again.window.height()) == (700, 600)


def test_a_layout_of_nonsense_is_ignored(bench: Make) -> None:
    window = bench(start=Start(Path("/vaults"), layout={"geometry": "§§", "columns": "a b c"}))
    assert window.window.isVisible()

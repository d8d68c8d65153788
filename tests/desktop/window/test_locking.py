"""Locked vaults in the window: the lock screen, waits, the recovery key, and what locks a vault by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from muniment_desktop.window.locking.idle import Clocks, Idle
from muniment_desktop.window.locking.page import WIDTH
from muniment_desktop.window.services import Start
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from window_driving import Bench, settle, until
from window_fakes import RECOVERY_KEY, FakeServices, FakeSession

Make = Callable[..., Bench]
TYPED = ("passphrase", "recovery")


@pytest.fixture
def locked(bench: Make, session: FakeSession) -> Bench:
    """At the start, a vault that opens with “secret”."""
    services = FakeServices(session)
    services.passphrases[session.folder] = "secret"
    window = bench(services=services, start=Start(Path("/vaults"), vault=session.folder))
    until(lambda: window.rooms.room == "lock")
    until(window.rooms.lock.switch.isVisible)
    return window


def test_a_locked_vault_shows_the_lock_screen_and_opens_by_keyboard_alone(locked: Bench, session: FakeSession) -> None:
    assert locked.window.focusWidget() is locked.rooms.lock.field
    assert locked.rooms.lock.field.echoMode() is QLineEdit.EchoMode.Password
    assert not locked.rooms.lock.open.isEnabled()
    QTest.keyClicks(locked.rooms.lock.field, "secret")
    QTest.keyClick(locked.rooms.lock.field, Qt.Key.Key_Return)
    until(lambda: locked.works.vault.session is session)
    assert locked.rooms.room == "ask"
    assert locked.rooms.lock.field.text() == ""


def test_a_wrong_passphrase_is_told_and_the_wait_is_shown(locked: Bench) -> None:
    lock = locked.rooms.lock
    QTest.keyClicks(lock.field, "wrong")
    QTest.keyClick(lock.field, Qt.Key.Key_Return)
    until(lambda: "tried in 8 s" in lock._said.text())
    assert locked.works.vault.session is None
    assert lock.field.text() == ""
    lock.field.setText("secret")
    assert not lock.open.isEnabled()
    for _ in range(8):
        lock._tick()
    assert lock.open.isEnabled()
    assert lock._said.text() == ""


def test_the_recovery_key_opens_even_in_the_wait(locked: Bench, session: FakeSession) -> None:
    lock = locked.rooms.lock
    lock.show_ways(TYPED, 60)
    QTest.keyClick(lock.switch, Qt.Key.Key_Space)
    assert locked.window.focusWidget() is lock.field
    QTest.keyClicks(lock.field, "wrong")
    QTest.keyClick(lock.field, Qt.Key.Key_Return)
    until(lambda: "mistyped" in lock._said.text())
    QTest.keyClicks(lock.field, RECOVERY_KEY)
    QTest.keyClick(lock.field, Qt.Key.Key_Return)
    until(lambda: locked.works.vault.session is session)


def test_locking_ends_this_process_and_the_next_one_begins_with_the_lock_screen(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.press("Ctrl+Shift+L")
    assert window.services.locked
    assert not window.window.isVisible()
    fresh = bench(start=Start(Path("/vaults"), vault=session.folder, layout=window.services.layout), services=window.services)
    settle()
    assert fresh.rooms.room == "lock"
    assert fresh.works.vault.session is None
    until(fresh.rooms.lock.field.isHidden)
    QTest.keyClick(fresh.rooms.lock.open, Qt.Key.Key_Space)
    until(lambda: fresh.works.vault.session is session)


@pytest.mark.parametrize("name", ["Estate", "x" * 250, "Estate of the late Countess " * 9])
def test_a_vault_with_a_long_name_can_be_told_and_its_screen_fits(bench: Make, name: str) -> None:
    window = bench()
    window.rooms.lock.show_vault(Path("/vaults") / name)
    window.rooms.enter("lock")
    settle()
    shown = window.rooms.lock._name
    assert shown.text().replace("\u200b", "").startswith(name[:40])
    assert name.strip() in (shown.toolTip().replace("&nbsp;", " ") if len(name) > 100 else shown.text())
    assert shown.width() <= WIDTH
    assert shown.height() < 200


def test_without_a_vault_there_is_nothing_to_lock(bench: Make) -> None:
    window = bench()
    window.press("Ctrl+Shift+L")
    assert not window.services.locked
    assert not window.rooms.sidebar.lock.isVisible()


def test_a_new_vault_gets_a_passphrase_and_shows_its_recovery_key_once(bench: Make) -> None:
    window = bench()
    window.press("Ctrl+N")
    welcome = window.rooms.welcome
    QTest.keyClicks(welcome.name, "Estate")
    QTest.keyClicks(welcome.passphrase.first, "secret")
    assert not welcome.make.isEnabled()
    QTest.keyClick(welcome.passphrase.first, Qt.Key.Key_Return)
    assert window.window.focusWidget() is welcome.passphrase.again
    QTest.keyClicks(welcome.passphrase.again, "secret")
    QTest.keyClick(welcome.passphrase.again, Qt.Key.Key_Return)
    until(lambda: window.rooms.room == "key")
    assert window.services.passphrases == {Path("/vaults/Estate"): "secret"}
    key = window.rooms.key
    assert key.shown.text().replace("\n", "-") == RECOVERY_KEY
    key.copy.click()
    assert QGuiApplication.clipboard().text() == RECOVERY_KEY
    QTest.keyClick(key.done, Qt.Key.Key_Space)
    assert window.rooms.room == "ask"
    assert key.shown.text() == ""
    assert QGuiApplication.clipboard().text() == ""
    assert welcome.passphrase.text == ""


def test_a_first_passphrase_is_asked_for_twice_and_brings_a_recovery_key(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.chooser.password = "secret"
    window.rooms.menus["passphrase"].trigger()
    assert window.chooser.asked == ["New passphrase", "The same passphrase again"]
    until(lambda: window.rooms.room == "key")
    assert session.said("passphrase") == [("passphrase", "", "secret")]


def test_another_passphrase_is_given_by_who_knows_the_old_one(bench: Make, session: FakeSession) -> None:
    session.opens_with = TYPED
    window = bench(session)
    window.chooser.password = "secret"
    window.rooms.menus["passphrase"].trigger()
    assert window.chooser.asked[0] == "Passphrase of this vault"
    until(lambda: "new passphrase opens" in window.rooms.notice.text)
    assert window.rooms.room == "ask"


def test_two_that_differ_change_nothing(bench: Make, session: FakeSession, monkeypatch: pytest.MonkeyPatch) -> None:
    window = bench(session)
    answers = iter(["one", "two"])
    monkeypatch.setattr(window.chooser, "secret", lambda *words: words[-1](next(answers)))
    window.rooms.menus["passphrase"].trigger()
    settle()
    assert "not the same" in window.rooms.notice.text
    assert not session.said("passphrase")


def test_what_was_being_read_goes_on(bench: Make, session: FakeSession) -> None:
    session.cut_off = [Path("/home/ada/matter")]
    bench(session)
    until(lambda: session.said("index"))
    assert session.said("index") == [("index", (Path("/home/ada/matter"),))]


# ── when nobody is there ─────────────────────────────────────────────────────────────────────────────────────────────


class FakeClocks(Clocks):
    def __init__(self) -> None:
        self.now, self.asleep = 100.0, 0.0

    def awake(self) -> float:
        return self.now

    def always(self) -> float:
        return self.now + self.asleep


@pytest.fixture
def watch(application: QApplication) -> tuple[Idle, FakeClocks, list[bool]]:
    clocks, went = FakeClocks(), []
    idle = Idle(60, clocks, application)
    idle._timer.stop()
    idle.away.connect(lambda: went.append(True))
    return idle, clocks, went


def test_after_a_while_without_a_key_somebody_is_away(watch: tuple[Idle, FakeClocks, list[bool]]) -> None:
    idle, clocks, went = watch
    clocks.now += 59
    idle.look()
    assert not went
    field = QLineEdit()
    QTest.keyClicks(field, "x")
    clocks.now += 59
    idle.look()
    assert not went
    clocks.now += 1
    idle.look()
    assert went


def test_a_sleep_is_noticed_even_when_a_key_woke_the_machine(watch: tuple[Idle, FakeClocks, list[bool]]) -> None:
    idle, clocks, went = watch
    clocks.asleep += 600
    field = QLineEdit()
    QTest.keyClicks(field, "x")
    idle.look()
    assert went == [True]
    idle.look()
    assert went == [True]


@pytest.mark.parametrize(("opens_with", "locks"), [(TYPED, True), (("passphrase", "keychain"), True), (("keyfile",), False)])
def test_only_what_has_to_be_typed_is_locked_by_itself(
    bench: Make, session: FakeSession, opens_with: tuple[str, ...], locks: bool
) -> None:
    session.opens_with = opens_with
    window = bench(session)
    window.window.locking.idle.away.emit()
    assert window.services.locked is locks

"""Folders that are watched: adding, rules, how they stand, what is being read of them, and a vault that is changed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from muniment_desktop.window.folders.wording import rules_from, rules_text
from muniment_retrieval.model import IndexReport, Presence, Progress, Rules, VaultBusy, WatchedFolder
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_driving import Bench, settle, until
from window_fakes import FakeSession, Gate

Make = Callable[..., Bench]
PAPERS = WatchedFolder(1, "/home/ada/papers", Rules(), Presence.WATCHED)


def watching(session: FakeSession, *script: object) -> FakeSession:
    session.folders.stored = {1: PAPERS}
    session.followings.append(script)
    return session


def test_a_folder_is_watched_with_the_keyboard(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.press("Ctrl+4")
    assert window.rooms.room == "folders"
    assert window.rooms.folders.blank.button.hasFocus()
    window.chooser.answer = [Path("/home/ada/papers")]
    window.press("Space")
    until(lambda: window.rooms.folders.cards)
    until(lambda: session.said("follow"))
    assert session.folders.listed()[0].path == "/home/ada/papers"
    (card,) = window.rooms.folders.cards.values()
    card.change.setFocus()
    window.press("Space")
    assert card.form.patterns.hasFocus()
    QTest.keyClicks(card.form.patterns, "*.tmp, drafts/ ,,")
    window.press("Return")
    until(lambda: session.folders.listed()[0].rules.exclude == ("*.tmp", "drafts/"))
    assert card.form.isHidden() and card.change.hasFocus()
    until(lambda: "*.tmp, drafts/" in card._rules.text())
    assert session.said("look again")
    card.remove.click()
    until(lambda: not window.rooms.folders.cards)
    assert session.folders.listed() == []


def test_a_folder_that_cannot_be_watched_is_said(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.chooser.answer = [Path("/nowhere")]
    window.press("Ctrl+Shift+W")
    until(lambda: "no folder there" in window.rooms.notice.text)


def test_what_is_read_is_said_and_can_pause(bench: Make, session: FakeSession) -> None:
    first, second = Gate(), Gate()
    reading = Progress("reading", 3, 8, "/home/ada/papers/a.txt", "read", seconds_left=240.0)
    script = (reading, first, IndexReport({"read": 8}), Progress("meaning", 30, 200), second, Progress("watching", 0, 0))
    window = bench(watching(session, *script))
    page = window.rooms.folders
    window.conductor = window.window.conductor
    window.conductor.stage.enter("folders")
    until(lambda: page._said.text() == "Reading 3 of 8 · 4 min left")
    assert "3 of 8" in window.rooms.sidebar.status.text
    page.pause.click()
    until(lambda: session.said("pause"))
    assert page._said.text().startswith("Paused")
    page.pause.click()
    until(lambda: session.said("resume"))
    first.open()
    until(lambda: page._said.text() == "Learning what they mean 30 of 200")
    second.open()
    until(lambda: page._said.text() == "Done: 8 read.")
    assert page.pause.isHidden() and "reading" not in window.rooms.sidebar.status.text


def test_how_a_folder_stands_is_said(bench: Make, session: FakeSession) -> None:
    gate = Gate()
    window = bench(watching(session, gate, Progress("watching", 0, 0, PAPERS.path, "not there now", "It is away.")))
    until(lambda: window.rooms.folders.cards)
    card = window.rooms.folders.cards[1]
    assert card._state.text() == "Watched"
    session.folders.stored[1] = WatchedFolder(1, PAPERS.path, Rules(), Presence.AWAY, "It is away.")
    gate.open()
    until(lambda: card._state.text() == "Not there now")
    assert card._reason.text() == "It is away."


def test_what_is_being_written_stays_when_the_folder_is_told_anew(bench: Make, session: FakeSession) -> None:
    window = bench(watching(session))
    until(lambda: window.rooms.folders.cards)
    card = window.rooms.folders.cards[1]
    card.change.setChecked(True)
    card.form.patterns.setText("half a pat")
    card.form.largest.setText("none")
    assert not card.form.save.isEnabled()
    window.works.folders._change(lambda folders: None)
    until(lambda: len(session.said("look again")) > 1)
    settle()
    assert card.form.patterns.text() == "half a pat"


def test_following_begins_again_after_it_has_failed(bench: Make, session: FakeSession) -> None:
    busy = VaultBusy("Another Muniment is reading documents into this vault.")
    session.followings.append((busy,))
    window = bench(watching(session))
    until(lambda: "Another Muniment" in window.rooms.notice.text)
    until(window.works.folders._again.isActive)
    window.works.folders._again.timeout.emit()
    until(lambda: len(session.said("follow")) == 2)


def test_another_vault_has_other_folders(bench: Make, session: FakeSession) -> None:
    window = bench(watching(session, Progress("reading", 3, 8)))
    until(lambda: window.works.folders.busy)
    other = FakeSession(Path("/vaults/other"))
    window.services.sessions[other.folder] = other
    window.works.vault.open(other.folder)
    until(lambda: window.works.vault.session is other)
    assert not window.rooms.folders.cards and not window.works.folders.busy
    window.works.folders.add(Path("/home/ada/more"), Rules())
    until(lambda: other.said("follow"))


@pytest.mark.parametrize(
    ("patterns", "size", "rules"),
    [
        ("", "512", Rules()),
        (" a , b/,", "1.5", Rules(("a", "b/"), 3 << 19)),
        ("", "1,5", Rules((), 3 << 19)),
        ("", "0", None),
        ("", "-3", None),
        ("", "nan", None),
        ("", "inf", None),
        ("", "ten", None),
    ],
)
def test_what_a_person_writes(patterns: str, size: str, rules: Rules | None) -> None:
    assert rules_from(patterns, size, keeps_deleted=False) == rules


def test_rules_in_words() -> None:
    assert rules_text(Rules()) == "Files up to 512 MB · forgets what is deleted"
    rules = Rules(("a", "b"), 1 << 20, keeps_deleted=True)
    assert rules_text(rules) == "Leaves out a, b · files up to 1 MB · keeps what is deleted"


def test_the_box_is_ticked_with_the_keyboard(bench: Make, session: FakeSession) -> None:
    window = bench(watching(session))
    until(lambda: window.rooms.folders.cards)
    window.conductor = window.window.conductor
    window.conductor.stage.enter("folders")
    card = window.rooms.folders.cards[1]
    card.change.setChecked(True)
    card.form.keep.setFocus(Qt.FocusReason.TabFocusReason)
    window.press("Space")
    assert card.form.keep.isChecked()
    assert not card.form.keep.grab().isNull()
    card.form.save.click()
    until(lambda: session.folders.listed()[0].rules.keeps_deleted)

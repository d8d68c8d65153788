"""What may be sent of a vault, the approvals that stand, and the room of the words to mask: all by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from muniment_desktop.window.privacy import wording
from muniment_desktop.window.words.page import NOTHING, RULES_ONLY
from muniment_retrieval.model import VaultError
from muniment_retrieval.vault.approvals import Approval
from muniment_retrieval.vault.policies import Policy
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_driving import Bench, until
from window_fakes import FakeSession

Make = Callable[..., Bench]
LONG = "The acquisition of the northern warehouses of Orion and of everything that belongs to them, called Project Falcon"


@pytest.fixture
def privacy(bench: Make, session: FakeSession) -> Bench:
    session.rules.approvals = [Approval(7, "office", "questions", 0.0, 4e9), Approval(8, "office", "summaries", 0.0, 4e9)]
    window = bench(session)
    window.press("Ctrl+8")
    until(lambda: window.works.leaving.policy)
    return window


@pytest.fixture
def words(bench: Make, session: FakeSession) -> Bench:
    window = bench(session)
    window.press("Ctrl+9")
    assert window.rooms.room == "words"
    return window


def test_the_vaults_rule_is_shown_and_chosen_by_a_key(privacy: Bench, session: FakeSession) -> None:
    panel = privacy.rooms.privacy.leaving
    assert panel.policy["masked only"].isChecked()
    assert panel._means.text() == wording.POLICIES["masked only"][1]
    panel.policy["never"].setFocus()
    QTest.keyClick(panel.policy["never"], Qt.Key.Key_Space)
    until(lambda: session.rules.vault is Policy.NEVER and privacy.works.leaving.policy == "never")
    assert panel._means.text() == wording.POLICIES["never"][1]
    assert panel.policy["never"].accessibleDescription() == wording.POLICIES["never"][1]


def test_a_rule_that_cannot_be_kept_is_told_and_the_old_one_stays_chosen(privacy: Bench, session: FakeSession) -> None:
    panel = privacy.rooms.privacy.leaving
    session.rules.refusing = VaultError("This vault can only be read.")
    panel.policy["ask"].click()
    until(lambda: "only be read" in panel._said.text())
    assert panel.policy["masked only"].isChecked()
    assert not panel.policy["ask"].isChecked()


def test_approvals_that_stand_are_listed_and_ended_one_by_one(privacy: Bench, session: FakeSession) -> None:
    panel = privacy.rooms.privacy.leaving
    assert [b.accessibleName().partition(", until")[0] for b in panel.revoke] == [
        "End the approval: office may be sent to without asking, for: questions",
        "End the approval: office may be sent to without asking, for: summaries",
    ]
    panel.revoke[0].setFocus()
    QTest.keyClick(panel.revoke[0], Qt.Key.Key_Space)
    until(lambda: len(panel.revoke) == 1)
    assert [one.id for one in session.rules.approvals] == [8]
    assert panel.revoke[0].hasFocus()
    QTest.keyClick(panel.revoke[0], Qt.Key.Key_Space)
    until(lambda: not panel.revoke)
    assert panel.words.hasFocus()
    assert panel._said.text() == wording.NO_APPROVALS


def test_the_audit_log_is_told_and_saved_where_the_person_says(privacy: Bench, session: FakeSession, tmp_path: Path) -> None:
    panel = privacy.rooms.privacy.leaving
    assert "empty" in panel._log.text()
    assert not panel.save.isEnabled()
    session.rules.entries = [object()] * 1200
    privacy.works.leaving.refresh()
    until(lambda: "whole: 1,200 entries" in panel._log.text())
    privacy.chooser.answer = [tmp_path / "log.jsonl"]
    QTest.keyClick(panel.save, Qt.Key.Key_Space)
    until(lambda: "Saved as log.jsonl" in panel._log.text())
    QTest.keyClick(panel.save, Qt.Key.Key_Space)
    until(lambda: "choose another file" in panel._said.text())
    session.rules.problems = ["Entry 3 was changed."]
    privacy.works.leaving.refresh()
    until(lambda: "not whole" in panel._log.text() and "Entry 3" in panel._log.text())


def test_the_words_are_reached_from_the_room_of_privacy(privacy: Bench) -> None:
    QTest.keyClick(privacy.rooms.privacy.leaving.words, Qt.Key.Key_Space)
    assert privacy.rooms.room == "words"
    assert privacy.window.focusWidget() is privacy.rooms.words.word


def test_words_are_added_counted_and_removed_by_keys(words: Bench, session: FakeSession) -> None:
    page = words.rooms.words
    assert page._nothing.text() == NOTHING
    assert not page.view.isVisible()
    assert not page.add.isEnabled()
    for term in ("Falcon", LONG):
        QTest.keyClicks(page.word, term)
        QTest.keyClick(page.word, Qt.Key.Key_Return)
        until(lambda: not page.word.text())
    until(lambda: [row.cells for row in page.view.rows] == [("Falcon", "3 times", "2"), (LONG, "3 times", "2")])
    assert not page._nothing.isVisible()
    assert not page.remove.isEnabled()
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.remove.isEnabled()
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    until(lambda: session.words.terms == ["Falcon"])
    until(lambda: len(page.view.rows) == 1)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    until(page._nothing.isVisible)
    assert words.window.focusWidget() is page.word


def test_a_word_that_stands_nowhere_is_said_to(words: Bench, session: FakeSession) -> None:
    session.words.times = 0
    words.rooms.words.word.setText("Falcon")
    words.rooms.words.add.click()
    until(lambda: [row.cells for row in words.rooms.words.view.rows] == [("Falcon", "nowhere", "")])


def test_what_is_no_word_is_told_and_stays_to_be_mended(words: Bench) -> None:
    page = words.rooms.words
    page.word.setText("—")
    page.add.click()
    until(lambda: "letter or a digit" in page._said.text())
    assert page.word.text() == "—"


def test_a_sentence_is_tried(words: Bench, session: FakeSession) -> None:
    page = words.rooms.words
    session.words.terms = ["Falcon"]
    session.words.with_models = False
    assert not page.test.isEnabled()
    QTest.keyClicks(page.sentence, "Orion buys <b>Falcon</b>.")
    QTest.keyClick(page.sentence, Qt.Key.Key_Return)
    until(lambda: page.masked.text() == "Orion buys <b>[WORD-1]</b>.")
    until(lambda: page._note.text() == RULES_ONLY)
    session.words.with_models = True
    page.test.click()
    until(lambda: page.masked.isVisible() and not page._note.isVisible())


def test_nothing_of_one_vault_is_shown_in_another(words: Bench, session: FakeSession) -> None:
    session.words.terms = ["Falcon"]
    words.works.words.refresh()
    until(lambda: words.rooms.words.view.rows)
    words.works.words.use(FakeSession())
    assert not words.rooms.words.view.rows


@pytest.mark.parametrize(("keys", "room"), [("Ctrl+8", "privacy"), ("Ctrl+9", "words")])
def test_the_next_column_is_reached_and_left_again(bench: Make, session: FakeSession, keys: str, room: str) -> None:
    window = bench(session)
    window.press(keys)
    page = getattr(window.rooms, room)
    window.rooms.sidebar.vault.setFocus()
    window.press("F6")
    assert page.focus_target().hasFocus()
    window.press("F6")
    assert not page.isAncestorOf(window.window.focusWidget())

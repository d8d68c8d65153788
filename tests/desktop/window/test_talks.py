"""Conversations in the window: gone on with, found, renamed, deleted, and what is said of their answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from muniment_desktop.window.asking.sentence import SentenceLine
from muniment_desktop.window.talking.asides import RECORD_HEIGHT, RecordView
from muniment_desktop.window.talking.turn_line import TurnLine
from muniment_retrieval.conversations import RewrittenBy, Understood
from muniment_retrieval.original_state import Original
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from window_driving import Bench, settle, until
from window_fakes import FakeSession, a_script

Make = Callable[..., Bench]


def titles(window: Bench) -> list[str]:
    rows = window.rooms.sidebar.talks.rows
    return [rows.item(row).text() for row in range(rows.count())]


def turns(window: Bench) -> list[str]:
    settle()
    return [line.exchange.question for line in window.rooms.ask.answer.findChildren(TurnLine)]


def ask(window: Bench, session: FakeSession, question: str, *before: object) -> None:
    session.answers = [[*before, *a_script(*session.stored)]]
    window.ask(question)
    window.answered()
    until(lambda: not window.works.asking.running)


@pytest.fixture
def window(bench: Make, session: FakeSession) -> Bench:
    """A conversation of two questions, and a newer one of one."""
    made = bench(session)
    ask(made, session, "First?")
    ask(made, session, "And then?", Understood("What came then?", RewrittenBy.CODE))
    made.press("Ctrl+Shift+N")
    ask(made, session, "Something else?")
    until(lambda: titles(made) == ["Something else?", "First?"])
    return made


def test_a_question_goes_on_with_the_conversation_that_is_shown(window: Bench, session: FakeSession) -> None:
    assert session.asked == [("First?", None, ""), ("And then?", 1, ""), ("Something else?", None, "")]
    rows = window.rooms.sidebar.talks.rows
    assert rows.currentItem().text() == "Something else?"
    rows.itemActivated.emit(rows.item(1))
    until(lambda: window.rooms.ask.answer.exchange.question == "And then?")
    assert turns(window) == ["First?"]
    ask(window, session, "Why?")
    assert session.asked[-1] == ("Why?", 1, "")
    until(lambda: titles(window) == ["First?", "Something else?"])


def test_conversations_are_there_when_the_vault_is_opened_again(window: Bench, session: FakeSession) -> None:
    window.works.vault.opened.emit(session, "")
    assert window.works.asking.turns == []
    assert titles(window) == []
    until(lambda: titles(window) == ["Something else?", "First?"])


def test_how_a_follow_up_is_understood_is_shown_and_can_be_changed(window: Bench, session: FakeSession) -> None:
    rows = window.rooms.sidebar.talks.rows
    ask(window, session, "And he?", Understood("Who is Orion?", RewrittenBy.MODEL))
    view = window.rooms.ask.answer
    assert view._understood.isVisible()
    assert "Who is Orion?" in view._understood._said.text()
    view._understood.change.click()
    box = window.rooms.ask.box
    assert box.text() == "Who is Orion?"
    box.edit.setPlainText("Who is Acme?")
    session.answers = [a_script(*session.stored)]
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    window.answered()
    assert session.asked[-1] == ("And he?", 2, "Who is Acme?")
    ask(window, session, "And she?")
    assert session.asked[-1] == ("And she?", 2, "")
    assert rows.count() == 2


def test_what_a_question_means_is_said_above_the_text_and_can_be_taken_back(window: Bench, session: FakeSession) -> None:
    ask(window, session, "And he?", Understood("Who is Orion?", RewrittenBy.MODEL))
    box = window.rooms.ask.box
    window.rooms.ask.answer._understood.change.click()
    settle()
    window.window.resize(1300, 700)
    settle()
    (chip,) = [button for button in box.findChildren(QPushButton) if "“And he?”" in button.text() and button.isVisible()]
    chip.click()
    assert window.window.focusWidget() is box.edit
    window.rooms.ask.answer._understood.change.click()
    assert box.meant == "And he?"
    window.press("Esc")
    assert box.meant == ""
    ask(window, session, "Who is Acme?")
    assert session.asked[-1] == ("Who is Acme?", 2, "")


def test_a_sentence_is_marked_by_keys_and_the_mark_stays(window: Bench, session: FakeSession) -> None:
    line = next(line for line in window.rooms.ask.answer.lines if isinstance(line, SentenceLine))
    until(line.isVisible)
    line.setFocus()
    QTest.keyClicks(line, "+")
    until(lambda: session.talks.kept[3].marks == {0: True})
    assert "marked right" in line.accessibleName()
    window.press("Ctrl+Shift+X")
    until(lambda: session.talks.kept[3].marks == {0: False})
    QTest.keyClicks(line, "-")
    until(lambda: session.talks.kept[3].marks == {})
    QTest.keyClicks(line, "-")
    until(lambda: session.talks.kept[3].marks == {0: False})
    before = window.rooms.ask.answer.exchange
    window.press("Ctrl+Shift+N")
    rows = window.rooms.sidebar.talks.rows
    rows.itemActivated.emit(rows.item(0))
    until(lambda: window.rooms.ask.answer.exchange is not before)
    assert "marked wrong" in window.rooms.ask.answer.lines[0].accessibleName()


def test_with_several_sentences_one_is_chosen_before_it_is_marked(window: Bench, session: FakeSession) -> None:
    window.rooms.ask.box.edit.setFocus()
    window.press("Ctrl+Shift+Y")
    assert "sentence of the answer first" in window.rooms.notice.text
    assert session.talks.kept[3].marks == {}


def test_how_a_sentence_is_marked_is_said_to_the_pointer_and_to_a_screen_reader(window: Bench) -> None:
    line = window.rooms.ask.answer.lines[0]
    assert "+ or −" in line.toolTip()
    assert "+ or −" in line.accessibleDescription()


def test_the_record_is_shown_beneath_the_answer_saved_and_closed(window: Bench, session: FakeSession, tmp_path: Path) -> None:
    view = window.rooms.ask.answer
    window.window.resize(1280, 600)  # too low for the answer and the record
    settle()
    button = next(b for b in view.findChildren(QPushButton) if b.text() == "Record")
    button.click()
    until(lambda: view.findChildren(RecordView))
    (record,) = view.findChildren(RecordView)
    assert "answer: 3" in record.text.toPlainText().splitlines()
    assert window.window.focusWidget() is record.text
    until(lambda: record.visibleRegion().boundingRect().height() == record.height() > RECORD_HEIGHT)
    window.chooser.answer = [tmp_path / "record.json"]
    record.save.click()
    until((tmp_path / "record.json").exists)
    assert json.loads((tmp_path / "record.json").read_text()) == session.talks.record(3)
    record.close_button.click()
    settle()
    assert not view.findChildren(RecordView)
    assert window.window.focusWidget() is button


def test_conversations_are_found_by_words(window: Bench) -> None:
    talks = window.rooms.sidebar.talks
    talks.filter.setText("first")
    until(lambda: titles(window) == ["First?"])
    talks.filter.setText("nothing like it")
    until(lambda: titles(window) == [])
    assert talks._none.isVisible()
    talks.filter.clear()
    until(lambda: len(titles(window)) == 2)


def test_a_conversation_is_renamed_in_its_place(window: Bench, session: FakeSession) -> None:
    rows = window.rooms.sidebar.talks.rows
    rows.item(1).setText("  The first  one ")
    until(lambda: session.talks.titles[1] == "The first one")
    until(lambda: titles(window) == ["Something else?", "The first one"])
    rows.item(1).setText("   ")
    assert titles(window)[1] == "The first one"


def test_deleting_asks_first_and_leaves_nothing_on_screen(window: Bench, session: FakeSession) -> None:
    rows = window.rooms.sidebar.talks.rows
    rows.setCurrentRow(0)
    window.chooser.sure = False
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert window.chooser.asked[-1] == "Delete this conversation?"
    assert len(session.talks.titles) == 2
    window.chooser.sure = True
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    until(lambda: titles(window) == ["First?"])
    assert not window.rooms.ask.answer.isVisible()
    assert window.works.asking.conversation is None


def test_a_conversation_is_saved_as_a_file(window: Bench, session: FakeSession, tmp_path: Path) -> None:
    window.chooser.answer = [tmp_path / "talk.docx"]
    window.press("Ctrl+Shift+S")
    until((tmp_path / "talk.docx").exists)
    assert session.talks.papers == [2]
    rows = window.rooms.sidebar.talks.rows
    window.chooser.answer = [tmp_path / "talk.md"]
    menu = rows.menu_of(rows.item(1))
    next(a for a in menu.actions() if a.text() == "Save as…").trigger()
    until((tmp_path / "talk.md").exists)
    assert session.talks.papers == [2, 1]


def test_a_file_that_has_changed_is_told_beneath_the_sources_and_can_be_read_again(window: Bench, session: FakeSession) -> None:
    changed, gone = session.stored
    session.talks.states = {changed.path: Original.CHANGED, gone.path: Original.MISSING}
    ask(window, session, "Again?")
    changes = window.rooms.ask.answer._changes
    until(changes.isVisible)
    assert f"{changed.name}: The file has changed since it was read." in changes.said.text().splitlines()
    changes.read.click()
    until(lambda: session.said("index") == [("index", (Path(changed.path),))])
    assert "ask again when that is done" in changes.said.text()
    assert not changes.read.isVisible()


def test_what_is_gone_cannot_be_read_again(window: Bench, session: FakeSession) -> None:
    session.talks.states = {session.stored[0].path: Original.MISSING}
    ask(window, session, "Again?")
    changes = window.rooms.ask.answer._changes
    until(changes.isVisible)
    assert not changes.read.isVisible()


def test_what_was_forgotten_is_told(window: Bench, session: FakeSession) -> None:
    kept = session.talks.kept[1]
    session.talks.kept[1] = replace(kept, answer=replace(kept.answer, sentences=()), forgotten=True)
    del session.talks.kept[2]
    rows = window.rooms.sidebar.talks.rows
    rows.itemActivated.emit(rows.item(1))
    until(lambda: window.rooms.ask.answer.exchange.question == "First?")
    assert "was forgotten" in window.rooms.ask.answer._error.text()


def test_in_a_low_window_no_squashed_list_is_shown(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.ask()
    window.answered()
    talks = window.rooms.sidebar.talks
    window.window.resize(900, 800)
    until(lambda: talks.filter.isVisible() and talks.rows.isVisible())
    window.window.resize(900, 440)
    until(lambda: not talks.filter.isVisible() and not talks.rows.isVisible())
    window.window.resize(900, 800)
    until(lambda: talks.filter.isVisible() and talks.rows.isVisible())

"""Asking: hits first, then words, then the checked answer; stopping, failing, copying, and asking only some documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from muniment_desktop.window.asking import page as page_module
from muniment_desktop.window.asking.badge_counts import LETTERS, BadgeCounts
from muniment_desktop.window.asking.hit import HitLine, SourceLine
from muniment_desktop.window.asking.question_edit import LONGEST
from muniment_desktop.window.asking.sentence import SentenceLine
from muniment_desktop.window.copy_button import CopyButton
from muniment_desktop.window.talking.turn_line import TurnLine
from muniment_engines.api import TextDelta
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Answer, Answered, Scope, Sources
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from window_driving import Bench, settle, until
from window_fakes import FakeSession, Gate, a_citation, a_document, a_hit, a_script, an_answer

Make = Callable[..., Bench]


def lines(bench: Bench, kind: type) -> list:
    return [line for line in bench.rooms.ask.answer.lines if isinstance(line, kind)]


def test_hits_are_on_screen_before_the_first_word(bench: Make, session: FakeSession) -> None:
    before, after = Gate(), Gate()
    session.answers = [a_script(*session.stored, gates=(before, after))]
    window = bench(session)
    window.ask()
    until(lambda: lines(window, HitLine))
    assert window.rooms.ask.answer._stream.isHidden()
    assert window.works.asking.running
    before.open()
    until(lambda: not window.rooms.ask.answer._stream.isHidden())
    assert "ninety days" in window.rooms.ask.answer._stream.accessibleName()
    assert not lines(window, SentenceLine)
    after.open()
    window.answered()
    assert window.rooms.ask.answer._stream.isHidden()
    assert [line.sentence.badge for line in lines(window, SentenceLine)] == ["verified", "close", "not found"]
    assert len(lines(window, SourceLine)) == 2
    assert len(lines(window, HitLine)) == 2


def test_the_badges_are_told_in_words_with_how_many_sentences_have_each(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.ask()
    window.answered()
    (counts,) = window.rooms.ask.answer.findChildren(BadgeCounts)
    assert counts.accessibleName() == "1 verified, 1 close, 1 not found"
    assert counts.toolTip().splitlines()[0] == "Verified: the source says so"
    until(counts.isVisible)
    drawn = counts.grab().toImage()
    ground = drawn.pixel(0, 0)
    columns = [x for x in range(drawn.width()) if any(drawn.pixel(x, y) != ground for y in range(drawn.height()))]
    words = QFontMetricsF(window.theme.font(LETTERS)).horizontalAdvance("1 verified1 close1 not found")
    assert columns[-1] > words


def test_the_first_source_is_shown_by_itself(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    assert not window.rooms.columns.source_open
    window.ask()
    window.answered()
    assert window.rooms.columns.source_open
    assert window.rooms.source.target == session_answer(window).citations[0]
    assert [line.lit for line in lines(window, SentenceLine)] == [True, False, False]


def test_escape_stops_the_answer_and_keeps_what_is_there(
    bench: Make, session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(page_module, "announce", lambda _, sentence: said.append(sentence))
    never = Gate()
    session.answers = [a_script(*session.stored, gates=(opened(), never))]
    window = bench(session)
    window.ask()
    until(lambda: window.works.asking.current and window.works.asking.current.text)
    window.press("Esc")
    window.answered()
    assert "ninety days" in window.rooms.ask.answer._stream.accessibleName()
    assert window.rooms.ask.answer._doing.text() == "Stopped. What is written here has not been checked."
    assert said[-1] == "Stopped. What is written here has not been checked."


def test_what_broke_off_elsewhere_is_written_anew(bench: Make, session: FakeSession) -> None:
    gates = Gate(), Gate()
    sources, first, last = Sources(()), TextDelta("Thirty d"), a_script(*session.stored)[-1]
    session.answers = [[sources, first, gates[0], Sources(()), TextDelta("Orion must"), gates[1], last]]
    window = bench(session)
    window.ask()
    asking = window.works.asking
    until(lambda: asking.current is not None and asking.current.text == "Thirty d")
    gates[0].open()
    until(lambda: asking.current is not None and asking.current.text == "Orion must")
    assert asking.current is not None
    assert asking.current.doing().startswith("That broke off; on this machine instead.")
    gates[1].open()
    window.answered()


def test_the_button_stops_while_something_is_written_and_asks_otherwise(bench: Make, session: FakeSession) -> None:
    gate = Gate()
    session.answers = [a_script(*session.stored, gates=(gate,))]
    window = bench(session)
    button = window.rooms.ask.box.button
    assert button.accessibleName() == "Ask"
    assert not button.isEnabled()
    window.ask()
    until(lambda: button.accessibleName() == "Stop writing")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    window.answered()
    assert button.accessibleName() == "Ask"
    assert window.rooms.ask.answer._doing.text() == "Stopped."


def test_a_new_question_stops_the_old_answer(bench: Make, session: FakeSession) -> None:
    session.answers = [a_script(*session.stored, gates=(Gate(),)), a_script(*session.stored)]
    window = bench(session)
    window.ask("First?")
    until(lambda: lines(window, HitLine))
    window.ask("Second?")
    window.answered()
    until(lambda: window.works.asking.current and window.works.asking.current.answer)
    assert [turn.question for turn in window.works.asking.turns] == ["First?", "Second?"]


def test_a_failure_is_one_sentence_and_the_hits_stay(bench: Make, session: FakeSession) -> None:
    session.answers = [[Sources((a_hit(session.stored[0]),)), MunimentError("The model does not fit; choose a smaller one.")]]
    window = bench(session)
    window.ask()
    window.answered()
    assert window.rooms.ask.answer._error.text() == "The model does not fit; choose a smaller one."
    assert len(lines(window, HitLine)) == 1


def test_the_documents_do_not_say(bench: Make, session: FakeSession) -> None:
    nearest = (a_citation(session.stored[0]),)
    session.answers = [[Sources(()), Answered(an_answer("Who pays?", refused=True, nearest=nearest))]]
    window = bench(session)
    window.ask("Who pays?")
    window.answered()
    assert [line.citation for line in lines(window, SourceLine)] == list(nearest)
    assert window.rooms.source.target == nearest[0]
    (said,) = lines(window, SentenceLine)
    assert said.sentence.text == "The documents do not say."
    assert not window.rooms.ask.answer.findChildren(BadgeCounts)
    said.setFocus()
    QTest.keyClicks(said, "-")
    until(lambda: session.talks.kept[1].marks == {0: False})


def test_what_is_copied_is_said_for_a_moment(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.ask()
    window.answered()
    (button,) = window.rooms.ask.answer.findChildren(CopyButton)
    width = button.sizeHint().width()
    button.click()
    assert button.text() == "Copied"
    assert QGuiApplication.clipboard().text().startswith("How much notice must Orion give?")
    assert button.minimumWidth() >= button.sizeHint().width() > width
    until(lambda: button.text() == "Copy")


def test_what_has_no_words_is_not_asked(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.ask(" ?! ")
    assert not session.asked
    assert window.rooms.ask.box._said.isVisible()
    assert window.rooms.ask.box.text() == "?!"
    window.rooms.ask.box.edit.setPlainText("Why")
    assert not window.rooms.ask.box._said.isVisible()


def test_asking_works_while_documents_are_read(bench: Make, session: FakeSession) -> None:
    reading = Gate()
    session.readings = [[reading]]
    window = bench(session)
    window.add()
    until(reading.reached.is_set)
    window.ask()
    window.answered()
    assert lines(window, SentenceLine)
    assert window.works.indexing.running
    reading.open()
    until(lambda: not window.works.indexing.running)


def test_an_earlier_exchange_can_be_looked_at_while_another_is_written(bench: Make, session: FakeSession) -> None:
    gate = Gate()
    session.answers = [a_script(*session.stored), a_script(*session.stored, gates=(gate,))]
    window = bench(session)
    window.ask("First?")
    window.answered()
    window.ask("Second?")
    until(gate.reached.is_set)
    until(lambda: lines(window, HitLine))
    (turn,) = window.rooms.ask.answer.findChildren(TurnLine)
    turn.opened.emit()
    assert window.rooms.ask.answer.exchange.question == "First?"
    assert lines(window, SentenceLine)
    gate.open()
    window.answered()
    assert window.rooms.ask.answer.exchange.question == "First?"


def test_only_the_chosen_documents_are_asked(bench: Make, session: FakeSession) -> None:
    session.answers.append(a_script(*session.stored))
    window = bench(session)
    window.window.conductor.documents.ask_these(session.stored[:1])
    window.ask()
    window.answered()
    assert session.said("ask")[0][2] == Scope((1,))
    chip = window.rooms.ask.box._chips.itemAt(0).widget()
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    window.ask()
    window.answered()
    assert session.said("ask")[1][2] == Scope(None)


def test_copying_the_answer_and_one_sentence(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.ask()
    window.answered()
    window.press("Ctrl+Shift+C")
    assert "Sources" in QGuiApplication.clipboard().text()
    QTest.keySequence(lines(window, SentenceLine)[0], QKeySequence("Ctrl+C"))
    assert QGuiApplication.clipboard().text() == "Orion must give ninety days' written notice. [1]"


def test_a_question_is_sent_by_enter_and_broken_by_shift_enter(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    edit = window.rooms.ask.box.edit
    QTest.keyClicks(edit, "One")
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(edit, "two?")
    assert session.said("ask") == []
    QTest.keyClick(edit, Qt.Key.Key_Enter)
    window.answered()
    assert session.said("ask")[0][1] == "One\ntwo?"
    assert edit.toPlainText() == ""


def test_of_a_question_of_a_hundred_thousand_characters_the_beginning_is_kept(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    QGuiApplication.clipboard().setText("w" * 100_000)
    window.press("Ctrl+V")
    box = window.rooms.ask.box
    assert 7_990 < len(box.edit.toPlainText()) <= LONGEST
    assert box._said.isVisible()
    QTest.keyClick(box.edit, Qt.Key.Key_Backspace)
    assert not box._said.isVisible()


@pytest.mark.parametrize("question", ["?x", "w" * 8_000, "𝔘nicode – “ünd” 日本語 \u202e"])
def test_any_question_can_be_asked(bench: Make, session: FakeSession, question: str) -> None:
    window = bench(session)
    window.ask(question)
    window.answered()
    assert session.said("ask")[0][1] == question.strip()
    assert lines(window, SentenceLine)


def test_the_end_of_an_answer_is_announced(bench: Make, session: FakeSession, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(page_module, "announce", lambda _, sentence: said.append(sentence))
    window = bench(session)
    window.ask()
    window.answered()
    assert said == ["2 passages found.", "The answer is complete: 1 verified, 1 close, 1 not found."]


def test_an_answer_without_a_model_offers_one(bench: Make, session: FakeSession) -> None:
    document = a_document(1)
    answer = an_answer("Q?", *[], model="", refused=False)
    session.answers = [[Sources((a_hit(document),)), Answered(answer)]]
    window = bench(session)
    window.ask()
    window.answered()
    wanted: list[bool] = []
    window.rooms.ask.model_wanted.connect(lambda: wanted.append(True))
    window.rooms.ask.answer.model_wanted.emit()
    settle()
    assert wanted
    assert window.rooms.room == "models"


def opened() -> Gate:
    gate = Gate()
    gate.open()
    return gate


def session_answer(window: Bench) -> Answer:
    return window.works.asking.current.answer

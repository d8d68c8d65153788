"""The room of the summaries: a wish with its times, pieces that go by, the summary with its sources, and what is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from muniment_desktop.window.summaries import page
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Scope
from muniment_retrieval.summarising import Forecast, Step, Summarised, Way
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from window_driving import Bench, settle, until
from window_fakes import FakeServices, FakeSession, Gate, a_summary

Make = Callable[..., Bench]


def click(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]
    settle()


@pytest.fixture
def room(bench: Make, session: FakeSession) -> Bench:
    window = bench(session)
    window.press("Ctrl+7")
    assert window.rooms.room == "summaries"
    return window


@pytest.fixture
def made(room: Bench, session: FakeSession) -> Bench:
    session.summaries.scripts = [[Forecast(65.0, 1), Step(1, 1, "Term", 0.0), Summarised(a_summary(*session.stored), 1)]]
    click(room.rooms.summaries.form.make)
    until(lambda: not room.works.summarising.running and room.works.summarising.kept)
    return room


@pytest.fixture
def elsewhere(bench: Make, session: FakeSession) -> Bench:
    services = FakeServices(session)
    services.set_up = ["office", "R&D <large>"]
    window = bench(session, services=services)
    window.press("Ctrl+7")
    until(window.rooms.summaries.form.writer.isVisible)
    return window


def test_without_an_engine_elsewhere_nobody_is_to_be_chosen(room: Bench, session: FakeSession) -> None:
    assert not room.rooms.summaries.form.writer.isVisible()


def test_who_writes_is_chosen_by_keys_and_says_what_it_means(elsewhere: Bench, session: FakeSession) -> None:
    form = elsewhere.rooms.summaries.form
    until(form._times["read"].text)
    form.writer.list.setFocus()
    QTest.keyClick(form.writer.list, Qt.Key.Key_Down)
    assert form.writer.list.currentText() == "office · large"
    assert form.writer.meaning.text().startswith("The text goes to https://api.example.org, masked.")
    until(lambda: "tokens" in form._times["read"].text())
    assert form._times["read"].text() == "about 91,000 tokens in 9 requests · at most 0.19"
    assert form.way["read"].isChecked()
    session.summaries.scripts = [[Forecast(65.0, 1), Summarised(a_summary(*session.stored), 1)]] * 2
    click(form.make)
    until(lambda: not elsewhere.works.summarising.running and bool(elsewhere.works.summarising.kept))
    assert (session.summaries.engines, session.summaries.wishes[-1].way) == (["office"], Way.READ)
    click(elsewhere.rooms.summaries.again)
    form.way["extract"].click()
    click(form.make)
    until(lambda: len(session.summaries.engines) == 2)
    assert session.summaries.engines[-1] == ""  # what code alone does never leaves


def test_an_engine_that_was_removed_writes_no_more(elsewhere: Bench, session: FakeSession) -> None:
    form = elsewhere.rooms.summaries.form
    form.writer.list.setCurrentIndex(2)
    assert form.writer.name == "R&D <large>"
    form.writer.offer(form.writer._engines[:1])
    assert (form.writer.name, form.writer.list.count()) == ("", 2)
    form.writer.offer(())
    assert not form.writer.isVisible()


def test_the_ways_say_how_long_they_take(room: Bench) -> None:
    form = room.rooms.summaries.form
    until(form._times["read"].text)
    assert [label.text() for label in form._times.values()] == ["at once", "about 2 min", "about 70 min"]
    assert form.way["write"].isChecked()


def test_without_a_model_only_the_sentences_themselves_can_be_had(bench: Make, session: FakeSession) -> None:
    session.summaries.ways = session.summaries.ways[:1]
    room = bench(session)
    room.press("Ctrl+7")
    form = room.rooms.summaries.form
    until(form._times["read"].text)
    assert form._times["read"].text() == "needs a model"
    assert not form.way["read"].isEnabled()
    assert form.wish().way is Way.EXTRACT


def test_what_is_wished_for_is_made(room: Bench, session: FakeSession) -> None:
    session.summaries.scripts = [[Summarised(a_summary(*session.stored), 1)]]
    form = room.rooms.summaries.form
    until(form._times["read"].text)
    click(form.length["short"])
    form.way["read"].click()
    form.focus.setText(" only obligations ")
    QTest.keyClick(form.focus, Qt.Key.Key_Return)
    until(lambda: session.summaries.wishes)
    (wish,) = session.summaries.wishes
    assert (wish.scope, wish.words, wish.focus, wish.way) == (Scope(), 100, "only obligations", Way.READ)


def test_the_summary_has_badges_sources_and_its_receipt(made: Bench) -> None:
    view = made.rooms.summaries.view
    assert "verified" in view.lines[0].accessibleName()
    assert "close" in view.lines[1].accessibleName()
    assert view.lines[2].accessibleName().startswith("Source 1")
    labels = [label.text() for label in view.findChildren(type(made.rooms.summaries._said))]
    assert any(text.startswith("read 1 of 2 sections, 88 % of the text") for text in labels)
    assert any("nobody has read yet" in text for text in labels)
    assert any(text.endswith("forecast: about 60 s") for text in labels)


def test_a_sentence_cannot_be_marked_where_no_mark_would_be_kept(made: Bench) -> None:
    line = made.rooms.summaries.view.lines[0]
    QTest.keyClicks(line, "+")
    assert "marked" not in line.accessibleName()


def test_a_source_opens_at_the_right_and_is_lit(made: Bench) -> None:
    view = made.rooms.summaries.view
    click(view.lines[0])
    assert made.rooms.columns.source_open
    assert made.rooms.source.target == view.lines[0].citations[0]  # type: ignore[attr-defined]
    until(lambda: view.lines[0].lit)
    assert not view.lines[1].lit


def test_it_can_be_copied(made: Bench) -> None:
    made.rooms.summaries.copy()
    told = QGuiApplication.clipboard().text()
    assert told.startswith("Two papers\n\nOrion may end the agreement. [1]")
    assert "read 1 of 2 sections" in told


def test_it_is_saved_for_word_or_as_markdown(made: Bench, tmp_path: Path) -> None:
    view = made.rooms.summaries.view
    made.chooser.answer = [tmp_path / "summary.md"]
    click(next(button for button in view.findChildren(QPushButton) if button.text() == "Save as…"))
    until((tmp_path / "summary.md").exists)
    text = (tmp_path / "summary.md").read_text()
    assert text.startswith("# Two papers\n\n2026\\-03\\-05\n\n## for the board\n\nOrion may end the agreement\\.[^1]")
    assert "Not read\\: p\\. 3\\: These pages are pictures that nobody has read yet\\." in text
    until(lambda: "Saved as summary.md." in made.rooms.sidebar.status.text)


def test_what_was_forgotten_meanwhile_is_not_said_to_be_saved(made: Bench, session: FakeSession, tmp_path: Path) -> None:
    told: list[str] = []
    made.works.summarising.saved.connect(told.append)
    made.works.summarising.forget({session.stored[0].id})
    made.works.summarising.save(tmp_path / "summary.md")
    until(lambda: bool(told))
    assert told == ["Nothing was saved: the summary was forgotten."]
    assert not (tmp_path / "summary.md").exists()


def test_where_it_cannot_be_saved_that_is_said(made: Bench, tmp_path: Path) -> None:
    made.works.summarising.save(tmp_path / "summary.odt")
    until(lambda: made.rooms.summaries._said.text() == "summary.odt must end with .md or .docx; choose one of them.")
    assert made.works.summarising.summary is not None


def test_how_far_it_is_is_said_and_it_can_be_stopped(room: Bench, session: FakeSession) -> None:
    gate = Gate()
    session.summaries.scripts = [[Forecast(300.0, 4), Step(1, 4, "Term", 200.0), gate]]
    page = room.rooms.summaries
    click(page.form.make)
    until(lambda: room.works.summarising.last is not None)
    settle()
    assert page._said.text() == "1 of 4 parts · Term · 3 min left"
    assert page.stop.isVisible()
    click(page.stop)
    until(lambda: not room.works.summarising.running)
    assert not page.stop.isVisible()
    assert page.form.isEnabled()


def test_what_was_stopped_says_that_it_goes_on(room: Bench, session: FakeSession) -> None:
    session.summaries.scripts = [[Summarised(a_summary(*session.stored, stopped=True))]]
    click(room.rooms.summaries.form.make)
    until(lambda: room.works.summarising.summary is not None and not room.works.summarising.running)
    settle()
    assert "goes on from there" in room.rooms.summaries._said.text()


def test_an_error_is_said_and_said_aloud(room: Bench, session: FakeSession, monkeypatch: pytest.MonkeyPatch) -> None:
    aloud: list[str] = []
    monkeypatch.setattr(page, "announce", lambda _, sentence: aloud.append(sentence))
    session.summaries.scripts = [[MunimentError("The model is gone; choose another.")]]
    click(room.rooms.summaries.form.make)
    until(lambda: room.works.summarising.error)
    settle()
    assert room.rooms.summaries._said.text() == "The model is gone; choose another."
    assert aloud == ["The model is gone; choose another."]


def test_a_kept_summary_is_opened_by_a_click_or_enter_and_removed_when_sure(made: Bench, session: FakeSession) -> None:
    page = made.rooms.summaries
    click(page.again)
    assert page.kept.count() == 1
    at = page.kept.visualItemRect(page.kept.item(0)).center()
    QTest.mouseClick(page.kept.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert made.works.summarising.summary is not None
    click(page.again)
    page.kept.setFocus()
    page.kept.setCurrentRow(0)
    QTest.keyClick(page.kept, Qt.Key.Key_Return)
    assert made.works.summarising.summary is not None
    made.chooser.sure = False
    click(page.remove)
    assert made.chooser.asked[-1] == "Remove this summary?"
    assert len(session.summaries.stored) == 1
    made.chooser.sure = True
    click(page.remove)
    until(lambda: not made.works.summarising.kept)
    assert session.summaries.stored == []
    assert page.form.isVisible()


def test_a_kept_summary_is_removed_from_the_list_by_keys_and_by_its_menu(made: Bench, session: FakeSession) -> None:
    page = made.rooms.summaries
    click(page.again)
    assert [action.text() for action in page.kept.menu_of(page.kept.item(0)).actions() if action.text()] == ["Open", "Remove…"]
    page.kept.setFocus()
    page.kept.setCurrentRow(0)
    QTest.keyClick(page.kept, Qt.Key.Key_Delete)
    until(lambda: not made.works.summarising.kept)
    assert session.summaries.stored == []


def test_forgetting_a_document_leaves_nothing_of_its_summaries(made: Bench, session: FakeSession) -> None:
    made.window.conductor.documents._forget({session.stored[0].id})
    settle()
    assert made.works.summarising.summary is None
    until(lambda: session.summaries.stored == [])
    assert made.rooms.summaries.kept.count() == 0


def test_the_documents_that_are_selected_are_summarised(bench: Make, session: FakeSession) -> None:
    room = bench(session)
    room.window.conductor.summaries.summarise_these(session.stored[:1])
    assert room.rooms.room == "summaries"
    assert room.rooms.summaries.form.wish().scope == Scope((session.stored[0].id,))
    click(room.rooms.summaries.form.all)
    assert room.rooms.summaries.form.wish().scope == Scope()

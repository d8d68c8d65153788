"""The room of the chronology: it is made, filtered, read by keys, saved, and shows nothing of what is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from muniment_desktop.window.chronology import page
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Scope
from muniment_retrieval.reading import Forecast
from muniment_retrieval.reading.chronology import Chronicle, Chronicled, ReadOne
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from window_driving import Bench, settle, until
from window_fakes import FakeSession, Gate, a_chronicle

Make = Callable[..., Bench]


@pytest.fixture
def made(bench: Make, session: FakeSession) -> Bench:
    chronicle = a_chronicle(*session.stored)
    session.chronologies = [[Forecast(2, 1.0), ReadOne(session.stored[0], 1, 2, 1, 0.5), Chronicled(chronicle)]]
    window = bench(session)
    window.press("Ctrl+6")
    assert window.rooms.room == "chronology"
    QTest.mouseClick(window.rooms.chronology.blank.button, Qt.MouseButton.LeftButton)
    until(lambda: not window.works.chronicling.running)
    return window


def test_it_is_made_when_asked_for(made: Bench, session: FakeSession) -> None:
    assert session.said("chronology") == [("chronology", Scope(None))]
    rows = made.rooms.chronology.view.rows
    assert [row.cells[0] for row in rows] == ["2011-05 ?", "2019-03-05"]
    assert rows[1].cells[1:4] == ("Date: The pump failed.", "Supplier", "Amendment 1.pdf and 1 more")
    assert rows[0].hint == "As written: May 2011; the day is not given."
    assert made.rooms.chronology._said.text() == "2 events · searched 2 of 2 documents, 0 pages unreadable"


def test_enter_opens_the_page_and_keys_walk_through(made: Bench) -> None:
    view = made.rooms.chronology.view
    view.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()
    assert made.rooms.columns.source_open
    assert made.rooms.source.target == view.rows[0].target
    made.press("]")
    assert made.rooms.source.target == view.rows[1].target
    assert view.currentIndex().row() == 1


def test_the_filter_narrows(made: Bench) -> None:
    made.rooms.chronology.filter.setText("PUMP supplier")
    assert [row.cells[0] for row in made.rooms.chronology.view.rows] == ["2019-03-05"]
    made.rooms.chronology.filter.clear()
    assert len(made.rooms.chronology.view.rows) == 2


def test_it_is_saved(made: Bench, tmp_path: Path) -> None:
    made.chooser.answer = [tmp_path / "chronology.csv"]
    made.rooms.chronology.save.click()
    until((tmp_path / "chronology.csv").exists)
    assert "2019-03-05,5 March 2019" in (tmp_path / "chronology.csv").read_text(encoding="utf-8-sig")


def test_nothing_of_what_is_forgotten_stays(made: Bench, session: FakeSession) -> None:
    made.window.conductor.documents.forget([session.stored[0]])
    until(lambda: made.works.chronicling.chronicle is None)
    assert made.rooms.chronology.view.rows == ()


def test_a_stop_keeps_what_was_read(bench: Make, session: FakeSession) -> None:
    never = Gate()
    session.chronologies = [[ReadOne(session.stored[0], 1, 2, 5, 70.0), never]]
    window = bench(session)
    window.press("Ctrl+6")
    window.works.chronicling.make(None, "")
    until(lambda: window.rooms.chronology._said.text() == "read 1 of 2 documents · 5 events · 1 min left")
    window.rooms.chronology.stop.click()
    until(lambda: not window.works.chronicling.running)


def test_it_is_made_of_the_documents_that_are_selected(bench: Make, session: FakeSession) -> None:
    session.chronologies = [[Chronicled(Chronicle((), 1, 1, 0, 0.0))]]
    window = bench(session)
    window.window.conductor.tables.chronology_of(session.stored[:1])
    until(lambda: not window.works.chronicling.running)
    assert session.said("chronology") == [("chronology", Scope((1,)))]
    said = "Supply Agreement.pdf · No dated event was found in what was read. · searched 1 of 1 documents, 0 pages unreadable"
    assert window.rooms.chronology._said.text() == said


def test_an_error_is_told_and_said_aloud(bench: Make, session: FakeSession, monkeypatch: pytest.MonkeyPatch) -> None:
    aloud: list[str] = []
    monkeypatch.setattr(page, "announce", lambda _, sentence: aloud.append(sentence))
    session.chronologies = [[MunimentError("The vault is gone.")]]
    window = bench(session)
    window.press("Ctrl+6")
    window.works.chronicling.make(None, "")
    until(lambda: window.rooms.chronology._said.text() == "The vault is gone.")
    assert aloud == ["The vault is gone."]


def test_it_is_kept_and_shown_again_as_it_was(made: Bench, session: FakeSession, tmp_path: Path) -> None:
    talks = made.rooms.sidebar.talks
    until(lambda: talks.rows.count() > 0)
    rows = made.rooms.chronology.view.rows
    made.works.talks.open(1)
    until(lambda: made.rooms.ask.answer.exchange is not None)
    answer = made.rooms.ask.answer
    assert made.rooms.room == "ask"
    assert answer.exchange is not None
    assert answer.exchange.question == "Chronology of all documents"
    assert answer.table is not None
    assert answer.table.view.rows == rows
    made.window.conductor.sources.walk(1)
    assert made.rooms.source.target in [row.target for row in rows]
    made.rooms.ask.copy_answer()
    assert "2019-03-05: Date: The pump failed. – Amendment 1.pdf and 1 more, p. 1." in QGuiApplication.clipboard().text()
    made.chooser.answer = [tmp_path / "kept.csv"]
    answer.table.save.click()
    until((tmp_path / "kept.csv").exists)
    assert "2011-05,May 2011" in (tmp_path / "kept.csv").read_text(encoding="utf-8-sig")
    made.window.conductor.documents.forget([session.stored[0]])
    until(lambda: made.rooms.ask._stack.currentWidget() is made.rooms.ask.blank)


def test_another_choice_takes_the_place_of_one_that_is_being_made(bench: Make, session: FakeSession) -> None:
    first, made = Gate(), a_chronicle(*session.stored)
    session.chronologies = [[ReadOne(session.stored[0], 1, 2, 5, 70.0), first], [Chronicled(made)]]
    window = bench(session)
    window.works.chronicling.make(None, "")
    until(first.reached.is_set)
    window.window.conductor.tables.chronology_of(session.stored[:1])
    until(lambda: window.works.chronicling.chronicle is not None and not window.works.chronicling.running)
    assert window.works.chronicling.scope == "Supply Agreement.pdf"


def test_without_events_what_is_said_stands_at_the_top(bench: Make, session: FakeSession) -> None:
    session.chronologies = [[Chronicled(Chronicle((), 1, 1, 0, 0.0))]]
    window = bench(session)
    window.press("Ctrl+6")
    window.works.chronicling.make(None, "")
    until(lambda: window.works.chronicling.chronicle is not None)
    settle()
    page = window.rooms.chronology
    assert page._said.mapTo(page, page._said.rect().topLeft()).y() < 120

"""A question for every document: a table that can be read, walked through by keys, opened at its pages, saved and copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from muniment_desktop.exporting import table_sheets
from muniment_desktop.window.tables.names import in_two_lines
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Answered, Scope
from muniment_retrieval.reading import Forecast, Found, Looked, Row, Table, Tabled, wanted_of
from muniment_retrieval.reading.through import NONE_NAMED
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from window_driving import Bench, settle, until
from window_fakes import FakeSession, Gate, a_citation, a_document
from window_specimens import an_answer

Make = Callable[..., Bench]
QUESTION = "Which of these contracts have a cap on liability?"


def a_table(session: FakeSession, *, stopped: bool = False) -> Table:
    wanted = wanted_of(QUESTION)
    assert wanted is not None
    first, second = session.stored
    rows = (
        Row(second, Found.NO, "no", False),
        Row(first, Found.YES, "yes", True, a_citation(first, index=13)),
    )
    return Table(wanted, rows, 2, 2, 3, 0.2, stopped)


def tabled(session: FakeSession, *gates: Gate) -> list[object]:
    table = a_table(session)
    return [Forecast(2, 40.0), *gates[:1], Looked(table.rows[0], 1, 2, 20.0), *gates[1:], Tabled(table)]


@pytest.fixture
def asked(bench: Make, session: FakeSession) -> Bench:
    session.tables = [tabled(session)]
    window = bench(session)
    window.ask(QUESTION)
    window.answered()
    return window


def test_a_question_for_every_document_gives_a_table(asked: Bench, session: FakeSession) -> None:
    assert session.said("read through") == [("read through", QUESTION, Scope(None))]
    assert not session.said("ask")
    table = asked.rooms.ask.answer.table
    assert table is not None
    assert [row.cells[:2] for row in table.view.rows] == [("Supply Agreement.pdf", "yes"), ("Amendment 1.pdf", "no")]
    assert [row.quiet for row in table.view.rows] == [False, True]
    assert asked.rooms.source.target == table.view.rows[0].target


def test_each_thing_that_was_asked_has_a_column_and_leads_to_its_own_page(bench: Make, session: FakeSession) -> None:
    wanted = wanted_of("Which contracts have a cap on liability and an audit right?")
    assert wanted is not None
    first, second = session.stored
    cap, audit = a_citation(first, index=13), a_citation(first, index=2)
    rows = (
        Row(second, Found.YES, "yes", False, a_citation(second), "", "a cap on liability"),
        Row(second, Found.NO, "no", False, None, "", "an audit right"),
        Row(first, Found.YES, "yes", True, cap, "", "a cap on liability"),
        Row(first, Found.YES, "yes", True, audit, "", "an audit right"),
    )
    session.tables = [[Tabled(Table(wanted, rows, 2, 2, 0, 0.2))]]
    window = bench(session)
    window.ask(wanted.question)
    window.answered()
    view = window.rooms.ask.answer.table.view

    heads = [view.model().headerData(n, Qt.Orientation.Horizontal) for n in range(view.model().columnCount())]
    assert heads == ["Document", "A cap on liability", "An audit right"]
    assert [row.cells for row in view.rows] == [
        ("Supply Agreement.pdf", f"yes · p. {cap.page_label}", f"yes · p. {audit.page_label}"),
        ("Amendment 1.pdf", f"yes · p. {rows[0].citation.page_label}", "no"),
    ]
    assert [row.quiet for row in view.rows] == [False, True]
    assert [view.rows[0].leads_to(column) for column in range(3)] == [cap, cap, audit]
    assert view.rows[1].leads_to(2) == rows[0].citation
    view.setCurrentIndex(view.model().index(0, 2))
    until(lambda: window.rooms.source.target == audit)
    view.light(audit)
    assert view.currentIndex().row() == 0


def test_a_table_that_was_kept_before_its_question_was_cut_in_two_has_one_column(bench: Make, session: FakeSession) -> None:
    wanted = wanted_of("Which contracts have a cap on liability and an audit right?")
    assert wanted is not None
    assert len(wanted.parts) == 2
    first, second = session.stored
    rows = (Row(first, Found.YES, "yes", True, a_citation(first)), Row(second, Found.NO, "no", False))
    table = Table(wanted, rows, 2, 2, 0, 0.2)
    session.tables = [[Tabled(table)]]
    window = bench(session)
    window.ask(wanted.question)
    window.answered()
    view = window.rooms.ask.answer.table.view
    assert view.model().columnCount() == 4
    assert [row.cells[:2] for row in view.rows] == [("Supply Agreement.pdf", "yes"), ("Amendment 1.pdf", "no")]
    window.rooms.ask.copy_answer()
    assert "Amendment 1.pdf: no\n" in QGuiApplication.clipboard().text()
    assert {len(row) for row in table_sheets(table)[0].rows} == {8}


def test_what_follows_a_question_and_is_one_for_every_document_gives_a_table(bench: Make, session: FakeSession) -> None:
    session.answers = [[Answered(an_answer("A mill."))]]
    session.tables = [tabled(session)]
    session.talks.standing = {"And a cap?": QUESTION}
    window = bench(session)
    for question in ("What was there?", "And a cap?"):
        window.ask(question)
        window.answered()

    assert session.said("read through") == [("read through", QUESTION, Scope(None))]
    assert window.rooms.ask.answer.table is not None
    view = window.rooms.ask.answer
    assert view._understood.isVisible()
    assert QUESTION in view._understood._said.text()


@pytest.mark.parametrize("about", [(1,), (), None])
def test_of_them_is_asked_of_what_was_named_before_unless_documents_are_chosen(
    bench: Make, session: FakeSession, about: tuple[int, ...] | None
) -> None:
    session.answers = [[Answered(an_answer("A mill."))]]
    session.tables = [tabled(session), tabled(session)]
    session.talks.standing, session.talks.about = {"Which of them have a cap?": QUESTION}, about
    window = bench(session)
    told = []
    for question in ("What was there?", "Which of them have a cap?", "Which of them have a cap?"):
        window.ask(question)
        window.answered()
        told.append(window.rooms.ask.answer.exchange.understood)
        window.window.conductor.documents.ask_these(session.stored if len(told) == 2 else [])

    assert [scope for _, _, scope in session.said("read through")] == [Scope(about), Scope((1, 2))]
    assert [understood and understood.documents for understood in told] == [None, about, None]


def test_a_table_of_no_document_says_so(bench: Make, session: FakeSession) -> None:
    session.tables = [[Tabled(replace(a_table(session), rows=(), searched=0, documents=0, said=NONE_NAMED))]]
    window = bench(session)
    window.ask(QUESTION)
    window.answered()
    table = window.rooms.ask.answer.table
    assert table is not None
    assert table.view.rows == ()
    window.rooms.ask.copy_answer()
    assert "The table before names no document, so none was asked." in QGuiApplication.clipboard().text()


def test_why_a_document_was_not_read_is_said_beside_it(bench: Make, session: FakeSession) -> None:
    table = a_table(session)
    locked = Row(a_document(3, "Locked.pdf"), Found.NOT_READ, "not read", note="It needs a password.")
    session.tables = [[Tabled(replace(table, rows=(*table.rows, locked)))]]
    window = bench(session)
    window.ask(QUESTION)
    window.answered()
    assert window.rooms.ask.answer.table.view.rows[-1].cells == ("Locked.pdf", "not read", "It needs a password.", "")
    window.rooms.ask.copy_answer()
    assert "Locked.pdf: not read – It needs a password.\n" in QGuiApplication.clipboard().text()


def test_a_table_is_wider_than_text_where_there_is_room(asked: Bench) -> None:
    asked.window.resize(1700, 900)
    asked.rooms.columns.open_source(False)
    settle()
    text = asked.theme.measure()
    assert asked.rooms.ask.answer.table.width() > 1.5 * text


def test_it_is_told_how_long_it_takes_and_how_far_it_is(bench: Make, session: FakeSession) -> None:
    first, second = Gate(), Gate()
    session.tables = [tabled(session, first, second)]
    window = bench(session)
    window.ask(QUESTION)
    doing = window.rooms.ask.answer._doing
    until(lambda: window.works.asking.current and window.works.asking.current.forecast)
    window.rooms.ask.answer._say_what_happens()
    assert doing.text() == "Looking at 2 documents, about 40 s"
    first.open()
    until(lambda: doing.text() == "Looked at 1 of 2 documents · less than a minute left")
    second.open()
    window.answered()
    assert doing.text() == ""


def test_enter_opens_the_page_of_a_row_and_the_arrows_go_through_them(asked: Bench) -> None:
    view = asked.rooms.ask.answer.table.view
    asked.rooms.columns.open_source(False)
    view.setFocus(Qt.FocusReason.OtherFocusReason)
    assert view.currentIndex().row() == 0
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()
    assert asked.rooms.columns.source_open
    assert asked.rooms.source.target == view.rows[0].target
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 1
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert asked.rooms.source.target == view.rows[0].target


def test_one_document_alone_is_looked_up(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.rooms.ask.box.set_scope({1: session.stored[0].path})
    window.ask(QUESTION)
    window.answered()
    assert session.said("ask") == [("ask", QUESTION, Scope((1,)))]


def test_the_table_is_saved_where_a_person_says(asked: Bench, tmp_path: Path) -> None:
    asked.chooser.answer = [tmp_path / "table.csv"]
    asked.rooms.ask.answer.table.save.click()
    until((tmp_path / "table.csv").exists)
    assert "Supply Agreement.pdf,yes,yes" in (tmp_path / "table.csv").read_text(encoding="utf-8-sig")


def test_what_cannot_be_saved_is_told(asked: Bench, tmp_path: Path) -> None:
    asked.chooser.answer = [tmp_path / "nowhere" / "table.csv"]
    asked.rooms.ask.answer.table.save.click()
    until(lambda: "cannot be written" in asked.rooms.notice.text)


def test_the_table_is_copied_as_text(asked: Bench) -> None:
    asked.rooms.ask.copy_answer()
    copied = QGuiApplication.clipboard().text()
    assert "Supply Agreement.pdf: yes – p. 14: “upon ninety (90) days' prior written notice to the Supplier”" in copied
    assert "searched 2 of 2 documents, 3 pages unreadable" in copied


def test_a_table_of_a_forgotten_document_goes(asked: Bench, session: FakeSession) -> None:
    asked.window.conductor.documents.forget([session.stored[1]])
    settle()
    assert asked.rooms.ask.answer.exchange is None or asked.rooms.ask._stack.currentWidget() is asked.rooms.ask.blank
    assert asked.works.asking.turns == []


def test_an_error_is_told(bench: Make, session: FakeSession) -> None:
    session.tables = [[Forecast(2, 1.0), MunimentError("The vault is gone.")]]
    window = bench(session)
    window.ask(QUESTION)
    window.answered()
    assert window.rooms.ask.answer._error.text() == "The vault is gone."


def test_long_names_and_many_rows_stay_in_the_column(bench: Make, session: FakeSession) -> None:
    long = a_document(3, "W" * 240 + ".pdf")
    wanted = wanted_of(QUESTION)
    assert wanted is not None
    rows = tuple(Row(long, Found.YES, "y" * 500, True, a_citation(long)) for _ in range(2_000))
    session.tables = [[Tabled(Table(wanted, rows, 2_000, 2_000, 0, 9.0))]]
    window = bench(session)
    window.ask(QUESTION)
    window.answered()
    settle()
    view = window.rooms.ask.answer.table.view
    assert view.width() <= window.rooms.ask.width()
    assert sum(view.columnWidth(n) for n in range(4)) <= view.viewport().width()
    assert view.height() < 700


def test_a_long_name_keeps_its_end() -> None:
    def shorten(text: str) -> str:
        return text if len(text) <= 20 else f"{text[:9]}…{text[-10:]}"

    two = in_two_lines("Cano Petroleum - Sponsorship Agreement 2007.pdf", shorten, len, 20)
    assert two == "Cano Petroleum -\u2028Sponsorsh…t 2007.pdf"
    assert in_two_lines("Scan 4.pdf", shorten, len, 20) == "Scan 4.pdf"
    assert in_two_lines("no_spaces_in_this_name_2007.pdf", shorten, len, 20) == "no_spaces…e_2007.pdf"

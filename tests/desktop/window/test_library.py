"""The library: the list, its filter and order, what is being read, choosing what to ask, and forgetting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import thread_time

import pytest
from muniment_desktop.window.library import table_model as columns
from muniment_desktop.window.library.activity_model import KEPT, STATE_ROLE, ActivityModel
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import IndexReport, Progress
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from window_driving import Bench, settle, until
from window_fakes import FakeSession, Gate, a_document

Make = Callable[..., Bench]
MANY = 100_000


def names(window: Bench) -> list[str]:
    return [d.name for d in window.works.listing.listing.shown]


def told(done: int, path: str, state: str = "", total: int = 3) -> Progress:
    return Progress("reading", done, total, f"/home/ada/matter/{path}", state, "", 60.0)


def test_a_row_says_by_what_a_document_is_found(bench: Make) -> None:
    session = FakeSession(documents=[a_document(1, "A.pdf"), a_document(2, "B.pdf", vector_count=0), a_document(3, "C.pdf")])
    session.stored[2] = replace(session.stored[2], state="encrypted", page_count=0)
    window = bench(session)
    model = window.rooms.library.table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = [[model.index(row, column).data() for column in range(5)] for row in range(3)]
    assert [row[columns.WORDS] for row in shown] == ["●", "●", "–"]
    assert [row[columns.MEANING] for row in shown] == ["●", "–", "–"]
    assert shown[2][columns.STATE] == "needs a password"
    spoken = [model.index(row, columns.MEANING).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken == ["found by meaning", "not found by meaning", "not found by meaning"]


def test_filtering_and_sorting(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.press("Ctrl+F")
    assert window.rooms.room == "library"
    QTest.keyClicks(window.window.focusWidget(), "AMEND")
    until(lambda: names(window) == ["Amendment 1.pdf"])
    window.rooms.library.filter.clear()
    until(lambda: len(names(window)) == 2)
    window.rooms.library.table.horizontalHeader().setSortIndicator(columns.PAGES, Qt.SortOrder.DescendingOrder)
    until(lambda: names(window) == ["Supply Agreement.pdf", "Amendment 1.pdf"])


def test_the_selection_stays_with_its_documents(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.rooms.enter("library")
    window.rooms.library.table.selectRow(1)
    assert [d.name for d in window.rooms.library.selected()] == ["Supply Agreement.pdf"]
    session.stored.append(a_document(9, "Aaa.pdf"))
    window.works.listing.refresh()
    until(lambda: names(window)[0] == "Aaa.pdf")
    assert [d.name for d in window.rooms.library.selected()] == ["Supply Agreement.pdf"]


def test_ask_these(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.press("Ctrl+2")
    assert window.rooms.library.ask.isHidden()
    window.rooms.library.table.selectAll()
    assert window.rooms.library.ask.text() == "Ask these 2"
    QTest.mouseClick(window.rooms.library.ask, Qt.MouseButton.LeftButton)
    assert window.rooms.room == "ask"
    assert window.rooms.ask.box.scope == (2, 1)
    assert window.window.focusWidget() is window.rooms.ask.box.edit


def test_forgetting_asks_first_and_leaves_nothing_on_screen(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.ask()
    window.answered()
    window.window.conductor.documents.ask_these(session.stored)
    window.press("Ctrl+2")
    window.rooms.library.table.selectRow(1)
    window.chooser.sure = False
    window.press("Ctrl+Del")
    assert window.chooser.asked == ["Forget “Supply Agreement.pdf”?"]
    assert session.said("forget") == []
    window.chooser.sure = True
    window.press("Ctrl+Del")
    until(lambda: names(window) == ["Amendment 1.pdf"])
    assert session.said("forget") == [("forget", 1)]
    assert window.rooms.ask.box.scope == (2,)
    assert window.works.asking.turns == []
    assert window.rooms.source.target is None
    assert not window.rooms.columns.source_open
    window.rooms.enter("ask")
    assert not window.rooms.ask.answer.isVisible()


def test_what_could_not_be_read_is_marked(bench: Make) -> None:
    session = FakeSession(documents=[a_document(1, state="damaged", page_count=0, reason="Get it again."), a_document(2)])
    window = bench(session)
    window.rooms.enter("library")
    index = window.rooms.library.table.model().index(0, columns.STATE)
    assert index.data() == "damaged"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Get it again."


def test_reading_can_be_paused_and_goes_on(bench: Make, session: FakeSession) -> None:
    gate = Gate()
    session.readings = [[told(1, "A.pdf", "read"), told(1, "B.pdf"), gate, told(2, "B.pdf", "read"), IndexReport({"read": 2})]]
    window = bench(session)
    window.add()
    until(lambda: "1 of 3" in window.rooms.sidebar.status.text)
    assert window.rooms.sidebar.status.text == "offline · reading 1 of 3 · 1 min"
    activity = window.rooms.library.activity
    QTest.mouseClick(activity._pause, Qt.MouseButton.LeftButton)
    until(lambda: session.said("pause"))
    assert activity._pause.text() == "Go on"
    assert "paused at 1 of 3" in window.rooms.sidebar.status.text
    QTest.mouseClick(activity._pause, Qt.MouseButton.LeftButton)
    until(lambda: session.said("resume"))
    gate.open()
    until(lambda: not window.works.indexing.running)
    assert activity._text.text() == "Done: 2 read."
    assert window.rooms.sidebar.status.text == "offline"


def test_reading_can_be_cancelled(bench: Make, session: FakeSession) -> None:
    gate = Gate()
    session.readings = [[told(1, "A.pdf", "read"), gate, told(2, "never.pdf")]]
    window = bench(session)
    window.add()
    until(gate.reached.is_set)
    QTest.mouseClick(window.rooms.library.activity._stop, Qt.MouseButton.LeftButton)
    until(lambda: not window.works.indexing.running)
    assert not [p for p in shown_files(window) if "never" in p[0]]


def test_each_file_says_what_became_of_it(bench: Make, session: FakeSession) -> None:
    events = [told(0, "A.pdf"), told(1, "A.pdf", "read"), told(2, "B.pdf", "encrypted"), told(2, "C.pdf")]
    gate = Gate()
    session.readings = [[*events, gate]]
    window = bench(session)
    window.add()
    until(gate.reached.is_set)
    until(lambda: len(shown_files(window)) == 3)
    assert shown_files(window) == [("A.pdf", "read"), ("B.pdf", "needs a password"), ("C.pdf", "reading…")]


def test_the_list_follows_while_documents_are_read(bench: Make, session: FakeSession) -> None:
    gate = Gate()
    session.readings = [[told(1, "New.pdf", "read"), gate]]
    window = bench(session)
    session.stored.append(a_document(7, "New.pdf"))
    window.add()
    until(lambda: "New.pdf" in names(window))
    assert window.works.indexing.running


def test_a_run_that_fails_says_so_and_another_can_begin(bench: Make, session: FakeSession) -> None:
    session.readings = [[MunimentError("The disk is full; make room and add the folder again.")], [IndexReport({"read": 1})]]
    window = bench(session)
    window.add()
    until(lambda: not window.works.indexing.running)
    assert window.rooms.notice.text == "The disk is full; make room and add the folder again."
    window.add("/home/ada/other")
    until(lambda: len(session.said("index")) == 2 and not window.works.indexing.running)


def test_what_goes_wrong_with_a_whole_run_is_said(bench: Make, session: FakeSession) -> None:
    failed = Progress("meaning", 0, 0, "", "failed", "The model is damaged; get it again.")
    session.readings = [[failed, IndexReport({"read": 1})]]
    window = bench(session)
    window.add()
    until(lambda: window.rooms.notice.text)
    assert window.rooms.notice.text == "The model is damaged; get it again."


def test_files_and_folders_are_chosen_and_read(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.chooser.answer = [Path("/a.pdf"), Path("/b.pdf")]
    window.press("Ctrl+Shift+O")
    window.press("Ctrl+Shift+F")
    until(lambda: len(session.said("index")) == 2)
    assert session.said("index")[0] == ("index", (Path("/a.pdf"), Path("/b.pdf")))


def test_what_is_dropped_is_read(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/home/ada/matter"), QUrl("https://example.org/x.pdf")])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(300, 300), action, data, button, keys)
    window.window.dragEnterEvent(entering)
    assert entering.isAccepted()
    assert window.window._veil.isVisible()
    window.window.dropEvent(QDropEvent(QPointF(300, 300), action, data, button, keys))
    assert not window.window._veil.isVisible()
    until(lambda: session.said("index"))
    assert session.said("index") == [("index", (Path("/home/ada/matter"),))]


def test_an_empty_vault_has_one_button(bench: Make) -> None:
    window = bench(FakeSession())
    settle()
    blank = window.rooms.ask.blank
    assert blank.button.isVisible()
    assert blank.button.text() == "Add documents"
    assert window.window.focusWidget() is blank.button
    assert not window.rooms.ask.box.isVisible()


def test_the_files_of_a_run_are_bounded() -> None:
    model = ActivityModel()
    model.take([told(n, f"{n}.pdf", "read", 5_000) for n in range(5_000)])
    assert model.rowCount() == KEPT
    assert model.index(KEPT - 1).data() == "4999.pdf"
    assert model.index(KEPT - 1).data(STATE_ROLE) == "read"


@pytest.mark.parametrize("needle", ["", "0999"])
def test_a_hundred_thousand_documents(bench: Make, needle: str) -> None:
    session = FakeSession(documents=[a_document(n) for n in range(1, MANY + 1)])
    window = bench(session)
    window.rooms.enter("library")
    table = window.rooms.library.table
    spent = thread_time()
    window.rooms.library.filter.setText(needle)
    if needle:
        until(lambda: 0 < len(names(window)) < MANY)
        assert all(needle in name for name in names(window))
    table.scrollToBottom()
    table.viewport().repaint()
    assert thread_time() - spent < 2.0
    spent = thread_time()
    table.selectRow(len(names(window)) - 1)
    table.viewport().repaint()
    assert thread_time() - spent < 1.0
    assert window.rooms.library.selected()[0].name == names(window)[-1]


def shown_files(window: Bench) -> list[tuple[str, str]]:
    model = window.rooms.library.activity._model
    return [(model.index(row).data(), model.index(row).data(STATE_ROLE)) for row in range(model.rowCount())]


def test_in_a_narrow_room_names_come_first(bench: Make) -> None:
    window = bench(FakeSession(documents=[a_document(1, state="damaged", page_count=0), a_document(2)]))
    window.window.conductor.stage.enter("library")
    table = window.rooms.library.table
    table.resize(900, 300)
    assert not any(table.isColumnHidden(column) for column in range(6))
    table.resize(500, 300)
    assert [table.isColumnHidden(column) for column in range(6)] == [False, False, False, True, False, True]

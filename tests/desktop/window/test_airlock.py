"""The airlock's sheet: shown while a lane waits, changed and answered by keys, kept here by whatever else one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from muniment_desktop.airlock import Change, Draft, Keep, Once, Sheet, Standing, WholeJob
from muniment_desktop.airlock.draft import spans_of
from muniment_desktop.airlock.job import Bounds
from muniment_desktop.airlock.passages import passages_of
from muniment_desktop.outgoing import Outgoing
from muniment_engines.api import Cancel, ChatRequest, HttpRequest, Message
from muniment_retrieval.answer.prompt import request_for, title_of
from muniment_retrieval.masking import find
from muniment_retrieval.vault.policies import Policy
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from window_driving import Bench, settle, until
from window_fakes import FakeSession, a_document

Make = Callable[..., Bench]

BODY = (
    "Excerpts:\n\n[Supply Agreement]\nWrite to anna.orion@example.com about it.\n\n[Amendment 1]\nCall +1 415 555 2671 today.\n\n"
    "Question: How much notice must Orion give?\nAnswer in one short sentence."
)


def a_sheet(draft: Draft | None = None, policy: Policy = Policy.ASK, **more: Any) -> Sheet:
    if draft is None:
        request = ChatRequest((Message("system", "Answer <b>briefly</b>."), Message("user", BODY)))
        draft = Draft(request, [find(text) for text in spans_of(request)])
    body = "\n".join(draft.texts).encode()
    http = HttpRequest("POST", "https://api.example.org/v1/chat", (("Authorization", "Bearer {{api_key}}"),), body).complete()
    outgoing = Outgoing(http, "office", "large", "https://api.example.org", "a question", 1)
    pages = ("Supply Agreement.pdf, p. 14", "Amendment 1.pdf, p. 2")
    values = {"tokens": 120, "price": None, "bounds": None, "others": (), "warnings": (), **more}
    return Sheet(outgoing=outgoing, draft=draft, policy=policy, pages=pages, unmasking=policy is Policy.ASK, **values)


class Asking:
    """A session's work that wants to send what is in `sheets`, one after the other, and hears what is decided."""

    def __init__(self, window: Bench, *sheets: Sheet) -> None:
        self.window, self.sheets = window, list(sheets)
        self.said: list[object] = []
        self.ended = False
        self.job = window.works.lanes.asking.follow(self._events, lambda _: None, ended=self._end)

    def _events(self, cancel: Cancel) -> Iterator[int]:
        for sheet in self.sheets:
            decision = self.window.services.person.decide(sheet, cancel)
            while isinstance(decision, Change):
                self.said.append(decision)
                sheet.draft.change(decision.edits)
                decision = self.window.services.person.decide(a_sheet(sheet.draft), cancel)
            self.said.append(decision)
            yield 1

    def _end(self) -> None:
        self.ended = True


@pytest.fixture
def window(bench: Make, session: FakeSession) -> Bench:
    return bench(session)


def shown(window: Bench, *sheets: Sheet) -> tuple[Any, Asking]:
    asking = Asking(window, *sheets or (a_sheet(),))
    sheet = window.rooms.airlock
    until(sheet.isVisible)
    settle()
    return sheet, asking


def tick(sheet: Any, checks: Any, row: int) -> None:
    """Press Space on a row, and wait until the request is there again."""
    checks.setFocus()
    checks.setCurrentRow(row)
    QTest.keyClick(checks, Qt.Key.Key_Space)
    until(sheet.verbs.once.isEnabled)


def test_it_shows_who_gets_what_and_the_default_is_to_keep_it(window: Bench) -> None:
    sheet, asking = shown(window)
    assert sheet._title.text() == "Send this to api.example.org?"
    assert "“office”, large" in sheet._about.text()
    assert "https://api.example.org · about 120 tokens" in sheet._cost.text()
    assert "price not known" in sheet._cost.text()
    assert sheet._masked.text() == "Masked: 1 mail address, 1 phone number"
    text = sheet.text.toPlainText()
    assert "Answer <b>briefly</b>." in text
    assert "[MAIL_1]" in text
    assert "anna.orion" not in text
    assert sheet.verbs.keep.hasFocus()
    QTest.keyClick(sheet.verbs.keep, Qt.Key.Key_Space)
    until(lambda: asking.ended)
    assert asking.said == [Keep()]
    assert not sheet.isVisible()
    assert sheet.text.toPlainText() == ""


def test_escape_keeps_it_here(window: Bench) -> None:
    _, asking = shown(window)
    window.press("Escape")
    until(lambda: asking.ended)
    assert asking.said == [Keep()]


def test_it_is_sent_once_and_only_once(window: Bench) -> None:
    sheet, asking = shown(window, a_sheet(), a_sheet())
    QTest.keyClick(sheet.verbs.once, Qt.Key.Key_Space)
    until(lambda: len(asking.said) == 1)
    until(sheet.isVisible)
    window.press("Ctrl+8")
    until(lambda: asking.ended)
    assert asking.said == [Once(), Keep()]


def test_allowing_more_is_behind_a_disclosure(window: Bench) -> None:
    sheet, asking = shown(window, a_sheet(bounds=Bounds(9, 40_000)))
    assert not sheet.verbs.allow_it.isVisible()
    QTest.keyClick(sheet.verbs.disclose, Qt.Key.Key_Space)
    assert sheet.verbs.allow_it.isVisible()
    assert window.works.vault.folder.name in sheet.verbs._standing.text()
    QTest.keyClick(sheet.verbs.times, Qt.Key.Key_Down)
    QTest.keyClick(sheet.verbs.allow_it, Qt.Key.Key_Space)
    until(lambda: asking.ended)
    assert asking.said == [Standing(3600.0)]


def test_all_of_a_job_is_only_offered_where_there_are_several(window: Bench) -> None:
    sheet, asking = shown(window, a_sheet(bounds=Bounds(9, 40_000)), a_sheet())
    assert sheet.verbs.whole.text() == "Send all 9"
    QTest.keyClick(sheet.verbs.whole, Qt.Key.Key_Space)
    until(lambda: len(asking.said) == 1 and sheet.isVisible())
    assert not sheet.verbs.whole.isVisible()
    sheet.verbs.keep.click()
    until(lambda: asking.ended)
    assert asking.said[0] == WholeJob()


def test_a_passage_is_taken_out_and_the_request_made_anew(window: Bench) -> None:
    sheet, asking = shown(window)
    assert sheet.passages.count() == 2
    tick(sheet, sheet.passages, 1)
    text = sheet.text.toPlainText()
    assert "Call" not in text
    assert "Question: How much notice" in text
    assert sheet.passages.item(1).checkState() == Qt.CheckState.Unchecked
    tick(sheet, sheet.passages, 1)
    assert "Call [PHONE_1]" in sheet.text.toPlainText()
    sheet.verbs.keep.click()
    until(lambda: asking.ended)


def test_a_pill_is_clicked_back_and_masked_again(window: Bench) -> None:
    sheet, asking = shown(window)
    cursor = sheet.text.document().find("[MAIL_1]")
    cursor.setPosition(cursor.position() - 1)
    sheet.text.setTextCursor(cursor)
    sheet.text.setFocus()
    QTest.keyClick(sheet.text, Qt.Key.Key_Return)
    until(lambda: "anna.orion@example.com" in sheet.text.toPlainText())
    assert sheet._masked.text() == "Masked: 1 phone number"
    row = next(r for r in range(2) if sheet.masked.item(r).checkState() == Qt.CheckState.Unchecked)
    tick(sheet, sheet.masked, row)
    assert "anna.orion" not in sheet.text.toPlainText()
    sheet.verbs.keep.click()
    until(lambda: asking.ended)


def test_a_click_on_a_pill_does_the_same(window: Bench) -> None:
    sheet, asking = shown(window)
    cursor = sheet.text.document().find("[MAIL_1]")
    cursor.setPosition(cursor.position() - 3)
    at = sheet.text.cursorRect(cursor).center()
    QTest.mouseClick(sheet.text.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    until(lambda: "anna.orion@example.com" in sheet.text.toPlainText())
    sheet.verbs.keep.click()
    until(lambda: asking.ended)


def test_what_is_selected_is_masked_too_and_can_be_taken_back(window: Bench) -> None:
    sheet, asking = shown(window)
    assert not sheet.more.isEnabled()
    cursor = sheet.text.document().find("Orion", 0)
    sheet.text.setTextCursor(cursor)
    assert sheet.more.isEnabled()
    QTest.keyClick(sheet.more, Qt.Key.Key_Space)
    until(lambda: "[TEXT_1]" in sheet.text.toPlainText() and sheet.verbs.once.isEnabled())
    assert "Orion give" not in sheet.text.toPlainText()
    rows = [sheet.masked.item(r).text() for r in range(sheet.masked.count())]
    tick(sheet, sheet.masked, next(r for r, text in enumerate(rows) if text.startswith("Orion")))
    assert "Orion give" in sheet.text.toPlainText()
    sheet.verbs.keep.click()
    until(lambda: asking.ended)


def test_what_is_only_sent_masked_cannot_be_unmasked(window: Bench) -> None:
    sheet, asking = shown(window, a_sheet(policy=Policy.MASKED_ONLY))
    assert sheet._masked_only.isVisible()
    assert not sheet.masked.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable
    cursor = sheet.text.document().find("[MAIL_1]")
    sheet.text.setTextCursor(QTextCursor(cursor))
    QTest.keyClick(sheet.text, Qt.Key.Key_Return)
    settle()
    assert asking.said == []
    sheet.verbs.keep.click()
    until(lambda: asking.ended)


def test_the_whole_request_can_be_read_to_the_letter(window: Bench) -> None:
    sheet, asking = shown(window)
    QTest.keyClick(sheet.letter, Qt.Key.Key_Space)
    text = sheet.text.toPlainText()
    assert text.startswith("POST https://api.example.org/v1/chat\n")
    assert "Authorization: Bearer {{api_key}}\n" in text
    assert BODY.splitlines()[-1] in text
    sheet.verbs.keep.click()
    until(lambda: asking.ended)


def test_stopping_the_answer_takes_the_sheet_away_and_sends_nothing(window: Bench) -> None:
    sheet, asking = shown(window)
    asking.job.stop()
    until(lambda: asking.ended)
    until(lambda: not sheet.isVisible())
    assert asking.said == []


def test_closing_the_window_keeps_it_here(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    _, asking = shown(window)
    assert window.close()
    assert asking.said == []


def test_another_that_wants_to_send_keeps_the_first_one_here(window: Bench) -> None:
    sheet, asking = shown(window)
    other: list[object] = []
    person, second = window.services.person, a_sheet(tokens=999)
    window.works.lanes.summaries.follow(lambda cancel: iter([person.decide(second, cancel)]), other.extend)
    until(lambda: "999" in sheet._cost.text())
    until(lambda: asking.ended)
    assert asking.said == [Keep()]
    until(sheet.verbs.once.isVisible)
    QTest.keyClick(sheet.verbs.once, Qt.Key.Key_Space)
    until(lambda: other)
    assert other == [Once()]


def test_what_is_kept_while_it_is_made_anew_does_not_come_again(window: Bench) -> None:
    sheet, asking = shown(window)
    sheet.passages.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert not sheet.verbs.once.isEnabled()
    window.press("Escape")
    assert window.rooms.room == "ask"
    until(lambda: asking.ended)
    assert asking.said[-1] == Keep()
    assert window.rooms.room == "ask"


def test_the_bottom_left_says_where_it_goes(window: Bench) -> None:
    status = window.rooms.sidebar.status
    window.services.person.sending("api.example.org:8443")
    until(lambda: status.text == "sending to api.example.org:8443")
    assert "api.example.org" in status.toolTip()
    window.services.person.sending("")
    until(lambda: status.text == "offline")


def test_everything_has_a_name_for_those_who_do_not_see_it(window: Bench) -> None:
    sheet, asking = shown(window)
    names = [w.accessibleName() for w in (sheet.text, sheet.passages, sheet.masked, sheet.verbs.times)]
    assert all(names)
    assert len(set(names)) == 4
    sheet.verbs.keep.click()
    until(lambda: asking.ended)


def test_passages_without_titles_stand_between_empty_lines() -> None:
    assert [sorted(p.lines) for p in passages_of(["one", "two", "", "three", ""])] == [[1, 2], [4]]


def test_the_passages_of_a_question_are_its_excerpts() -> None:
    said = ("Orion gives ninety days' notice.\n\nIn writing.", "The fee is 900 euros.")
    excerpts: Any = [SimpleNamespace(document=a_document(n, f"paper {n}.pdf"), text=text) for n, text in enumerate(said)]
    lines = request_for("What is due?", excerpts, 0).messages[-1].content.split("\n")
    assert [p.text for p in passages_of(lines)] == [f"[{title_of(e)}] {' '.join(e.text.split())}" for e in excerpts]


def test_a_ticked_box_has_a_tick_in_it_and_not_only_a_colour(window: Bench) -> None:
    sheet, _ = shown(window)
    accent, ticked = window.theme.colour("accent"), sheet.masked.visualItemRect(sheet.masked.item(0))

    def colours() -> tuple[int, int]:
        """Of the left of the first row: how many pixels have the accent, and how many within its bounds have not."""
        image = sheet.masked.viewport().grab(ticked).toImage()
        box = [(x, y) for x in range(24) for y in range(image.height()) if image.pixelColor(x, y) == accent]
        if not box:
            return 0, 0
        xs, ys = sorted(x for x, _ in box), sorted(y for _, y in box)
        return len(box), (xs[-1] - xs[0] + 1) * (ys[-1] - ys[0] + 1) - len(box)

    filled, other = colours()
    assert filled > 40
    assert other > 15
    sheet.masked.blockSignals(True)
    sheet.masked.item(0).setCheckState(Qt.CheckState.Unchecked)
    sheet.masked.blockSignals(False)
    assert colours()[0] < 40

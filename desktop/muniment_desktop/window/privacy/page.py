"""The room of privacy: the switch above, what may leave the vault, what the network was used for, and the self-test."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..announcing import announce
from ..labels import plain_label
from ..stylesheet import looks
from ..tables.view import ReadTable
from ..theme import Theme
from ..tick import Tick
from . import wording
from .leaving_panel import LeavingPanel
from .leaving_work import LeavingWork
from .privacy_work import PrivacyWork

LEDGER_WIDTHS = ("2026-11-21 00:00", 24, 34, "000,0 MB", "000,0 MB", 24)
TEST_WIDTHS = ("redact worker", 40, 60)
WHAT_FOR = 2
MOST_ENTRIES = 6
RESULTS_HIGH = 200
"""So high is the list of what the test tried, at least; the room scrolls where there is no such room."""


class PrivacyPage(QWidget):
    """Follows a `PrivacyWork`."""

    def __init__(self, theme: Theme, work: PrivacyWork, leaving: LeavingWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._work = work
        self._announced = ""
        self.switch = Tick(theme, wording.SWITCH)
        self.switch.setAccessibleDescription(wording.SWITCH_SAID)
        self.test, self.stop = QPushButton("Test it"), QPushButton("Stop")
        self.test.setAccessibleName("Test whether anything can get out")
        self.stop.setAccessibleName("Stop the test")
        self.ledger = _table(theme, "What the network was used for", wording.LEDGER_HEADS, LEDGER_WIDTHS, MOST_ENTRIES)
        self.results = _table(theme, "What the test tried", wording.TEST_HEADS, TEST_WIDTHS, 0)
        self.leaving = LeavingPanel(leaving)
        self._nothing = plain_label(wording.NOTHING_DONE, "quiet", wrap=True)
        self._said = plain_label(wording.NOT_TESTED, "quiet", wrap=True)
        self._lay_out()
        self.switch.clicked.connect(work.switch)
        self.test.clicked.connect(work.test)
        self.stop.clicked.connect(work.stop)
        work.changed.connect(self._show)
        self._show()

    def focus_target(self) -> QWidget:
        """Where one begins."""
        return self.stop if self._work.running else self.switch

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(plain_label("Self-test", "heading"), 1)
        head.addWidget(self.test)
        head.addWidget(self.stop)
        for button in (self.test, self.stop):
            looks(button, "plain")
        body = QWidget()
        looks(body, "ground")
        whole = QVBoxLayout(body)
        whole.setContentsMargins(28, 22, 28, 14)
        whole.setSpacing(8)
        whole.addWidget(plain_label("Privacy", "title"))
        whole.addSpacing(6)
        whole.addWidget(self.switch)
        whole.addWidget(plain_label(wording.SWITCH_SAID, "quiet", wrap=True))
        whole.addSpacing(10)
        whole.addWidget(self.leaving)
        whole.addSpacing(10)
        whole.addWidget(plain_label("What the network was used for", "heading"))
        whole.addWidget(self._nothing)
        whole.addWidget(self.ledger)
        whole.addSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self._said)
        whole.addWidget(self.results, 1)
        whole.addStretch(0)
        self.results.setMinimumHeight(RESULTS_HIGH)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _show(self) -> None:
        work = self._work
        focused = self.isVisible() and any(b.hasFocus() for b in (self.test, self.stop))
        self.switch.setChecked(bool(work.offline))
        entries = wording.ledger_rows(work.entries)
        if entries != self.ledger.rows:
            self.ledger.show_rows(entries)
        self.ledger.setVisible(bool(entries))
        self._nothing.setVisible(not entries)
        if len(work.tried) != len(self.results.rows):
            self.results.show_rows(wording.test_rows(work.tried))
        self.results.setVisible(bool(work.tried))
        self.test.setVisible(not work.running)
        self.test.setText("Test it again" if work.tried else "Test it")
        self.stop.setVisible(work.running)
        self._say()
        if focused:
            (self.stop if work.running else self.test).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        work = self._work
        if work.running:
            said = wording.going(work.tried)
        elif work.error:
            said = work.error
        elif work.tried:
            said = wording.result(work.tried) + (f" {wording.STOPPED}" if work.stopped else "")
        else:
            said = wording.NOT_TESTED
        self._said.setText(said)
        if not work.running and work.tried and said != self._announced:
            announce(self, said)
        self._announced = said


def _table(theme: Theme, name: str, heads: tuple[str, ...], widths: tuple[int | str, ...], most: int) -> ReadTable:
    """A table with one line in a row."""
    spare = WHAT_FOR if most else -1
    table = ReadTable(theme, name, heads, widths, most_rows=most, spare=spare)
    table.verticalHeader().setDefaultSectionSize(QFontMetrics(table.font()).lineSpacing() + 12)
    table.setWordWrap(False)
    return table

"""The room of the chronology: the button that makes it, how far it is, and the events in the order of time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ..announcing import announce
from ..asking import wording
from ..blank import Blank
from ..labels import plain_label
from ..sizes import counted
from ..stylesheet import looks
from ..tables.rows import EVENT_HEADS, EVENT_WIDTHS, WHO, ShownRow, event_rows
from ..tables.view import ReadTable
from ..theme import Theme
from .chronicle_work import ChronicleWork

HEADING, WHAT = (
    "What happened when",
    "Every date that your documents tell, in the order of time, each with the sentence that says so.",
)
STAYS = "Nothing leaves this machine."
OF_SOME = "To make it of some documents only, select them in the library."
MAKE, ADD = "Make the chronology", "Add documents"
NOTHING = "No dated event was found in what was read."


class ChronologyPage(QWidget):
    """Follows a `ChronicleWork`. `pointed` and `opened` with a citation; `save_wanted` with the chronicle.

    `cited` with all citations, whenever there are others; `add_wanted` with the button that asks for documents.
    """

    pointed = Signal(object)
    opened = Signal(object)
    cited = Signal(object)
    save_wanted = Signal(object)
    add_wanted = Signal(object)

    def __init__(self, theme: Theme, work: ChronicleWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._work = work
        self._rows: tuple[ShownRow, ...] = ()
        self._shown: object = None
        self._failed = ""
        self._documents = 0
        self.blank = Blank()
        self.say_documents(0)
        self.view = ReadTable(theme, "Chronology", EVENT_HEADS, EVENT_WIDTHS, spare=WHO)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter events")
        self.filter.setAccessibleName("Filter events")
        self.filter.setClearButtonEnabled(True)
        self.again, self.save, self.stop = QPushButton("Make it anew"), QPushButton("Save as…"), QPushButton("Stop")
        for button in (self.again, self.save, self.stop):
            looks(button, "plain")
        self._said = plain_label("", "quiet", wrap=True)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show()

    def say_documents(self, count: int) -> None:
        """How many documents the vault has."""
        self._documents = count
        self.blank.say(HEADING, WHAT, MAKE if count else ADD, f"{STAYS} {OF_SOME}" if count else STAYS)

    def focus_target(self) -> QWidget:
        """Where one begins."""
        if self._stack.currentIndex() == 0:
            return self.blank.button
        return self.stop if self._work.running else self.view if self.view.rows else self.again

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(plain_label("Chronology", "title"), 1)
        head.addWidget(self.filter)
        head.addWidget(self.save)
        head.addWidget(self.again)
        head.addWidget(self.stop)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._said)
        column.addWidget(self.view, 1)
        column.addStretch(0)
        self._stack.addWidget(self.blank)
        self._stack.addWidget(filled)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 22, 20, 14)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.blank.pressed.connect(self._begin)
        self.again.clicked.connect(lambda: self._work.make(None, ""))
        self.stop.clicked.connect(self._work.stop)
        self.save.clicked.connect(lambda: self.save_wanted.emit(self._work.chronicle))
        self.filter.textChanged.connect(lambda _: self._filter())
        self.view.pointed.connect(self.pointed)
        self.view.opened.connect(self.opened)
        self._work.changed.connect(self._show)

    def _begin(self) -> None:
        if self._documents:
            self._work.make(None, "")
        else:
            self.add_wanted.emit(self.blank.button)

    def _show(self) -> None:
        work = self._work
        focused = self.isVisible() and any(b.hasFocus() for b in (self.blank.button, self.again, self.stop))
        if work.chronicle is not self._shown:
            self._shown = work.chronicle
            self._rows = event_rows(work.chronicle) if work.chronicle is not None else ()
            self.filter.clear()
            self._filter()
            self.cited.emit(tuple(row.target for row in self._rows))
            if work.chronicle is not None:
                announce(self, f"The chronology is complete: {counted(len(work.chronicle.events), 'event')}.")
        there = work.running or work.chronicle is not None or bool(work.error)
        self._stack.setCurrentIndex(1 if there else 0)
        self.stop.setVisible(work.running)
        self.again.setVisible(not work.running)
        self.save.setVisible(bool(self._rows))
        self.filter.setVisible(bool(self._rows))
        self.view.setVisible(bool(self._rows))
        self._say()
        if work.error and work.error != self._failed:
            announce(self, work.error)
        self._failed = work.error
        if focused:
            self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        work, said = self._work, []
        if work.scope:
            said.append(work.scope)
        if work.running:
            last = work.last
            said.append(
                "Reading…" if last is None else f"read {last.done:,} of {last.total:,} documents · {counted(last.found, 'event')}"
            )
            if last is not None and (left := wording.time_left(last.seconds_left)):
                said.append(f"{left} left")
        elif work.error:
            said.append(work.error)
        elif work.chronicle is not None:
            chronicle = work.chronicle
            said.append(counted(len(chronicle.events), "event") if chronicle.events else NOTHING)
            said.append(chronicle.receipt)
            if chronicle.more:
                said.append("there are more than are shown; choose fewer documents")
        self._said.setText(" · ".join(said))

    def _filter(self) -> None:
        wanted = self.filter.text().casefold().split()
        rows = [row for row in self._rows if all(word in " ".join(row.cells).casefold() for word in wanted)]
        self.view.show_rows(tuple(rows))

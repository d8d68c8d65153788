"""The room of the summaries: the wish and what is kept, how far a summary is, and the summary itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ..announcing import announce
from ..blank import Blank
from ..focus_order import follow_layout
from ..labels import plain_label
from ..stylesheet import looks
from ..theme import Theme
from . import wording
from .form import WishForm
from .kept_list import KeptList
from .summary_work import SummaryWork
from .view import SummaryView

BLANK = (
    "What your documents say, in short",
    "A summary of one document or of many, each sentence with the page that says so, and a receipt of what was read.",
    "Add documents",
    "Nothing leaves this machine.",
)
_EMPTY, _FORM, _SUMMARY = range(3)


class SummariesPage(QWidget):
    """Follows a `SummaryWork`. `pointed` and `opened` with a citation; `cited` with all, whenever there are others.

    `add_wanted` with the button that asks for documents; `remove_wanted` with a kept summary's identifier;
    `save_wanted` where the one that is shown shall be saved.
    """

    pointed = Signal(object)
    opened = Signal(object)
    cited = Signal(object)
    add_wanted = Signal(object)
    remove_wanted = Signal(int)
    save_wanted = Signal()

    def __init__(self, theme: Theme, work: SummaryWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._work = work
        self._shown: object = None
        self._failed = ""
        self._documents = 0
        self.blank = Blank()
        self.blank.say(*BLANK)
        self.form = WishForm()
        self.view = SummaryView(theme)
        self.kept = KeptList()
        self.again, self.stop, self.remove = QPushButton("New summary"), QPushButton("Stop"), QPushButton("Remove…")
        for button in (self.again, self.stop, self.remove):
            looks(button, "plain")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._said = plain_label("", "quiet", wrap=True)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show()

    def begin(self, documents: tuple[int, ...] | None, names: str) -> None:
        """Let a person wish for a summary of these documents, or of all."""
        self._work.show(None)
        self.form.choose(documents, names)

    def say_documents(self, count: int) -> None:
        """How many documents the vault has."""
        self._documents = count
        self._show()

    def focus_target(self) -> QWidget:
        """Where one begins."""
        shown = self._stack.currentIndex()
        if shown == _EMPTY:
            return self.blank.button
        if self._work.running:
            return self.stop
        return self.form.focus if shown == _FORM else next(iter(self.view.lines), self.again)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(plain_label("Summaries", "title"), 1)
        for button in (self.remove, self.again, self.stop):
            head.addWidget(button)
        self._head = QWidget()
        self._head.setLayout(head)
        head.setContentsMargins(0, 0, 8, 0)
        self._nothing = plain_label(wording.NOTHING_KEPT, "quiet", wrap=True)
        start = QWidget()
        column = QVBoxLayout(start)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.form)
        column.addSpacing(12)
        column.addWidget(plain_label("Kept", "heading"))
        column.addWidget(self._nothing)
        column.addWidget(self.kept, 1)
        column.addStretch(0)
        for widget in (self.blank, start, self.view):
            self._stack.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 22, 20, 14)
        whole.setSpacing(10)
        whole.addWidget(self._head)
        whole.addWidget(self._said)
        whole.addWidget(self._bar)
        whole.addWidget(self._stack, 1)

    def _connect(self) -> None:
        work = self._work
        self.form.changed.connect(lambda: work.look(self.form.wish(), self.form.writer.name))
        self.form.wanted.connect(lambda: work.make(self.form.wish(), self.form.engine))
        work.offered.connect(self.form.offer)
        work.changed.connect(self._show)
        self.again.clicked.connect(lambda: work.show(None))
        self.stop.clicked.connect(work.stop)
        self.blank.pressed.connect(lambda: self.add_wanted.emit(self.blank.button))
        self.kept.opened.connect(work.show)
        self.kept.remove_wanted.connect(self.remove_wanted)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(work.shown))
        self.view.pointed.connect(self.pointed)
        self.view.opened.connect(self.opened)
        self.view.copy_wanted.connect(self.copy)
        self.view.save_wanted.connect(self.save_wanted)

    def copy(self) -> None:
        """Put the summary that is shown on the clipboard, with its sources."""
        if self._work.summary is not None:
            QGuiApplication.clipboard().setText(wording.plain(self._work.summary))
            announce(self, "The summary is copied.")

    def _show(self) -> None:
        work = self._work
        focused = self.isVisible() and any(
            w.hasFocus() for w in (self.form.make, self.form.focus, self.stop, self.again, self.kept, self.remove)
        )
        if work.summary is not self._shown:
            self._shown = work.summary
            if work.summary is not None:
                self.view.show_summary(work.summary)
                follow_layout(self)
                announce(self, work.summary.receipt.text)
            self.cited.emit(work.summary.citations if work.summary is not None else ())
        wished = _FORM if work.summary is None else _SUMMARY
        self._stack.setCurrentIndex(_EMPTY if not self._documents and work.summary is None else wished)
        self._head.setVisible(self._stack.currentIndex() != _EMPTY)
        self.kept.show_kept(work.kept)
        self._show_buttons()
        self._bar.setVisible(work.running)
        if work.running:
            self._bar.setRange(0, work.begun.steps if work.begun is not None else 0)
            self._bar.setValue(work.last.done if work.last is not None else 0)
        self._say()
        if work.error and work.error != self._failed:
            announce(self, work.error)
        self._failed = work.error
        if focused:
            self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        work, said = self._work, ""
        if work.running:
            said = wording.going(work.begun, work.last)
        elif work.error:
            said = work.error
        elif work.summary is not None and work.summary.receipt.stopped:
            said = wording.STOPPED
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def _show_buttons(self) -> None:
        work = self._work
        self.form.setEnabled(not work.running)
        self.stop.setVisible(work.running)
        self.again.setVisible(not work.running and work.summary is not None)
        self.remove.setVisible(not work.running and work.shown is not None)
        self.kept.setVisible(bool(work.kept))
        self._nothing.setVisible(not work.kept)

"""The room where questions are asked: above what is answered, below where one asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ..announcing import announce
from ..blank import Blank
from ..focus_order import follow_layout
from ..notice import Notice
from ..sizes import counted
from ..stylesheet import looks
from ..tables.rows import plain_table, rows_of
from ..theme import Theme
from . import wording
from .answer_view import MARGIN, AnswerView
from .ask_work import AskWork
from .exchange import Exchange
from .question_box import QuestionBox

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation, Hit

FOR_ALL = "A question such as “Which contracts have a notice period?” looks at every document, and answers with a table."


class AskPage(QWidget):
    """`pointed` and `opened` with a citation or a hit; `save_wanted` with a table.

    `button_pressed` when that of the empty state is.

    `cited` with everything that can be walked through, whenever that changes.
    """

    pointed = Signal(object)
    opened = Signal(object)
    cited = Signal(object)
    button_pressed = Signal()
    save_wanted = Signal(object)
    model_wanted = Signal()

    def __init__(self, theme: Theme, work: AskWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._work = work
        self._reworded: Exchange | None = None
        self.blank = Blank()
        self.answer = AnswerView(theme)
        self.notice = Notice(theme, look="offer")
        self.notice.setMaximumWidth(theme.measure() + 44)
        self.box = QuestionBox(theme)
        self.box.setMaximumWidth(theme.measure() + 44)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.blank)
        self._stack.addWidget(self.answer)
        self._lay_out()
        self._connect()

    def say_empty(self, documents: int, indexing: bool) -> None:
        """What is shown before the first question; one can ask as soon as there is something to ask, or about to be."""
        focused = self.window().focusWidget() is self.blank.button
        self.box.setVisible(documents > 0 or indexing)
        if documents:
            held = f"{counted(documents, 'document')}, read on this machine and kept on it."
            self.blank.say("Ask your documents", held, foot=FOR_ALL)
        elif indexing:
            self.blank.say("Reading your documents", "You can ask as soon as the first one is read.")
        else:
            what = "Add the documents that you want to ask. They stay where they are; what they say is kept here, encrypted."
            self.blank.say("This vault is empty", what, "Add documents", "Or drop them anywhere on this window.")
        if focused:  # else it would go to whatever comes next when the button goes
            self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_exchange(self, exchange: Exchange | None, turns: Sequence[Exchange] = ()) -> None:
        """Show an exchange, between the other ones of its conversation, or the empty state."""
        self._say_meaning(None)
        if exchange is None:
            self._stack.setCurrentWidget(self.blank)
            self.cited.emit(())
            return
        self.answer.show_exchange(exchange, turns)
        self._stack.setCurrentWidget(self.answer)
        self.cited.emit(targets(exchange))

    def targets(self) -> tuple[Citation | Hit, ...]:
        """What can be walked through in what is shown."""
        exchange = self.answer.exchange
        return () if exchange is None or self._stack.currentWidget() is self.blank else targets(exchange)

    def focus_target(self) -> QWidget:
        """Where one begins: at the question, or at the button that brings documents."""
        return self.blank.button if self.box.isHidden() else self.box.edit

    def copy_answer(self) -> None:
        """Copy the whole answer with its sources; what there is of it while it is still being written."""
        exchange = self.answer.exchange
        if exchange is not None:
            whole = wording.with_citations(exchange.answer) if exchange.answer else exchange.text
            QGuiApplication.clipboard().setText(plain_table(exchange.question, exchange.table) if exchange.table else whole)
            announce(self, "The answer is copied.")

    def _lay_out(self) -> None:
        typed = QVBoxLayout()
        typed.setSpacing(10)
        typed.addWidget(self.notice)
        typed.addWidget(self.box)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN, 0, MARGIN, 18)
        foot.addStretch(1)
        foot.addLayout(typed, 1000)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addSpacing(10)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.blank.pressed.connect(self.button_pressed)
        self.box.asked.connect(self._ask)
        self.box.stopped.connect(self._work.stop)
        self.box.unsaid.connect(lambda: self._say_meaning(None))
        self.answer.pointed.connect(self.pointed)
        self.answer.opened.connect(self.opened)
        self.answer.copy_wanted.connect(self.copy_answer)
        self.answer.model_wanted.connect(self.model_wanted)
        self.answer.save_wanted.connect(self.save_wanted)
        self.answer.change_wanted.connect(self._reword)
        for part in (self.answer, self.box):
            part.arranged.connect(lambda: follow_layout(self))
        self._work.began.connect(self._began)
        self._work.changed.connect(self._changed)

    def _ask(self, question: str) -> None:
        asked, standing = (question, "") if self._reworded is None else (self._reworded.question, question)
        self._work.ask(asked, self.box.scope, wording.names(self.box.scope_paths), standing, self.box.engines.taken())

    def _reword(self, exchange: Exchange) -> None:
        """Let the person say in full what was meant; what is asked next is that."""
        if exchange.understood is not None:
            self._say_meaning(exchange)
            self.box.edit.setPlainText(exchange.understood.standing)
            self.box.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_meaning(self, of: Exchange | None) -> None:
        self._reworded = of
        self.box.say_what_means(of.title if of is not None else "")

    def _began(self, exchange: Exchange) -> None:
        self.box.set_running(True)
        self.show_exchange(exchange, self._work.turns)

    def _changed(self, exchange: Exchange, change: str) -> None:
        self.box.set_running(self._work.running)
        self.answer.update_exchange(exchange, change)
        if exchange is not self.answer.exchange:
            return
        if change in ("hits", "answer", "table"):
            self.cited.emit(targets(exchange))
        if change == "hits":
            announce(self, f"{counted(len(exchange.hits or ()), 'passage')} found.")
        elif change == "answer" and exchange.answer is not None:
            announce(self, wording.finished(exchange.answer))
        elif change == "table" and exchange.table is not None:
            announce(self, exchange.table.headline)
        elif change == "failed":
            announce(self, exchange.error)
        elif change == "ended" and (stopped := exchange.doing()):
            announce(self, stopped)


def targets(exchange: Exchange) -> tuple[Citation | Hit, ...]:
    """What can be walked through: the citations of the table or the answer, or the nearest ones, or else the hits."""
    if exchange.table is not None:
        return tuple(row.target for row in rows_of(exchange.table) if row.target is not None)
    if exchange.answer is not None and (exchange.answer.citations or exchange.answer.nearest):
        return exchange.answer.citations or exchange.answer.nearest
    return exchange.hits or ()

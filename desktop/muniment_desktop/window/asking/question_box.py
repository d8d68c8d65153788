"""Where a question is typed: it grows with its text, Enter asks, Shift+Enter starts a new line, Esc stops the answer.

Above the text stand the documents that are asked, where it is not all of them, and the question of which the text says what it
means, where it does; pressing one takes it away.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ...typed import has_words
from ..announcing import announce
from ..labels import plain_label, tip
from ..stylesheet import looks
from ..theme import Theme
from .engine_button import EngineButton
from .question_edit import LONGEST, QuestionEdit
from .wording import file_name

MOST_LINES = 6
LEAST_CHIP, MOST_CHIP = 110, 260
BESIDE_CHIPS = 250
"""Pixels that the words beside the names take."""

ROOM_FOR_TWO = 500
NO_WORDS = "There are no words in it; write what you want to know."
TOO_LONG = f"A question can have {LONGEST:,} characters; the rest was left out."


class QuestionBox(QFrame):
    """`asked` with the question; `stopped` when the answer shall stop; `scope_changed` with what is left of the scope;
    `unsaid` when what is typed shall say no longer what another question means; `arranged` when other chips are there.
    """

    asked = Signal(str)
    stopped = Signal()
    scope_changed = Signal(object)
    unsaid = Signal()
    arranged = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._running = False
        self._scope: dict[int, str] = {}
        self._meant = ""
        looks(self, "field", focused=False)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self._chips.setContentsMargins(0, 0, 0, 2)
        self.edit = QuestionEdit(theme)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._changed)
        self._said = plain_label("", "doubtful", wrap=True)
        self._said.hide()
        self.edit.shortened.connect(lambda: self._say(TOO_LONG))
        self.engines = EngineButton()
        self.button = QToolButton()
        self.button.setIconSize(QSize(20, 20))
        self.button.clicked.connect(self._press)
        row = QHBoxLayout()
        row.addWidget(self.edit, 1)
        row.addWidget(self.engines, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(4)
        column.addLayout(self._chips)
        column.addLayout(row)
        column.addWidget(self._said)
        theme.changed.connect(self._show_button)
        self._show_button()
        self._grow()

    @property
    def scope(self) -> tuple[int, ...] | None:
        """The documents that are asked, or None for all."""
        return tuple(self._scope) or None

    @property
    def scope_paths(self) -> list[str]:
        return list(self._scope.values())

    def set_scope(self, documents: dict[int, str]) -> None:
        """Ask only these documents, by identifier and path; none at all means every one."""
        if documents != self._scope:
            self._scope = dict(documents)
            self._show_chips()
            self.scope_changed.emit(self.scope)

    def say_what_means(self, question: str) -> None:
        """What is typed says what this question means; empty where it is a question of its own."""
        if question != self._meant:
            self._meant = question
            self._show_chips()

    @property
    def meant(self) -> str:
        """The question of which the text says what it means, or empty."""
        return self._meant

    def unsay(self) -> None:
        """What is typed is a question of its own again."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.say_what_means("")
        self.unsaid.emit()

    def set_running(self, running: bool) -> None:
        """While an answer is being written, the button stops it."""
        self._running = running
        self._show_button()

    def text(self) -> str:
        return self.edit.toPlainText().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            looks(self, "field", focused=event.type() == QEvent.Type.FocusIn)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._is_enter(event):
            self._ask()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self._scope or self._meant) and event.size().width() != event.oldSize().width():
            self._show_chips()
        self._grow()

    @staticmethod
    def _is_enter(event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier

    def _press(self) -> None:
        if self._running:
            self.stopped.emit()
        else:
            self._ask()

    def _ask(self) -> None:
        question = self.text()
        if has_words(question):
            self.edit.clear()
            self.asked.emit(question)
        elif question:
            self._say(NO_WORDS)

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.show()
        announce(self, sentence)

    def _changed(self) -> None:
        self._said.hide()
        self._grow()
        self._show_button()

    def _grow(self) -> None:
        line = QFontMetricsF(self.edit.font()).lineSpacing()
        lines = min(MOST_LINES, max(1, int(self.edit.document().size().height())))
        self.edit.setFixedHeight(round(lines * line + 8))
        full = self.edit.document().size().height() > MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.edit.setVerticalScrollBarPolicy(policy)

    def _show_button(self) -> None:
        name = "Stop writing" if self._running else "Ask"
        ready = self._running or bool(self.text())
        looks(self.button, "primary")
        self.button.setEnabled(ready)
        colour = "on_accent" if ready else "quiet"
        self.button.setIcon(self._theme.icon("stop" if self._running else "send", colour))
        self.button.setAccessibleName(name)
        self.button.setToolTip(f"{name} ({'Esc' if self._running else 'Enter'})")

    def _show_chips(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        named = 2 if self.width() >= ROOM_FOR_TWO else 1
        shown, rest = list(self._scope.items())[:named], list(self._scope)[named:]
        chips = len(shown) + bool(self._meant)
        room = self.width() - (BESIDE_CHIPS if self._scope else 0)
        width = min(MOST_CHIP, max(LEAST_CHIP, room // max(1, chips) - 36))
        if self._meant:
            self._chips.addWidget(self._meaning(width))
        for document, path in shown:
            self._chips.addWidget(self._of_document(file_name(path), [document], width))
        if rest:
            self._chips.addWidget(self._of_document(f"and {len(rest):,} more", rest, width))
        if self._scope:
            everything = QPushButton("Ask all")
            looks(everything, "plain")
            everything.clicked.connect(lambda: self._narrow({}))
            self._chips.addWidget(everything)
        self._chips.addStretch(1)
        self.arranged.emit()

    def _narrow(self, documents: dict[int, str]) -> None:
        """Another scope by a button that goes with it: the focus goes to the question, not to whatever comes next."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.set_scope(documents)

    def _of_document(self, name: str, documents: list[int], width: int) -> QPushButton:
        gone = set(documents)
        chip = self._chip(name, width)
        chip.setAccessibleName(f"Do not ask {name} only")
        chip.setToolTip(tip(f"{name}: press to take it away"))
        chip.clicked.connect(lambda: self._narrow({d: p for d, p in self._scope.items() if d not in gone}))
        return chip

    def _meaning(self, width: int) -> QPushButton:
        chip = self._chip(f"What “{self._meant}” means", width)
        chip.setAccessibleName(f"Do not say what “{self._meant}” means, but ask a question of its own")
        chip.setToolTip(tip(f"What you write says what “{self._meant}” means: press to ask a question of its own"))
        chip.clicked.connect(self.unsay)
        return chip

    @staticmethod
    def _chip(name: str, width: int) -> QPushButton:
        chip = QPushButton()
        shown = QFontMetricsF(chip.font()).elidedText(name, Qt.TextElideMode.ElideMiddle, width)
        chip.setText(f"{shown}   ×".replace("&", "&&"))
        looks(chip, "chip")
        return chip

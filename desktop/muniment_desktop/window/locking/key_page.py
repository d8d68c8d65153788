"""The recovery key of a new vault, shown once: to be printed or written down, and put where the machine is not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..announcing import announce
from ..labels import plain_label
from ..stylesheet import looks
from .key_text import lines_of

WIDTH = 520
ABOUT = (
    "It opens this vault when the passphrase is forgotten; without one of the two, nobody can. Print it or write it down, and "
    "keep it away from this machine. It is shown only now."
)


class KeyPage(QWidget):
    """`kept` when the person says that they have it; the key is gone from the screen then. `print_wanted` and `save_wanted` with
    the key."""

    kept = Signal()
    print_wanted = Signal(str)
    save_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._key = ""
        self.shown = QLabel()
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.shown.setFont(font)
        self.shown.setTextFormat(Qt.TextFormat.PlainText)
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.shown.setAccessibleName("Recovery key")
        self.print, self.save, self.copy = QPushButton("Print…"), QPushButton("Save as…"), QPushButton("Copy")
        for button in (self.print, self.save, self.copy):
            button.setAccessibleName(f"{button.text().rstrip('…')} the recovery key")
        self.done = QPushButton("I have it")
        looks(self.done, "primary")
        self._said = plain_label("", "quiet", wrap=True)
        self.print.clicked.connect(lambda: self.print_wanted.emit(self._key))
        self.save.clicked.connect(lambda: self.save_wanted.emit(self._key))
        self.copy.clicked.connect(self._copy)
        self.done.clicked.connect(self._leave)
        self._lay_out()

    def show_key(self, key: str) -> None:
        """Show a key, in two lines."""
        self._key = key
        self.shown.setText("\n".join(lines_of(key)))
        self.copy.setText("Copy")
        self.say("")
        self.done.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say what became of printing or saving."""
        self._said.setText(sentence)
        if sentence:
            announce(self, sentence)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self.copy.setText("Copied")

    def _leave(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if self._key and clipboard.text() == self._key:
            clipboard.clear()
        self._key = ""
        self.shown.clear()
        self.kept.emit()

    def _lay_out(self) -> None:
        card = QFrame()
        looks(card, "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(18, 16, 18, 16)
        inner.addWidget(self.shown)
        buttons = QHBoxLayout()
        buttons.addWidget(self.done)
        for button in (self.print, self.save, self.copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(plain_label("Recovery key", "display"))
        column.addWidget(plain_label(ABOUT, "lead", wrap=True))
        column.addWidget(card)
        column.addLayout(buttons)
        column.addWidget(self._said)
        column.addStretch(3)
        holder = QWidget()
        holder.setFixedWidth(WIDTH)
        holder.setLayout(column)
        QHBoxLayout(self).addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)

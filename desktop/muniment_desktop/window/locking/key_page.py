"""The recovery key of a new vault, shown once: to be printed or written down, and put where the machine is not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..labels import plain_label
from ..stylesheet import looks

WIDTH = 520
GROUPS_A_LINE = 7
ABOUT = (
    "It opens this vault when the passphrase is forgotten; without one of the two, nobody can. Print it or write it down, and "
    "keep it away from this machine. It is shown only now."
)


class KeyPage(QWidget):
    """`kept` when the person says that they have it; the key is gone from the screen then."""

    kept = Signal()

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
        self.copy = QPushButton("Copy")
        self.done = QPushButton("I have it")
        looks(self.done, "primary")
        self.copy.clicked.connect(self._copy)
        self.done.clicked.connect(self._leave)
        self._lay_out()

    def show_key(self, key: str) -> None:
        """Show a key, in two lines."""
        self._key = key
        groups = key.split("-")
        lines = [groups[start : start + GROUPS_A_LINE] for start in range(0, len(groups), GROUPS_A_LINE)]
        self.shown.setText("\n".join("-".join(line) for line in lines))
        self.copy.setText("Copy")
        self.done.setFocus(Qt.FocusReason.OtherFocusReason)

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
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(plain_label("Recovery key", "display"))
        column.addWidget(plain_label(ABOUT, "lead", wrap=True))
        column.addWidget(card)
        column.addLayout(buttons)
        column.addStretch(3)
        holder = QWidget()
        holder.setFixedWidth(WIDTH)
        holder.setLayout(column)
        QHBoxLayout(self).addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)

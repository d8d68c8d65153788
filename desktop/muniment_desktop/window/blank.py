"""An empty state: one sentence that says what would be here, and the one button that puts it there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from .labels import plain_label
from .stylesheet import looks

WIDTH = 440


class Blank(QWidget):
    """`pressed` when the button is."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._sentence, self._foot = _centred("title"), _centred("lead"), _centred("small")
        self.button = QPushButton()
        looks(self.button, "primary")
        self.button.clicked.connect(self.pressed)
        holder = QWidget()
        holder.setMaximumWidth(WIDTH)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(3)
        column.addWidget(self._heading)
        column.addSpacing(4)
        column.addWidget(self._sentence)
        column.addSpacing(16)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self._foot)
        column.addStretch(4)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(holder, 100)
        row.addStretch(1)

    def say(self, heading: str, sentence: str, button: str = "", foot: str = "") -> None:
        """Show these words; without a button where there is nothing to press."""
        for label, text in ((self._heading, heading), (self._sentence, sentence), (self._foot, foot)):
            label.setText(text)
            label.setVisible(bool(text))
        self.button.setText(button)
        self.button.setVisible(bool(button))


def _centred(look: str) -> QLabel:
    label = plain_label("", look, wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label

"""An empty state: one sentence that says what would be here, and the one button that puts it there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from .stylesheet import looks
from .theme import Theme

WIDTH = 440


class Blank(QWidget):
    """`pressed` when the button is."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = _centred(theme.font(1.5, bold=True))
        self._sentence = _centred(theme.font(1.08))
        looks(self._sentence, "quiet")
        self.button = QPushButton()
        looks(self.button, "primary")
        self.button.clicked.connect(self.pressed)
        self._foot = _centred(theme.font(0.92))
        looks(self._foot, "quiet")
        column = QVBoxLayout(self)
        column.addStretch(3)
        column.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        column.addWidget(self._sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self._foot, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)

    def say(self, heading: str, sentence: str, button: str = "", foot: str = "") -> None:
        """Show these words; without a button where there is nothing to press."""
        for label, text in ((self._heading, heading), (self._sentence, sentence), (self._foot, foot)):
            label.setText(text)
            label.setVisible(bool(text))
        self.button.setText(button)
        self.button.setVisible(bool(button))


def _centred(font: QFont) -> QLabel:
    label = QLabel()
    label.setFont(font)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setMinimumWidth(WIDTH // 2)
    label.setMaximumWidth(WIDTH)
    return label

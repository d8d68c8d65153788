"""A button that copies, and says for a moment that it has."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget

from .stylesheet import looks

COPY, COPIED = "Copy", "Copied"
SHOWN_MS = 1_500
PADDING = 18
"""Pixels on both sides of its text."""


class CopyButton(QPushButton):
    """`what` it copies is its name for a screen reader, and its tooltip."""

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(COPY, parent)
        looks(self, "plain")
        self.setAccessibleName(what)
        self.setToolTip(what)
        self.setMinimumWidth(QFontMetrics(self.font()).horizontalAdvance(COPIED) + PADDING)
        self._shown = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._shown.timeout.connect(lambda: self.setText(COPY))
        self.clicked.connect(self._say)

    def _say(self) -> None:
        self.setText(COPIED)
        self._shown.start()

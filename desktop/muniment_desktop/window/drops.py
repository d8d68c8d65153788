"""Files and folders that are dropped on the window, and the veil that says they may be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from .theme import Theme


def dropped_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this machine that are being dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class Veil(QWidget):
    """Lies over the window while something is being dragged over it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._said = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, sentence: str) -> None:
        """Cover the window with a sentence, or with an empty one uncover it."""
        self._said = sentence
        parent = self.parentWidget()
        if sentence and parent is not None:
            self.setGeometry(parent.rect())
            self.raise_()
        self.setVisible(bool(sentence))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self._theme.tokens.ground)
        ground.setAlpha(225)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(self._theme.colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(14, 14, -14, -14), 12, 12)
        painter.setFont(self._theme.font(1.4, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._said)

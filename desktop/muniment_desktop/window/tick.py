"""A box to tick, in the window's own colours: the system's own can hardly be seen on a dark ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from .icons import draw_icon
from .theme import Theme

SIDE, GAP = 16, 8


class Tick(QCheckBox):
    """One line of text, and at its left the box."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(
            SIDE + GAP + self.fontMetrics().horizontalAdvance(self.text()) + 4, max(SIDE, self.fontMetrics().height()) + 6
        )

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        box = QRectF(1.5, (self.height() - SIDE) / 2, SIDE - 1, SIDE - 1)
        filled = self.isChecked()
        painter.setPen(QPen(colour("accent" if filled or self.hasFocus() else "quiet"), 2 if self.hasFocus() else 1))
        painter.setBrush(colour("accent" if filled else "raised"))
        painter.drawRoundedRect(box, 3, 3)
        if filled:
            draw_icon(painter, "verified", self._theme.tokens.on_accent, box, 2.2)
        painter.setPen(colour("text"))
        text = self.rect().adjusted(SIDE + GAP, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
        painter.drawText(text, flags, self.text())
        if self.hasFocus():
            under = text.center().y() + self.fontMetrics().height() // 2 + 1
            painter.setPen(QPen(colour("accent"), 1))
            painter.drawLine(text.left(), under, text.left() + self.fontMetrics().horizontalAdvance(self.text()), under)

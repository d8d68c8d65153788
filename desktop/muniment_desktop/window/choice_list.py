"""A list that folds out, with an arrow of the window's own: once the sheet gives it a frame, the system draws none that fits."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox

from .icons import draw_icon

SIDE, EDGE = 16, 5


class ChoiceList(QComboBox):
    """The arrow is as dark as the text."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        colour = self.palette().color(QPalette.ColorRole.Text).name()
        draw_icon(painter, "down", colour, QRectF(self.width() - SIDE - EDGE, (self.height() - SIDE) / 2, SIDE, SIDE))

"""Another question of the conversation that is shown, in one line: press it to see its answer."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from ..asking.exchange import Exchange
from ..asking.line import Line
from ..labels import tip
from ..theme import Theme


class TurnLine(Line):
    """`opened` when it is pressed."""

    ABOVE, BELOW = 4, 4

    def __init__(self, theme: Theme, exchange: Exchange, number: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.exchange = exchange
        self._number = number
        self.setAccessibleName(f"Question {number}: {exchange.title}")
        self.setToolTip(tip(exchange.title))

    def text_height(self, _: int) -> int:
        return round(QFontMetricsF(self.theme.font()).height() * 1.2)

    def paint_text(self, painter: QPainter, area: QRectF) -> None:
        font = self.theme.font()
        painter.setFont(font)
        painter.setPen(self.theme.colour("quiet"))
        shown = QFontMetricsF(font).elidedText(self.exchange.title, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

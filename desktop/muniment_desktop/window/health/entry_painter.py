"""How an entry is painted: its name and what happened, below it the reason, and at the right the one button."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..theme import Theme
from ..tokens import RADIUS
from .wording import button_text, reason_text, state_text

if TYPE_CHECKING:
    from muniment_retrieval.health import Entry

MARGIN, GAP = 12, 4
PADDING = 12
"""Between a button's edge and its words."""

WRAP = Qt.TextFlag.TextWordWrap
MOST_LINES = 8
Index = QModelIndex | QPersistentModelIndex


class EntryPainter(QStyledItemDelegate):
    """The button is painted, and pressed by the view: with the mouse within `button_area`, with Enter on the row."""

    def __init__(self, theme: Theme, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._measured = lru_cache(maxsize=4_096)(self._measure)
        theme.changed.connect(self._measured.cache_clear)

    def button_area(self, row: QRect, entry: Entry) -> QRect:
        """Where the button of an entry stands in its row; empty where it has none."""
        text = button_text(entry)
        if not text:
            return QRect()
        metrics = QFontMetrics(self._font())
        width, height = metrics.horizontalAdvance(text) + 2 * PADDING, metrics.height() + 10
        return QRect(row.right() - MARGIN - width, row.top() + MARGIN, width, height)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry, width = index.data(Qt.ItemDataRole.UserRole), self._view.viewport().width()
        return QSize(width, self._height(entry, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, self._theme.colour("lit"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        self._paint_text(painter, row, entry)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        self._paint_button(painter, self.button_area(row, entry), button_text(entry), focused=focused)
        painter.restore()

    def _paint_text(self, painter: QPainter, row: QRect, entry: Entry) -> None:
        width = self._text_width(row.width(), entry)
        area = QRect(row.left() + MARGIN, row.top() + MARGIN, width, row.height())
        bold, plain = QFontMetrics(self._font(bold=True)), QFontMetrics(self._font())
        shown, said = bold.elidedText(entry.name, Qt.TextElideMode.ElideMiddle, width), state_text(entry)
        painter.setFont(self._font(bold=True))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignTop, shown)
        painter.setFont(self._font())
        painter.setPen(self._theme.colour("doubtful" if entry.needs else "quiet"))
        top = bold.height() + GAP
        if self._is_beside(entry, width):
            painter.drawText(area.adjusted(bold.horizontalAdvance(shown) + MARGIN, 0, 0, 0), Qt.AlignmentFlag.AlignTop, said)
        else:
            painter.drawText(area.adjusted(0, top, 0, 0), Qt.AlignmentFlag.AlignTop, _elided(plain, said, width))
            top += plain.height() + GAP
        painter.setPen(self._theme.colour("quiet"))
        painter.drawText(area.adjusted(0, top, 0, 0), int(WRAP), reason_text(entry))

    def _is_beside(self, entry: Entry, width: int) -> bool:
        """Whether there is room for what happened beside the name; else it has a line of its own."""
        name = QFontMetrics(self._font(bold=True)).horizontalAdvance(entry.name)
        said = QFontMetrics(self._font()).horizontalAdvance(state_text(entry))
        return not said or name + MARGIN + said <= width

    def _paint_button(self, painter: QPainter, area: QRect, text: str, *, focused: bool) -> None:
        if area.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent" if focused else "edge"), 2 if focused else 1))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _height(self, entry: Entry, width: int) -> int:
        text_width = self._text_width(width, entry)
        text = self._measured(reason_text(entry), text_width)
        if not self._is_beside(entry, text_width):
            text += QFontMetrics(self._font()).height() + GAP
        button = self.button_area(QRect(0, 0, width, 0), entry).height()
        return 2 * MARGIN + max(text, button)

    def _measure(self, reason: str, width: int) -> int:
        """Height of a name with its reason below it."""
        metrics = QFontMetrics(self._font())
        most = MOST_LINES * metrics.lineSpacing()
        below = GAP + metrics.boundingRect(0, 0, width, most, int(WRAP), reason).height() if reason else 0
        return QFontMetrics(self._font(bold=True)).height() + min(below, GAP + most)

    def _text_width(self, width: int, entry: Entry) -> int:
        button = self.button_area(QRect(0, 0, width, 0), entry).width()
        return max(80, width - 2 * MARGIN - (button + 2 * MARGIN if button else 0))

    def _font(self, *, bold: bool = False) -> QFont:
        return self._theme.font(bold=bold)


def _elided(metrics: QFontMetrics, text: str, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width)

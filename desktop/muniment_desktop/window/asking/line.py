"""A stretch of painted text that can be pointed at, focused and opened: what sentences, hits and sources have in common.

It is a button to the keyboard and to a screen reader: Enter or a click opens it, the arrows go to the next one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QScrollArea, QSizePolicy, QWidget

from ..theme import Theme
from ..tokens import RADIUS


class Line(QAbstractButton):
    """`pointed` when the pointer or the focus comes; `opened` when it is pressed."""

    pointed = Signal()
    opened = Signal()

    LEFT, RIGHT, ABOVE, BELOW = 10, 10, 5, 5

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._lit = False
        self._under_pointer = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self.opened)
        theme.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Make the text anew, after the theme changed."""
        self.updateGeometry()
        self.update()

    def text_height(self, width: int) -> int:
        """The height of the text at a width."""
        raise AssertionError("a Line says how high its text is")

    def paint_text(self, painter: QPainter, area: QRectF) -> None:
        """Paint the text into the area that is left for it."""
        raise AssertionError("a Line paints its text")

    def set_lit(self, lit: bool) -> None:
        """Show, or stop showing, that this is what the source panel shows."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    @property
    def lit(self) -> bool:
        return self._lit

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.text_height(width - self.LEFT - self.RIGHT) + self.ABOVE + self.BELOW

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 80 else self.theme.measure()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 20)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        tokens = self.theme.tokens
        if self._lit or self._under_pointer:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.lit if self._lit else tokens.side))
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        self.paint_text(painter, area.adjusted(self.LEFT, self.ABOVE, -self.RIGHT, -self.BELOW))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Only a pointer that moves points: one that lies still does not, when a line comes to lie under it."""
        super().mouseMoveEvent(event)
        if not self._under_pointer:
            self._under_pointer = True
            self.update()
            self.pointed.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._under_pointer = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pointed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go(forward=key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _go(self, *, forward: bool) -> None:
        """To the next line, or the one before, past the buttons that stand between."""
        column = self.parentWidget()
        while column is not None and not isinstance(column, QScrollArea):
            column = column.parentWidget()
        self.focusNextPrevChild(forward)
        while column is not None and _is_button_in(column, self.window().focusWidget()):
            self.focusNextPrevChild(forward)


def _is_button_in(column: QWidget, widget: QWidget | None) -> bool:
    return isinstance(widget, QPushButton) and column.isAncestorOf(widget)


def top_left(area: QRectF) -> QPointF:
    """Where text in an area begins."""
    return QPointF(area.left(), area.top())

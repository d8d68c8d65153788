"""Prose as a widget: painted text that is read, not pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .prose import Prose, Run
from .theme import Theme
from .tokens import LEADING

TITLE_SIZE, TITLE_LEADING = 1.25, 1.3


class ProseLabel(QWidget):
    """Shows runs as an answer is set, `indent` pixels from the left, or larger and tighter as a title is."""

    def __init__(self, theme: Theme, indent: int = 0, *, title: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = title
        self._indent = indent
        self._runs: Sequence[Run] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._set)
        self._set()

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Show these instead."""
        self._runs = runs
        self._set()

    def _set(self) -> None:
        title = self._theme.font(TITLE_SIZE, bold=True), TITLE_LEADING
        font, leading = title if self._title else (self._theme.prose(), LEADING)
        self._prose = Prose(self._runs, font, leading=leading)
        self.setAccessibleName("".join(r.text for r in self._runs))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._prose.height(width - self._indent - 10) + 10

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 80 else self._theme.measure()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 20)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        width = self.width() - self._indent - 10
        self._prose.draw(painter, QPointF(self._indent, 5), width, self._theme.colour("text"))

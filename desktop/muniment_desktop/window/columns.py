"""Three columns: where I am, what I asked, where it says so. On a narrow window the third slides over the second."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from .tokens import NARROW, SIDE_WIDTH, SOURCE_WIDTH

SIDE_LEAST, MIDDLE_LEAST, SOURCE_LEAST = 176, 400, 320


class Columns(QWidget):
    """`source_toggled` when the third column opens or closes."""

    source_toggled = Signal(bool)

    def __init__(self, side: QWidget, middle: QWidget, source: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._middle, self._source = middle, source
        self._open = False
        self._over = False
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for column, least in ((side, SIDE_LEAST), (middle, MIDDLE_LEAST), (source, SOURCE_LEAST)):
            column.setMinimumWidth(least)
            self._splitter.addWidget(column)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setStretchFactor(2, 2)
        self._splitter.setSizes([SIDE_WIDTH, 600, SOURCE_WIDTH])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        source.hide()

    @property
    def source_open(self) -> bool:
        return self._open

    @property
    def source_over(self) -> bool:
        """Whether the third column lies over the second."""
        return self._over

    def open_source(self, wanted: bool) -> None:
        """Open or close the third column."""
        if wanted != self._open:
            self._open = wanted
            self._source.setVisible(wanted)
            self._place()
            self.source_toggled.emit(wanted)

    def sizes(self) -> str:
        """How wide the columns are, to be remembered; empty while the third lies over the second."""
        return "" if self._over else " ".join(str(size) for size in self._splitter.sizes())

    def set_sizes(self, sizes: str) -> None:
        """As `sizes` once gave it; nonsense is ignored."""
        widths = [int(part) for part in sizes.split() if part.isdecimal()]
        if len(widths) == 3 and widths[2] > 0:
            self._splitter.setSizes(widths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != self._over:
            self._over = narrow
            if narrow:
                self._source.setParent(self)
            else:
                self._splitter.addWidget(self._source)
                self._splitter.setSizes([SIDE_WIDTH, self.width() - SIDE_WIDTH - SOURCE_WIDTH, SOURCE_WIDTH])
            self._source.setVisible(self._open)
        self._place()

    def _place(self) -> None:
        if self._over and self._open:
            room = self.width() - self._splitter.sizes()[0]
            width = max(SOURCE_LEAST, min(SOURCE_WIDTH, room - 56))
            self._source.setGeometry(self.width() - width, 0, width, self.height())
            self._source.raise_()

"""The passages that were found for a question: the first ones, and all of them where that is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ..stylesheet import looks
from ..theme import Theme
from .hit import HitLine
from .pieces import clear, heading, selectable

if TYPE_CHECKING:
    from muniment_retrieval.model import Hit

FIRST_HITS = 8
NOTHING = "No passage was found. Try other words, in the language of the documents, or add more documents."


class FoundPassages(QWidget):
    """`pointed` and `opened` with a hit; `listed` when other lines stand here than before."""

    pointed = Signal(object)
    opened = Signal(object)
    listed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines: list[HitLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)

    def show_hits(self, hits: Sequence[Hit], question: str, most: int = FIRST_HITS) -> None:
        """Show the first `most` of them, and a button for the others."""
        clear(self._column)
        self.lines = []
        if not hits:
            self._column.addWidget(selectable(NOTHING, "quiet", 10))
            return
        self._column.addWidget(heading(f"Passages found · {len(hits)}"))
        for hit in hits[:most]:
            self._add(hit, question)
        if len(hits) > most:
            more = QPushButton(f"Show all {len(hits)}")
            looks(more, "plain")
            more.clicked.connect(lambda: self.show_hits(hits, question, len(hits)))
            self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.listed.emit()

    def _add(self, hit: Hit, question: str) -> None:
        line = HitLine(self._theme, hit, question)
        line.pointed.connect(lambda: self.pointed.emit(hit))
        line.opened.connect(lambda: self.opened.emit(hit))
        self.lines.append(line)
        self._column.addWidget(line)

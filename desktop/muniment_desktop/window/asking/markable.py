"""A sentence of an answer that a person may mark as right or wrong; the vault keeps the mark with the answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from ..theme import Theme
from .sentence import SentenceLine

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation, Sentence

MARKED: dict[bool | None, str] = {True: "marked right", False: "marked wrong"}
HOW = "Right-click, or press + or −, to mark it as right or wrong."


class MarkableLine(SentenceLine):
    """`marked` with what a person says of it: true for right, false for wrong, None for neither any more."""

    marked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        sentence: Sentence,
        numbered: dict[Citation, int],
        right: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, sentence, numbered, parent)
        self._right = right
        self.setToolTip(f"{self.toolTip()}.\n{HOW}")
        self.setAccessibleDescription(HOW)
        self.say(MARKED.get(right, ""))

    def mark(self, right: bool) -> None:
        """Say that it is right or wrong; the same again takes it back."""
        self._right = None if right == self._right else right
        self.say(MARKED.get(self._right, ""))
        self.marked.emit(self._right)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("+", "-"):
            self.mark(event.text() == "+")
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        for right, said in ((True, "Mark as &right"), (False, "Mark as &wrong")):
            action = menu.addAction(said, partial(self.mark, right))
            action.setCheckable(True)
            action.setChecked(self._right is right)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())


class RefusalLine(MarkableLine):
    """That the documents do not say it: in bold, and without a badge, for it is not a sentence of theirs."""

    LEFT = 10
    BOLD = True

    def paint_badge(self, painter: QPainter, area: QRectF) -> None:
        """There is none."""

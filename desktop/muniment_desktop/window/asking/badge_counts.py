"""What the badges of an answer are called, in words beside their signs, and how many sentences have each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ..icons import draw_icon
from ..theme import Theme
from . import wording
from .sentence import BADGES

if TYPE_CHECKING:
    from muniment_retrieval.model import Sentence

LETTERS = 0.92
"""Size of the letters, of the system's own."""

LEFT, SIGN, GAP, APART = 10, 14, 5, 16
"""Pixels: before the first sign, a sign's side, between it and its words, and between two badges."""


class BadgeCounts(QWidget):
    """One line that is read, not pressed; what each badge means in full is its tooltip."""

    def __init__(self, theme: Theme, sentences: Sequence[Sentence], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts = wording.badge_counts(sentences)
        self.setAccessibleName(wording.counts_text(sentences))
        self.setToolTip("\n".join(wording.SAID[badge].capitalize() for badge, _ in self._counts))
        self.setFixedHeight(round(QFontMetricsF(theme.font(LETTERS)).height()) + 8)
        theme.changed.connect(self.update)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self._theme.font(LETTERS)
        painter.setFont(font)
        painter.setPen(self._theme.colour("quiet"))
        at = float(LEFT)
        for badge, count in self._counts:
            name, colour = BADGES[badge]
            sign = QRectF(at, (self.height() - SIGN) / 2, SIGN, SIGN)
            draw_icon(painter, name, getattr(self._theme.tokens, colour), sign, 2.2)
            words = f"{count} {badge}"
            room = QRectF(sign.right() + GAP, 0, QFontMetricsF(font).horizontalAdvance(words) + 1, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            at = room.right() + APART

"""One sentence of an answer: its badge in the margin, its text, and the numbers of its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QWidget

from ..icons import draw_icon
from ..prose import Prose, Run
from ..theme import Theme
from . import wording
from .line import Line, top_left

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation, Sentence

BADGES = {"verified": ("verified", "good"), "close": ("close-match", "doubtful"), "not found": ("not-found", "bad")}
"""The icon of each badge, and the token of its colour."""

BADGE_SIZE = 16


class SentenceLine(Line):
    """A checked sentence; Ctrl+C copies it. The first of its `citations` is shown when it is pointed at."""

    LEFT = 34
    BOLD = False

    def __init__(self, theme: Theme, sentence: Sentence, numbered: dict[Citation, int], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._said = ""
        self._spoken = wording.spoken(sentence, numbered)
        self.sentence = sentence
        self.citations = sentence.citations
        self.plain = wording.sentence_text(sentence, numbered)
        self._marks = " ".join(wording.raised(numbered[c]) for c in sentence.citations)
        self.setToolTip(f"{sentence.badge.capitalize()}: {wording.SAID[sentence.badge].split(': ')[-1]}")
        self.restyle()

    def say(self, said: str) -> None:
        """Set this behind it, in grey; empty for nothing."""
        self._said = said
        self.restyle()

    def restyle(self) -> None:
        self.setAccessibleName(f"{self._spoken}; {self._said}" if self._said else self._spoken)
        marks = f"\u00a0{self._marks}" if self._marks else ""
        runs = [Run(self.sentence.text, bold=self.BOLD), Run(marks, self.theme.tokens.accent, bold=True)]
        runs += [Run(f"  {self._said}", self.theme.tokens.quiet)] if self._said else []
        self._prose = Prose(runs, self.theme.prose())
        super().restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.plain)
        else:
            super().keyPressEvent(event)

    def text_height(self, width: int) -> int:
        return self._prose.height(width)

    def paint_text(self, painter: QPainter, area: QRectF) -> None:
        self.paint_badge(painter, area)
        self._prose.draw(painter, top_left(area), area.width(), self.theme.colour("text"))

    def paint_badge(self, painter: QPainter, area: QRectF) -> None:
        """Paint the badge into the margin, beside the first line of the text."""
        name, colour = BADGES[self.sentence.badge]
        badge = QRectF(9, area.top() + (self._prose.step - BADGE_SIZE) / 2, BADGE_SIZE, BADGE_SIZE)
        draw_icon(painter, name, getattr(self.theme.tokens, colour), badge, 2.2)

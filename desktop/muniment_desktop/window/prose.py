"""Text set like a book: lines of one and a half, a piece here and there in another font or colour. Painted, never parsed.

`Piece.lines` bounds how much is shown; what is cut off ends in an ellipsis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from .tokens import LEADING

MAXIMUM = 40_000
"""Characters that are laid out in one piece at most; no answer comes near it."""

ROOM_FOR_BOLD = (0.97, 0.85, 0.6)
"""Shares of the last line that are tried for the text that is cut off: bold letters are wider than they are measured."""


def utf16(text: str) -> int:
    """The length of a text as Qt counts it: two for each character beyond U+FFFF."""
    return len(text) + sum(character > "\uffff" for character in text)


@dataclass(frozen=True)
class Run:
    """A stretch of text with a look of its own. An empty colour is the text's."""

    text: str
    colour: str = ""
    bold: bool = False
    raised: bool = False
    ground: str = ""


class Prose:
    """Some runs in one font, laid out for a width. `leading` is in sizes of the font, `step` the height of a line in pixels."""

    def __init__(self, runs: Sequence[Run], font: QFont, *, leading: float = LEADING, lines: int = 0) -> None:
        self._runs = _bounded(runs)
        self._formats = _formats(self._runs, font)
        self._font = font
        self._lines = lines
        metrics = QFontMetricsF(font)
        self.step = round(_size(font) * leading)
        self._ascent = metrics.ascent()
        self._inset = (self.step - metrics.height()) / 2
        self._layout = QTextLayout()
        self._width = -1
        self._heights: dict[int, int] = {}

    def height(self, width: float) -> int:
        """The height in pixels at a width; layouts ask for it again and again, so it is worked out once."""
        whole = round(width)
        if whole not in self._heights:
            self._lay_out(whole)
            self._heights[whole] = round(self._layout.lineCount() * self.step)
        return self._heights[whole]

    def draw(self, painter: QPainter, at: QPointF, width: float, colour: QColor) -> None:
        """Draw with the upper left corner `at`."""
        self._lay_out(round(width))
        painter.setPen(colour)
        self._layout.draw(painter, at)

    def _lay_out(self, width: int) -> None:
        if width == self._width:
            return
        self._width = width
        self._set("".join(r.text for r in self._runs))
        last_line = self._break_lines(width)
        if last_line >= 0:
            text = self._layout.text()
            for share in ROOM_FOR_BOLD:
                self._set(self._shortened(text, last_line, width * share))
                if self._break_lines(width) < 0:
                    break

    def _set(self, text: str) -> None:
        self._layout = QTextLayout(text, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._layout.setFormats(self._formats)

    def _break_lines(self, width: int) -> int:
        """Lay out the lines; where there are more than allowed, the Qt position at which the last one starts, else -1."""
        self._layout.beginLayout()
        start = -1
        while (line := self._layout.createLine()).isValid():
            number = self._layout.lineCount() - 1
            if self._lines and number == self._lines:
                break
            start = line.textStart()
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, number * self.step + self._inset + self._ascent - line.ascent()))
        else:
            start = -1
        self._layout.endLayout()
        return start

    def _shortened(self, text: str, last_line: int, room: float) -> str:
        units = text.encode("utf-16-le")
        head = units[: 2 * last_line].decode("utf-16-le", "ignore")
        tail = units[2 * last_line :].decode("utf-16-le", "ignore")[:400]
        return head + QFontMetricsF(self._font).elidedText(tail, Qt.TextElideMode.ElideRight, room)


def _size(font: QFont) -> float:
    """The size of a font's letters in pixels, however it was set."""
    return float(QFontInfo(font).pixelSize())


def _bounded(runs: Sequence[Run]) -> tuple[Run, ...]:
    kept: list[Run] = []
    left = MAXIMUM
    for run in runs:
        kept.append(run if len(run.text) <= left else Run(run.text[:left] + "…"))
        left -= len(run.text)
        if left <= 0:
            break
    return tuple(kept)


def _formats(runs: Sequence[Run], font: QFont) -> list[QTextLayout.FormatRange]:
    found, start = [], 0
    for run in runs:
        length = utf16(run.text)
        if run.colour or run.bold or run.raised or run.ground:
            spot = QTextLayout.FormatRange()
            spot.start, spot.length, spot.format = start, length, _format(run, font)
            found.append(spot)
        start += length
    return found


def _format(run: Run, font: QFont) -> QTextCharFormat:
    format_ = QTextCharFormat()
    if run.colour:
        format_.setForeground(QColor(run.colour))
    if run.ground:
        format_.setBackground(QColor(run.ground))
    if run.bold:
        format_.setFontWeight(QFont.Weight.DemiBold)
    if run.raised:
        format_.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    return format_

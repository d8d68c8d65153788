"""Names of files in a table: two lines, and what does not fit goes from the middle, because an end tells names apart, too."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

LINE_END = "\u2028"
INSET = 9
"""Pixels between a cell's edge and its text."""


class NameDelegate(QStyledItemDelegate):
    """Qt itself shortens the second line at its end."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        metrics: QFontMetrics = option.fontMetrics
        width = option.rect.width() - 2 * INSET

        def shorten(text: str) -> str:
            return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width)

        option.text = in_two_lines(option.text, shorten, metrics.horizontalAdvance, width)


def in_two_lines(name: str, shorten: Callable[[str], str], measure: Callable[[str], int], width: int) -> str:
    """A name broken after the last word that fits into the first line; the rest is shortened."""
    if measure(name) <= width:
        return name
    ends = [at for at, letter in enumerate(name) if letter == " " and measure(name[:at]) <= width]
    if not ends:
        return shorten(name)
    return name[: ends[-1]] + LINE_END + shorten(name[ends[-1] + 1 :])

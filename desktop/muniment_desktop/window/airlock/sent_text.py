"""The text as it will be sent, letter for letter in a monospaced font; what stands for something masked is a pill.

A pill is chosen with the mouse, or with Enter where the caret is in it. Nothing is parsed as markup.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QKeyEvent, QMouseEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ..stylesheet import looks
from ..theme import Theme
from .parts import Part


class SentText(QPlainTextEdit):
    """`pill_chosen` with the number of an item; `picked` with whether something is selected."""

    pill_chosen = Signal(int)
    picked = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pressed = QPoint()
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags)
        self.setAccessibleName("What will be sent")
        self.setAccessibleDescription("Enter in a masked part leaves it as it is.")
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        looks(self, "sent")
        self.document().setDocumentMargin(12)
        self.copyAvailable.connect(self.picked)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these, from where one was reading."""
        place = self.verticalScrollBar().value()
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for part in parts:
            cursor.insertText(part.text, self._format(part))
        cursor.endEditBlock()
        self.verticalScrollBar().setValue(place)

    def show_plain(self, text: str) -> None:
        """Show a text without pills."""
        self.show_parts([Part(text)])

    def selected(self) -> str:
        """What is selected, as one would type it."""
        return self.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n").strip()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        still = (at - self._pressed).manhattanLength() < 4
        if event.button() == Qt.MouseButton.LeftButton and still and not self.selected():
            self._choose(self.anchorAt(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.textCursor().charFormat().anchorHref())
            return
        super().keyPressEvent(event)

    def _choose(self, item: str) -> None:
        if item:
            self.pill_chosen.emit(int(item))

    def _format(self, part: Part) -> QTextCharFormat:
        colour, made = self._theme.colour, QTextCharFormat()
        made.setFont(self._theme.font(0.92, bold=True) if part.heading else self._mono())
        made.setForeground(colour("quiet" if part.heading else "text"))
        if part.item:
            made.setForeground(colour("accent"))
            made.setBackground(colour("lit"))
            made.setToolTip(part.stands_for)
            made.setAnchor(True)
            made.setAnchorHref(str(part.item))
        return made

    def _mono(self) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self._theme.font().pixelSize())
        return font

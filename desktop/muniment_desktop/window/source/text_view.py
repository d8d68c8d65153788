"""The stored text of a page, with the quote lit: for what cannot be drawn, and for whoever would rather read text.

Of a very long page, only the part around the quote is shown: laying out a million characters would hold up the window.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ..prose import utf16
from ..stylesheet import looks
from ..theme import Theme
from .flowing import flowing

SHOWN = 24_000


class TextView(QPlainTextEdit):
    """Read-only text; the caret stands at the quote, so that a screen reader begins there."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lit = (0, 0)
        looks(self, "page")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFont(theme.font(1.08))
        self.document().setDocumentMargin(18)
        self.setAccessibleName("Text of the page")
        theme.changed.connect(self._light)

    def show_text(self, text: str, start: int, end: int) -> bool:
        """Show a page's text with `text[start:end]` lit; false where only a part of it is shown."""
        first = max(0, min(start, len(text)) - SHOWN // 2) if len(text) > SHOWN else 0
        part = flowing(text[first : first + SHOWN])
        before = utf16(part[: start - first])
        self._lit = (before, before + utf16(part[max(0, start - first) : max(0, end - first)]))
        self.setPlainText(part)
        self._light()
        self._go_to(before)
        return len(part) == len(text)

    @property
    def lit_text(self) -> str:
        """What is lit."""
        return "".join(s.cursor.selectedText() for s in self.extraSelections())

    def _light(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._lit[0])
        cursor.setPosition(self._lit[1], QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(QColor(self._theme.tokens.mark))
        look.setForeground(QColor(self._theme.tokens.on_mark))
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor, look
        self.setExtraSelections([selection] if cursor.hasSelection() else [])

    def _go_to(self, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        self.centerCursor()

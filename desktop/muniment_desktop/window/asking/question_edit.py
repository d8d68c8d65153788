"""The field itself: plain text of a bounded length, because laying out a very long one would hold up the window."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ..theme import Theme

LONGEST = 8_000
"""Characters of a question."""


class QuestionEdit(QPlainTextEdit):
    """`shortened` when more was pasted than a question can have."""

    shortened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(theme.prose())
        self.setPlaceholderText("Ask your documents…")
        self.setAccessibleName("Question")
        self.setAccessibleDescription("Enter asks, Shift and Enter starts a new line")
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # files that are dropped here are added, not typed
        self.document().setDocumentMargin(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as much as there is room for."""
        room = max(0, LONGEST - self.document().characterCount() + len(self.textCursor().selectedText()))
        text = source.text()
        self.insertPlainText(text[:room])
        if len(text) > room:
            self.shortened.emit()

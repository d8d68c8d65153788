"""Text that is text: a name of a file may look like markup, and must never be taken for it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from .stylesheet import looks

LEAST = 60


def plain_label(text: str = "", look: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows its text as it is; `look` is one of the style sheet's."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if wrap:
        label.setMinimumWidth(LEAST)  # else its longest word would make the whole column wider
    if look:
        looks(label, look)
    return label


def tip(text: str) -> str:
    """A text for a tooltip, which takes anything that looks like markup for it."""
    return f"<qt>{escape(text)}</qt>" if "<" in text or "&" in text else text

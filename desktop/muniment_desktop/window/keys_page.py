"""Every key in one list: those of the menus, and those that mean something where the focus is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from .labels import plain_label
from .menus import MENUS, Entry
from .stylesheet import looks
from .tables.rows import ShownRow
from .tables.view import ReadTable
from .theme import Theme

HEADS, WIDTHS = ("Where", "What it does", "Keys"), ("Documents", 60, 40)
ABOUT = "Everything can be done by keyboard. Esc goes back to where you were."
EVERYWHERE = (
    ("Everywhere", "Go to the next thing, or the one before", "Tab, Shift+Tab"),
    ("Everywhere", "Stop what is being written, close what lies over the answer, or go back to the question", "Esc"),
    ("Ask", "Ask what is typed", "Enter"),
    ("Ask", "Begin a new line in the question", "Shift+Enter"),
    ("Ask", "Go to the next sentence, source or passage, or the one before", "Down, Up"),
    ("Ask", "Open the page of the sentence, source or passage", "Enter"),
    ("Ask", "Mark the sentence as right or as wrong; the same again takes it back", "+, −"),
    ("Ask", "Copy the sentence", "Ctrl+C"),
    ("Conversations", "Open, rename or delete the conversation", "Enter, F2, Del"),
)


class KeysPage(QWidget):
    """Can be read with or without a vault."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table = ReadTable(theme, "Keys", HEADS, WIDTHS)
        self.table.show_rows(tuple(ShownRow(cells) for cells in (*EVERYWHERE, *menu_keys())))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 14)
        column.addWidget(plain_label("Keys", "title"))
        column.addWidget(plain_label(ABOUT, "quiet", wrap=True))
        column.addSpacing(4)
        column.addWidget(self.table, 1)

    def focus_target(self) -> QWidget:
        """Where one begins."""
        return self.table


def menu_keys() -> list[tuple[str, str, str]]:
    """The menu, the entry and the keys of each entry that has any, as the system writes them."""
    return [
        (plain(title), plain(entry.text).rstrip("…"), keys(entry))
        for title, entries in MENUS.items()
        for entry in entries
        if entry.keys
    ]


def keys(entry: Entry) -> str:
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in entry.keys)


def plain(text: str) -> str:
    """A menu's text without the mark of the letter that chooses it."""
    return text.replace("&", "")

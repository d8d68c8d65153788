"""The left column: which vault, which room, what was asked, and at the bottom what this machine does."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from .side_buttons import RoomButton, VaultButton
from .status import Status
from .stylesheet import looks
from .talking.conversation_list import ConversationList
from .theme import Theme
from .tool_button import ToolButton

ROOMS = (
    ("ask", "Ask", "ask"),
    ("summaries", "Summaries", "summaries"),
    ("chronology", "Chronology", "chronology"),
    ("library", "Library", "library"),
    ("folders", "Folders", "folder"),
    ("health", "Health", "health"),
    ("models", "Models", "models"),
    ("privacy", "Privacy", "privacy"),
)


class Sidebar(QFrame):
    """`room_wanted` with a room's name. `talks` are the conversations."""

    room_wanted = Signal(str)

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "side")
        self.vault = VaultButton(theme, menu)
        self.lock = ToolButton(theme, "lock", "Lock the vault", "Ctrl+Shift+L")
        self._rooms = {name: RoomButton(theme, title, icon) for name, title, icon in ROOMS}
        self.talks = ConversationList()
        self.status = Status(theme)
        self._lay_out()
        for name, button in self._rooms.items():
            button.clicked.connect(lambda _=False, n=name: self.room_wanted.emit(n))
        self.show_vault("")

    def show_vault(self, name: str) -> None:
        """Say which vault is open; without one there are no rooms."""
        self.vault.say(name)
        self.lock.setVisible(bool(name))
        for button in self._rooms.values():
            button.setVisible(bool(name))
        self.show_count("health", 0)
        self.talks.clear()

    def show_room(self, room: str) -> None:
        """Mark the room where one is."""
        for name, button in self._rooms.items():
            button.setChecked(name == room)

    def show_count(self, room: str, count: int) -> None:
        """How many there are in a room; in that of the health report, how many ask for something."""
        self._rooms[room].show_count(count)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.vault, 1)
        row.addWidget(self.lock)
        column.addLayout(row)
        column.addSpacing(10)
        for button in self._rooms.values():
            column.addWidget(button)
        column.addWidget(self.talks, 1)
        column.addStretch(0)
        column.addWidget(self.status)

"""The left column: which vault, which room, what was asked, and at the bottom what this machine does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from .asking.exchange import Exchange
from .labels import plain_label, tip
from .side_buttons import RoomButton, VaultButton
from .status import Status
from .stylesheet import looks
from .theme import Theme

ROOMS = (
    ("ask", "Ask", "ask"),
    ("summaries", "Summaries", "summaries"),
    ("chronology", "Chronology", "chronology"),
    ("library", "Library", "library"),
    ("folders", "Folders", "folder"),
    ("health", "Health", "health"),
    ("models", "Models", "models"),
)


class Sidebar(QFrame):
    """`room_wanted` with a room's name; `exchange_wanted` with an exchange."""

    room_wanted = Signal(str)
    exchange_wanted = Signal(object)

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "side")
        self._exchanges: list[Exchange] = []
        self.vault = VaultButton(theme, menu)
        self._rooms = {name: RoomButton(theme, title, icon) for name, title, icon in ROOMS}
        self._heading = plain_label("Conversations", "heading")
        self._heading.setContentsMargins(9, 14, 0, 2)
        self.conversations = self._make_list()
        self.status = Status(theme)
        self._lay_out()
        for name, button in self._rooms.items():
            button.clicked.connect(lambda _=False, n=name: self.room_wanted.emit(n))
        self.show_vault("")

    def show_vault(self, name: str) -> None:
        """Say which vault is open; without one there are no rooms."""
        self.vault.say(name)
        for button in self._rooms.values():
            button.setVisible(bool(name))
        self.show_count("health", 0)
        self.conversations.clear()
        self._exchanges = []
        self._show_heading()

    def show_room(self, room: str) -> None:
        """Mark the room where one is."""
        for name, button in self._rooms.items():
            button.setChecked(name == room)

    def show_count(self, room: str, count: int) -> None:
        """How many there are in a room; in that of the health report, how many ask for something."""
        self._rooms[room].show_count(count)

    def add_exchange(self, exchange: Exchange) -> None:
        """List a new exchange first, and mark it."""
        item = QListWidgetItem(exchange.title)
        item.setToolTip(tip(exchange.title))
        self._exchanges.insert(0, exchange)
        self.conversations.insertItem(0, item)
        self.conversations.setCurrentItem(item)
        self._show_heading()

    def drop_exchanges(self, documents: set[int]) -> None:
        """Take away what was answered from these documents: they are forgotten."""
        for row in range(len(self._exchanges) - 1, -1, -1):
            if self._exchanges[row].touches(documents):
                self.conversations.takeItem(row)
                del self._exchanges[row]
        self._show_heading()

    def _make_list(self) -> QListWidget:
        view = QListWidget()
        view.setAccessibleName("Conversations")
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setUniformItemSizes(True)
        looks(view, "side")
        view.itemClicked.connect(self._choose)
        view.itemActivated.connect(self._choose)
        return view

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 0)
        column.setSpacing(2)
        column.addWidget(self.vault)
        column.addSpacing(10)
        for button in self._rooms.values():
            column.addWidget(button)
        column.addWidget(self._heading)
        column.addWidget(self.conversations, 1)
        column.addStretch(0)
        column.addWidget(self.status)

    def _choose(self, item: QListWidgetItem) -> None:
        self.exchange_wanted.emit(self._exchanges[self.conversations.row(item)])

    def _show_heading(self) -> None:
        self._heading.setVisible(bool(self._exchanges))
        self.conversations.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._exchanges else Qt.FocusPolicy.NoFocus)

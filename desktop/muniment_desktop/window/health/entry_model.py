"""The entries of one group of the report, a row each. Holds a tuple that a lane has made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ..labels import tip
from .wording import spoken

if TYPE_CHECKING:
    from muniment_retrieval.health import Entry

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class EntryModel(QAbstractListModel):
    """The display text is the name; `Qt.UserRole` the entry itself."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Role.DisplayRole:
            return entry.name
        if role == Role.ToolTipRole:
            return tip(entry.path)
        if role == Role.AccessibleTextRole:
            return spoken(entry)
        return entry if role == Role.UserRole else None

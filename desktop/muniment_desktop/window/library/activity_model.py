"""The files of this run, the one that is being read last: a row each, with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ..asking.wording import file_name
from ..labels import tip
from .report import file_text

if TYPE_CHECKING:
    from muniment_retrieval.model import Progress

KEPT = 2_000
"""Rows that are kept at most; the table of documents has them all."""

STATE_ROLE = Qt.ItemDataRole.UserRole


class ActivityModel(QAbstractListModel):
    """Rows are (path, state), oldest first. The display text is the name; `STATE_ROLE` is what became of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, str]] = []

    def clear(self) -> None:
        """Forget the run before."""
        self.beginResetModel()
        self._rows = []
        self.endResetModel()

    def take(self, events: Sequence[Progress]) -> None:
        """Add what has happened. A file's row is written when its reading begins, and again when it ends."""
        named = [(e.path, file_text(e)) for e in events[-2 * KEPT :] if e.path]  # each file has two events at most
        if not named:
            return
        self.beginResetModel()
        for path, state in named:
            if self._rows and self._rows[-1][0] == path:
                self._rows[-1] = (path, state or self._rows[-1][1])
            else:
                self._rows.append((path, state))
        del self._rows[:-KEPT]
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        path, state = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return file_name(path)
        if role == STATE_ROLE:
            return state or "reading…"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{file_name(path)}: {state or 'reading'}"
        return None

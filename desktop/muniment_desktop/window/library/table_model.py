"""The documents as rows and columns. Holds a tuple that a lane has arranged; every question of the view is one look-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ..labels import tip
from ..theme import Theme
from . import rows
from .rule_menu import mark

if TYPE_CHECKING:
    from muniment_retrieval.model import Document
    from muniment_retrieval.vault.policies import Policies

COLUMNS = ("name", "pages", "words", "meaning", "state", "folder")
TITLES = ("Name", "Pages", "Words", "Meaning", "State", "Folder")
HINTS = (
    "",
    "",
    "Whether it can be found by the words in it",
    "Whether it can be found by what it means, too",
    "What keeps it from being read",
    "",
)
NAME, PAGES, WORDS, MEANING, STATE, FOLDER = range(6)
DOT, NONE = "●", "–"

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class DocumentTable(QAbstractTableModel):
    """One row a document. `Qt.UserRole` of any column is its identifier."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[Document, ...] = ()
        self._policies: Policies | None = None

    def set_rows(self, documents: tuple[Document, ...], policies: Policies | None = None) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._rows, self._policies = documents, policies
        self.endResetModel()

    @property
    def documents(self) -> tuple[Document, ...]:
        return self._rows

    def document(self, row: int) -> Document:
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Role.DisplayRole:
            return TITLES[section]
        if role == Role.ToolTipRole:
            return HINTS[section] or None
        if role == Role.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        document, column = self._rows[index.row()], index.column()
        if role == Role.DisplayRole:
            return _text(document, column)
        if role == Role.TextAlignmentRole:
            return _alignment(column)
        if role == Role.ForegroundRole:
            return self._colour(document, column)
        if role == Role.ToolTipRole:
            marked = mark(self._policies, document.id)
            return tip(document.reason if column == STATE else f"{document.path} – {marked}" if marked else document.path)
        if role == Role.AccessibleTextRole:
            marked = mark(self._policies, document.id) if column == NAME else ""
            return f"{_spoken(document, column)}, {marked}" if marked else _spoken(document, column)
        if role == Role.DecorationRole and column == NAME and mark(self._policies, document.id):
            return self._theme.icon("lock", "quiet")
        return document.id if role == Role.UserRole else None

    def _colour(self, document: Document, column: int) -> Any:
        if column == STATE:
            return self._theme.colour("doubtful")
        if column == NAME and document.state == "read":
            return None
        return self._theme.colour("quiet")


def _text(document: Document, column: int) -> str:
    if column == NAME:
        return document.name
    if column == PAGES:
        return f"{document.page_count:,}" if document.page_count else NONE
    if column == WORDS:
        return DOT if document.words else NONE
    if column == MEANING:
        return DOT if document.meaning else NONE
    return rows.TROUBLE.get(document.state, "") if column == STATE else rows.folder_text(document)


def _spoken(document: Document, column: int) -> str | None:
    if column == WORDS:
        return "found by words" if document.words else "not found by words"
    if column == MEANING:
        return "found by meaning" if document.meaning else "not found by meaning"
    return _text(document, column) if column != STATE or document.state != "read" else "nothing to do"


def _alignment(column: int) -> Qt.AlignmentFlag:
    middle = Qt.AlignmentFlag.AlignVCenter
    if column == PAGES:
        return middle | Qt.AlignmentFlag.AlignRight
    if column in (WORDS, MEANING):
        return middle | Qt.AlignmentFlag.AlignHCenter
    return middle | Qt.AlignmentFlag.AlignLeft

"""The table of documents: reads like a file manager's list, and keeps its selection while the list follows the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ..theme import Theme
from . import table_model as columns
from .rows import TROUBLE, Listing
from .table_model import DocumentTable

if TYPE_CHECKING:
    from muniment_retrieval.model import Document

WIDEST = {
    columns.PAGES: "10,000",
    columns.WORDS: columns.TITLES[columns.WORDS],
    columns.MEANING: columns.TITLES[columns.MEANING],
    columns.STATE: max(TROUBLE.values(), key=len),
}
"""What has to fit into a column."""

PADDING = 26
FOLDER_WIDTH = 220

ROOMY = 820
"""Below this width there is no room for the folders."""

NARROW = 560
"""Below this one names come first where the state is shown, too."""


class DocumentView(QTableView):
    """`order_wanted` when a column's head is pressed; `selection_changed` whenever other documents are selected."""

    order_wanted = Signal()
    selection_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = DocumentTable(theme, self)
        self._troubled = False
        self.setModel(self._model)
        self.setAccessibleName("Documents")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_heads()
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())

    def show_listing(self, listing: Listing) -> None:
        """Show these documents; those that were selected stay so where they are still there."""
        selected = [d.id for d in self.selected()]
        current = self.currentIndex()
        current_id = self._model.document(current.row()).id if current.isValid() else None
        self._model.set_rows(listing.shown, listing.policies)
        self._select(sorted(listing.rows[i] for i in selected if i in listing.rows))
        if current_id in listing.rows:
            index = self._model.index(listing.rows[current_id], 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

        self._troubled = listing.troubled > 0
        self._show_columns()

    def selected(self) -> list[Document]:
        """The selected documents, in order."""
        found: list[Document] = []
        for stretch in sorted(self._stretches(), key=lambda s: s.top()):
            found.extend(self._model.documents[stretch.top() : stretch.bottom() + 1])
        return found

    def selected_count(self) -> int:
        """How many are selected; quick, however many that are."""
        return sum(s.height() for s in self._stretches())

    def document(self, row: int) -> Document:
        return self._model.document(row)

    def order(self) -> tuple[int, bool]:
        """The column that is sorted by, and whether it runs down."""
        head = self.horizontalHeader()
        return max(0, head.sortIndicatorSection()), head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder

    def _stretches(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(place) for place in range(selection.count())]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_columns()

    def _show_columns(self) -> None:
        self.setColumnHidden(columns.STATE, not self._troubled)
        self.setColumnHidden(columns.FOLDER, self.width() < ROOMY)
        self.setColumnHidden(columns.MEANING, self._troubled and self.width() < NARROW)

    def _set_heads(self) -> None:
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(QFontMetrics(self.font()).height() + 14)
        heads.setHighlightSections(False)
        # A selection of its own: asked whether a column is selected, that of the view would look at every row.
        heads.setSelectionModel(QItemSelectionModel(self._model, heads))
        heads.setSectionsClickable(True)
        heads.setSortIndicatorShown(True)
        heads.setSortIndicator(columns.NAME, Qt.SortOrder.AscendingOrder)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heads.setSectionResizeMode(columns.NAME, QHeaderView.ResizeMode.Stretch)
        letters = QFontMetrics(self.font())
        for column, text in WIDEST.items():
            self.setColumnWidth(column, letters.horizontalAdvance(text) + PADDING)
        self.setColumnWidth(columns.FOLDER, FOLDER_WIDTH)
        heads.sortIndicatorChanged.connect(lambda *_: self.order_wanted.emit())

    def _select(self, rows: list[int]) -> None:
        selection, last = QItemSelection(), self._model.columnCount() - 1
        start = 0
        for at, row in enumerate(rows):
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                selection.select(self._model.index(rows[start], 0), self._model.index(row, last))
                start = at + 1
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

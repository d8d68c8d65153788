"""A table that is read row by row: the arrows go through it, Enter or a click opens the page that a row rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ..labels import tip
from ..theme import Theme
from .names import NameDelegate
from .rows import ShownRow

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

TIP_CHARACTERS = 1_200

LINES = 2
"""Lines of text in a row."""

ROOMY = 640
"""Pixels below which the column that can be spared is left out."""

PADDING, ROUND = 26, 10
NAMES = "Document"
"""The head of the column that holds names of files."""


class ShownRows(QAbstractTableModel):
    """Holds what is shown; every question of the view is one look-up."""

    def __init__(self, theme: Theme, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heads = tuple(heads)
        self.rows: tuple[ShownRow, ...] = ()

    def set_rows(self, rows: tuple[ShownRow, ...]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self._heads[section]
        if orientation == Qt.Orientation.Horizontal and role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Role.DisplayRole:
            return row.cells[index.column()]
        if role == Role.ForegroundRole:
            return self._theme.colour("quiet") if row.quiet else None
        if role == Role.ToolTipRole:
            return tip(
                "\n".join(filter(None, (t[:TIP_CHARACTERS] for t in (row.cells[index.column()], row.hint_of(index.column())))))
            )
        if role == Role.AccessibleTextRole:
            return f"{self._heads[index.column()]}: {row.cells[index.column()] or 'nothing'}"
        return None


class ReadTable(QTableView):
    """`pointed` and `opened` with the citation of a row that one goes to, or wants to see.

    `widths` are the columns': a text is as wide as that text needs, a number shares what is left with the others. The column
    `spare` is left out where there is no room.
    """

    pointed = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        heads: Sequence[str],
        widths: Sequence[int | str],
        *,
        most_rows: int = 0,
        spare: int = -1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._widths = tuple(widths)
        self._spare = spare
        self._most_rows = most_rows
        self._shown = ShownRows(theme, heads, self)
        self.setModel(self._shown)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        if NAMES in heads:
            self.setItemDelegateForColumn(heads.index(NAMES), NameDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(LINES * QFontMetrics(self.font()).lineSpacing() + 14)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentChanged.connect(self._point)
        self.clicked.connect(self._open)

    def show_rows(self, rows: tuple[ShownRow, ...]) -> None:
        """Show these; where the table has a greatest number of rows, it is as high as they need, up to that."""
        self._shown.set_rows(rows)
        if self._most_rows:
            high = self.verticalHeader().defaultSectionSize() * max(1, min(len(rows), self._most_rows))
            self.setFixedHeight(high + self.horizontalHeader().sizeHint().height() + ROUND)
            all_shown = len(rows) <= self._most_rows
            bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if all_shown else Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.setVerticalScrollBarPolicy(bar)

    @property
    def rows(self) -> tuple[ShownRow, ...]:
        return self._shown.rows

    def light(self, citation: object) -> None:
        """Mark the row that rests on a citation."""
        at = next((n for n, row in enumerate(self.rows) if citation in (row.target, *row.targets) and citation is not None), None)
        if at is None:
            self.clearSelection()
        elif at != self.currentIndex().row():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            before = self.blockSignals(True)
            self.selectionModel().setCurrentIndex(self._shown.index(at, 0), flags)
            self.blockSignals(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows:
            self.setCurrentIndex(self._shown.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Give each column its width."""
        roomy = self.viewport().width() >= ROOMY
        if self._spare >= 0:
            self.setColumnHidden(self._spare, not roomy)
        there = [(n, width) for n, width in enumerate(self._widths) if roomy or n != self._spare]
        letters = QFontMetrics(self.font())
        fixed = {n: letters.horizontalAdvance(width) + PADDING for n, width in there if isinstance(width, str)}
        left = max(0, self.viewport().width() - sum(fixed.values()))
        whole = sum(width for _, width in there if isinstance(width, int))
        for n, width in there:
            self.setColumnWidth(n, fixed[n] if isinstance(width, str) else left * width // whole)

    def _target(self, index: Index) -> Citation | None:
        return self.rows[index.row()].leads_to(index.column()) if 0 <= index.row() < len(self.rows) else None

    def _point(self, now: Index, before: Index) -> None:
        target = self._target(now)
        if target is not None and (now.row() != before.row() or target != self._target(before)):
            self.pointed.emit(target)

    def _open(self, index: Index) -> None:
        if (target := self._target(index)) is not None:
            self.opened.emit(target)

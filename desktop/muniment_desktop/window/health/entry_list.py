"""The list of entries: walked with the arrows, Enter presses a row's button, the mouse does so where the button is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ..theme import Theme
from .entry_model import EntryModel
from .entry_painter import EntryPainter

if TYPE_CHECKING:
    from muniment_retrieval.health import Entry

_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class EntryList(QListView):
    """`pressed_button` with the entries that are meant; `show_wanted` with an entry that is double-clicked."""

    pressed_button = Signal(object)
    show_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = EntryModel()
        self._painter = EntryPainter(theme, self)
        self._held = QModelIndex()
        self.setModel(self._entries)
        self.setItemDelegate(self._painter)
        self.setAccessibleName("Files that ask for something")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else heights would depend on themselves
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.verticalScrollBar().rangeChanged.connect(lambda _, most: self.verticalScrollBar().setEnabled(most > 0))
        self.doubleClicked.connect(self._double)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show these; those that were selected stay so where they are still there, else what stands in their place is."""
        selected, current = {entry.path for entry in self.selected()}, self.currentIndex().row()
        if entries == self._entries.entries:
            return
        self._entries.show_entries(entries)
        kept = [row for row, entry in enumerate(entries) if entry.path in selected]
        row = kept[0] if kept else min(max(current, 0), len(entries) - 1)
        if entries:
            self.selectionModel().setCurrentIndex(self._entries.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect)
            for more in kept[1:]:
                self.selectionModel().select(self._entries.index(more), QItemSelectionModel.SelectionFlag.Select)

    def selected(self) -> list[Entry]:
        """The entries that are selected, in order."""
        return [self._entries.entries[index.row()] for index in sorted(self.selectedIndexes())]

    def button_at(self, row: int) -> QPoint:
        """The middle of a row's button, in the viewport."""
        index = self._entries.index(row)
        return self._painter.button_area(self.visualRect(index), self._entries.entries[row]).center()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._press(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = self._button_under(event.position().toPoint())
        if not (self._held.isValid() and self.selectionModel().isSelected(self._held)):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._button_under(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        if not self._held.isValid():
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, QModelIndex()
        if held.isValid() and event.button() == Qt.MouseButton.LeftButton:
            if self._button_under(event.position().toPoint()) == held:
                self._press(held)
        else:
            super().mouseReleaseEvent(event)

    def _press(self, index: QModelIndex) -> None:
        """Do it for all that are selected and have the same button."""
        if not index.isValid():
            return
        pressed = self._entries.entries[index.row()]
        if pressed.action == "nothing":
            return
        together = [
            e for e in self.selected() if (e.action, e.state == "skipped") == (pressed.action, pressed.state == "skipped")
        ]
        self.pressed_button.emit(together if pressed in together else [pressed])

    def _button_under(self, point: QPoint) -> QModelIndex:
        index = self.indexAt(point)
        if index.isValid():
            entry = self._entries.entries[index.row()]
            if self._painter.button_area(self.visualRect(index), entry).contains(point):
                return index
        return QModelIndex()

    def _double(self, index: QModelIndex) -> None:
        self.show_wanted.emit(self._entries.entries[index.row()])

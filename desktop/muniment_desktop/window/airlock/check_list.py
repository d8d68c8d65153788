"""A list of things with a box to tick for each: what stays in, and what is masked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..icons import draw_icon
from ..labels import tip
from ..stylesheet import looks
from ..theme import Theme

Index = QModelIndex | QPersistentModelIndex

_TICKED = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}


class CheckList(QListWidget):
    """`changed` with a thing and whether it is ticked now. Space or the mouse ticks."""

    changed = Signal(object, bool)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Ticks(theme, self))
        self.setAccessibleName(name)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        looks(self, "checks")
        self.itemChanged.connect(lambda row: self.changed.emit(row.data(Qt.ItemDataRole.UserRole), _is_ticked(row)))

    def show_things(self, things: Sequence[tuple[str, Any, bool]], *, fixed: bool = False) -> None:
        """Each as its text, the thing, and whether it is ticked; `fixed` where nothing can be changed."""
        with QSignalBlocker(self):
            at = self.currentRow()
            self.clear()
            for text, thing, ticked in things:
                row = QListWidgetItem(text)
                row.setData(Qt.ItemDataRole.UserRole, thing)
                row.setToolTip(tip(text))
                row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                if not fixed:
                    row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    row.setCheckState(_TICKED[ticked])
                self.addItem(row)
            self.setCurrentRow(min(at, self.count() - 1))


class _Ticks(QStyledItemDelegate):
    """Draws the tick into the box: the sheet can only fill it, and a filled box alone says nothing to whoever sees no colour."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        view = self.parent()
        if shown.checkState != Qt.CheckState.Checked or not isinstance(view, QWidget):
            return
        box = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, shown, view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_icon(painter, "verified", self._theme.tokens.on_accent, QRectF(box), 2.4)
        painter.restore()


def _is_ticked(row: QListWidgetItem) -> bool:
    return row.checkState() == Qt.CheckState.Checked

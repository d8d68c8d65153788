"""A list of things with a box to tick for each: what stays in, and what is masked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ..labels import tip
from ..stylesheet import looks

_TICKED = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}


class CheckList(QListWidget):
    """`changed` with a thing and whether it is ticked now. Space or the mouse ticks."""

    changed = Signal(object, bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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


def _is_ticked(row: QListWidgetItem) -> bool:
    return row.checkState() == Qt.CheckState.Checked

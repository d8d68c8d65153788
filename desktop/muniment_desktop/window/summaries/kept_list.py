"""The summaries that are kept, the newest first: a click or Enter opens one, Delete removes it, the menu key offers both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from ..labels import tip
from ..stylesheet import looks
from . import wording

if TYPE_CHECKING:
    from muniment_retrieval.summarising import Kept


class KeptList(QListWidget):
    """`opened` with a kept summary, `remove_wanted` with its identifier."""

    opened = Signal(object)
    remove_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: Sequence[Kept] = ()
        self.setAccessibleName("Kept summaries")
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSpacing(3)
        looks(self, "bare")
        self.customContextMenuRequested.connect(self._open_menu)
        self.itemClicked.connect(lambda item: self.opened.emit(self._of(item)))
        self.itemActivated.connect(lambda item: self.opened.emit(self._of(item)))

    def show_kept(self, kept: Sequence[Kept]) -> None:
        """List these."""
        if [one.id for one in kept] != [one.id for one in self._kept]:
            self._kept = kept
            self.clear()
            for one in kept:
                item = QListWidgetItem(wording.made(one))
                item.setToolTip(tip(item.text()))
                self.addItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.remove_wanted.emit(self._of(item).id)
        else:
            super().keyPressEvent(event)

    def menu_of(self, item: QListWidgetItem) -> QMenu:
        """What can be done with one."""
        one, menu = self._of(item), QMenu(self)
        menu.addAction("Open", lambda: self.opened.emit(one))
        menu.addSeparator()
        menu.addAction("Remove…", lambda: self.remove_wanted.emit(one.id))
        return menu

    def _of(self, item: QListWidgetItem) -> Kept:
        return self._kept[self.row(item)]

    def _open_menu(self, at: QPoint) -> None:
        item = self.itemAt(at) or self.currentItem()
        if item is not None:
            menu = self.menu_of(item)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.viewport().mapToGlobal(at))

"""The conversations at the left, the newest first: a field that finds them by their words, and what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QMenu, QPushButton, QVBoxLayout, QWidget

from ..labels import plain_label, tip
from ..stylesheet import looks

TYPING_MS = 150
LEAST_LINES = 9
"""In less height than of so many lines of text, the list would only be squashed."""

_ID = Qt.ItemDataRole.UserRole
_TITLE = Qt.ItemDataRole.UserRole + 1
EDITABLE = Qt.ItemFlag.ItemIsEditable


class ConversationRows(QListWidget):
    """F2 renames, Delete deletes, and the menu key offers both."""

    delete_wanted = Signal(int)
    export_wanted = Signal(int)
    renamed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Conversations")
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.itemChanged.connect(self._edited)
        looks(self, "side")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None and item.data(_ID):
            self.delete_wanted.emit(item.data(_ID))
        else:
            super().keyPressEvent(event)

    def _open_menu(self, at: QPoint) -> None:
        item = self.itemAt(at) or self.currentItem()
        if item is None or not item.data(_ID):
            return
        menu = self.menu_of(item)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(at))

    def menu_of(self, item: QListWidgetItem) -> QMenu:
        """What can be done with a conversation."""
        menu = QMenu(self)
        menu.addAction("Rename", lambda: self.editItem(item))
        menu.addAction("Save as…", lambda: self.export_wanted.emit(item.data(_ID)))
        menu.addSeparator()
        menu.addAction("Delete…", lambda: self.delete_wanted.emit(item.data(_ID)))
        return menu

    def _edited(self, item: QListWidgetItem) -> None:
        title = " ".join(item.text().split())
        if item.data(_ID) and title and title != item.data(_TITLE):
            self.renamed.emit(item.data(_ID), title)
        elif title != item.data(_TITLE):
            item.setText(item.data(_TITLE))


class ConversationList(QWidget):
    """`chosen` with a conversation, 0 for the one that is just being begun; `new_wanted`; `searched` with words."""

    chosen = Signal(int)
    new_wanted = Signal()
    searched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begun = ""
        self._current = 0
        self._listed: Sequence[tuple[int, str, str]] = ()
        self._heading = plain_label("Conversations", "heading")
        self._heading.setContentsMargins(9, 14, 0, 2)
        self.new = QPushButton("New conversation")
        looks(self.new, "plain")
        self.new.setToolTip("Ask something that has nothing to do with what was asked before (Ctrl+Shift+N)")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Find in conversations")
        self.filter.setAccessibleName("Find in conversations")
        self.filter.setClearButtonEnabled(True)
        self.rows = ConversationRows()
        self._none = plain_label("No conversation has these words.", "quiet", wrap=True)
        self._none.setContentsMargins(9, 4, 9, 0)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._lay_out()
        self._typing.timeout.connect(lambda: self.searched.emit(self.filter.text()))
        self.filter.textChanged.connect(lambda _: self._typing.start())
        self.new.clicked.connect(self.new_wanted)
        self.rows.itemClicked.connect(self._choose)
        self.rows.itemActivated.connect(self._choose)
        self.clear()

    def clear(self) -> None:
        """Another vault, or none."""
        before = self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(before)
        self._typing.stop()
        self._begun, self._current = "", 0
        self.show_listed(())

    def begin(self, title: str) -> None:
        """A conversation begins whose first answer is still to come."""
        self._begun, self._current = title, 0
        self.show_listed(self._listed)

    def mark(self, conversation: int) -> None:
        """Which one is shown; 0 for none, or the one that is just being begun."""
        self._current = conversation
        if conversation:
            self._begun = ""
        self.show_listed(self._listed)

    def show_listed(self, listed: Sequence[tuple[int, str, str]]) -> None:
        """Show these: identifier, title, and the question in it that was looked for."""
        self._listed = listed
        before = self.rows.blockSignals(True)
        self.rows.clear()
        shown = [(0, self._begun, ""), *listed] if self._begun else list(listed)
        for conversation, title, question in shown:
            item = QListWidgetItem(title)
            item.setData(_ID, conversation)
            item.setData(_TITLE, title)
            item.setToolTip(tip(f"{title}\n{question}" if question else title))
            item.setFlags(item.flags() | EDITABLE if conversation else item.flags() & ~EDITABLE)
            self.rows.addItem(item)
            if conversation == self._current and (conversation or self._begun):
                self.rows.setCurrentItem(item)
        self.rows.blockSignals(before)
        self._show_parts()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._heading)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.filter, self._none):
            column.addWidget(widget)
        column.addWidget(self.rows, 1)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_ID))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_parts()

    def _show_parts(self) -> None:
        """In a window that is too low for a list there is none; Ctrl+Shift+N and the menu remain."""
        there, looking = self.rows.count() > 0, bool(self.filter.text().strip())
        fits = self.height() >= LEAST_LINES * self.fontMetrics().lineSpacing() or not self.isVisible()
        for widget in (self._heading, self.filter, self.new):
            widget.setVisible(fits and (there or looking))
        self.rows.setVisible(fits)
        self._none.setVisible(fits and looking and not there)
        self.rows.setFocusPolicy(Qt.FocusPolicy.StrongFocus if there else Qt.FocusPolicy.NoFocus)

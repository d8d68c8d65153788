"""The room of the health report: the totals at the top, below them the files of one of them, each with its reason and button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ..blank import Blank
from ..labels import plain_label
from ..library.activity import Activity
from ..library.index_work import IndexWork
from ..stylesheet import looks
from ..theme import Theme
from .entry_list import EntryList
from .groups import Groups
from .health_work import HealthWork
from .wording import BUTTONS, TO_DO, View, button_text, summary

if TYPE_CHECKING:
    from muniment_retrieval.health import Entry


class HealthPage(QWidget):
    """`mend_wanted` with what to do and the entries; `show_wanted` with an entry; `add_wanted` with the button."""

    mend_wanted = Signal(str, object)
    show_wanted = Signal(object)
    elsewhere_wanted = Signal(int)
    retry_wanted = Signal()
    add_wanted = Signal(object)

    def __init__(self, theme: Theme, work: HealthWork, indexing: IndexWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._view: View | None = None
        self._key = TO_DO
        self._said = plain_label("", "quiet", wrap=True)
        self.retry = QPushButton("Try all again")
        self.retry.setToolTip("Whatever can be tried without a password or another limit")
        self.activity = Activity(theme, indexing)
        self.groups = Groups()
        self.list = EntryList(theme)
        self.blank = Blank()
        self._stack = QStackedWidget()
        self._lay_out()
        self.groups.chosen.connect(self._choose)
        self.retry.clicked.connect(self.retry_wanted)
        self.blank.pressed.connect(lambda: self.add_wanted.emit(self.blank.button))
        self.list.pressed_button.connect(lambda entries: self.mend_wanted.emit(str(entries[0].action), entries))
        self.list.show_wanted.connect(self.show_wanted)
        self.list.customContextMenuRequested.connect(self._open_menu)
        work.told.connect(self._show)
        self._show(None)

    def focus_target(self) -> QWidget:
        """Where one begins."""
        if self.list.isVisibleTo(self):
            return self.list
        return self.blank.button if self.blank.button.isVisibleTo(self) else self.groups.first()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(plain_label("Health", "title"), 1)
        head.addWidget(self.retry)
        self._stack.addWidget(self.blank)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._said)
        column.addWidget(self.groups)
        column.addWidget(self.activity)
        column.addWidget(self._stack, 1)

    def _choose(self, key: str) -> None:
        self._key = key
        self._show(self._view)

    def _show(self, view: View | None) -> None:
        self._view = view
        files = 0 if view is None else len(view.report.entries)
        self._said.setVisible(files > 0)
        self.groups.setVisible(files > 0)
        entries: tuple[Entry, ...] = ()
        if view is not None:
            if self._key not in view.groups:
                self._key = TO_DO
            self._said.setText(summary(view.report))
            self.groups.show_view(view, self._key)
            entries = view.groups.get(self._key, ())
        self.retry.setVisible(any(entry.action in ("try again", "recognise") and entry.needs for entry in entries))
        self.list.show_entries(entries)
        self._stack.setCurrentWidget(self.list if entries else self.blank)
        if not files:
            self.blank.say("No documents yet", "What became of every file that you add is told here.", "Add documents")
        elif not entries:
            self.blank.say("All well", "None of these files asks for anything.")

    def _open_menu(self, at: QPoint) -> None:
        entries = self.list.selected()
        if not entries:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = entries[0]
        if text := button_text(one):
            menu.addAction(text, lambda: self.mend_wanted.emit(str(one.action), entries))
        if len(entries) == 1 and one.document_id is not None:
            number = one.document_id
            menu.addAction("Show", lambda: self.show_wanted.emit(one))
            menu.addAction("Open the original", lambda: self.elsewhere_wanted.emit(number))
        if one.action not in ("exclude", "try again") or one.state != "skipped":
            menu.addSeparator()
            menu.addAction("Try again", lambda: self.mend_wanted.emit("try again", entries))
            menu.addAction(BUTTONS["exclude"], lambda: self.mend_wanted.emit("exclude", entries))
        menu.popup(self.list.viewport().mapToGlobal(at))

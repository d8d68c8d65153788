"""The room of the documents: what is in the vault, by what each can be found, and what keeps the others out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..blank import Blank
from ..labels import plain_label
from ..sizes import counted
from ..stylesheet import looks
from ..theme import Theme
from .activity import Activity
from .index_work import IndexWork
from .listing_work import ListingWork
from .rows import Arrangement, Listing
from .rule_menu import add_rules
from .table import DocumentView
from .table_model import COLUMNS

if TYPE_CHECKING:
    from muniment_retrieval.model import Document

TYPING_MS = 120


class LibraryPage(QWidget):
    """`ask_wanted`, `forget_wanted` and `show_wanted` with documents; `add_wanted` with the button that was pressed.

    `label_wanted` with documents and whether they are privileged; `rule_wanted` with documents and a policy, or none.
    """

    ask_wanted = Signal(object)
    forget_wanted = Signal(object)
    summarise_wanted = Signal(object)
    show_wanted = Signal(object)
    elsewhere_wanted = Signal(int)
    add_wanted = Signal(object)
    label_wanted = Signal(object, bool)
    rule_wanted = Signal(object, str)

    def __init__(self, theme: Theme, listing: ListingWork, indexing: IndexWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._listing = listing
        self._title = plain_label("Library", "title")
        self._count = plain_label("", "quiet")
        self.filter = self._make_filter()
        self.add = QPushButton("Add documents")
        looks(self.add, "primary")
        self.ask = QPushButton("Ask these")
        self.summarise = QPushButton("Summarise these")
        self.forget = QPushButton("Forget…")
        self.activity = Activity(theme, indexing)
        self.table = DocumentView(theme)
        self.blank = Blank()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.blank)
        self._stack.addWidget(self.table)
        self._typed = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._lay_out()
        self._connect()
        self._offer()

    def begin(self) -> None:
        """Show all documents."""
        self.filter.clear()
        self._arrange()

    def selected(self) -> list[Document]:
        """The documents that are selected, in the order of the table."""
        return self.table.selected()

    def focus_target(self) -> QWidget:
        """Where one begins."""
        if self.table.isVisibleTo(self):
            return self.table
        return self.blank.button if self.blank.button.isVisibleTo(self) else self.filter

    def _make_filter(self) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText("Filter by name or folder")
        edit.setAccessibleName("Filter documents by name or folder")
        edit.setClearButtonEnabled(True)
        edit.setAcceptDrops(False)
        edit.setMaximumWidth(320)
        return edit

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addSpacing(8)
        self._count.setContentsMargins(0, 6, 0, 0)
        head.addWidget(self._count, 1)
        head.addWidget(self.add)
        tools = QHBoxLayout()
        tools.addWidget(self.filter, 1)
        tools.addStretch(1)
        tools.addWidget(self.ask)
        tools.addWidget(self.summarise)
        tools.addWidget(self.forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.activity)
        column.addLayout(tools)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._listing.listed.connect(self._listed)
        self.filter.textChanged.connect(self._typing)
        self._typed.timeout.connect(self._arrange)
        self.table.order_wanted.connect(self._arrange)
        self.table.selection_changed.connect(self._offer)
        self.table.activated.connect(self._show)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.add.clicked.connect(lambda: self.add_wanted.emit(self.add))
        self.blank.pressed.connect(lambda: self.add_wanted.emit(self.blank.button))
        self.ask.clicked.connect(lambda: self.ask_wanted.emit(self.selected()))
        self.summarise.clicked.connect(lambda: self.summarise_wanted.emit(self.selected()))
        self.forget.clicked.connect(lambda: self.forget_wanted.emit(self.selected()))

    def _typing(self) -> None:
        self._typed.start()

    def _arrange(self) -> None:
        column, descending = self.table.order()
        self._listing.arrange(Arrangement(self.filter.text().strip(), COLUMNS[column], descending))

    def _listed(self, listing: Listing) -> None:
        self.table.show_listing(listing)
        total, shown = len(listing.documents), len(listing.shown)
        whole = counted(total, "document")
        self._count.setText(f"{shown:,} of {whole}" if shown != total else whole if total else "")
        if listing.shown:
            self._stack.setCurrentWidget(self.table)
        else:
            self._say_why_empty(total)
            self._stack.setCurrentWidget(self.blank)
        self.filter.setVisible(total > 0)
        self.add.setVisible(total > 0)  # an empty list has one of its own
        self._offer()

    def _say_why_empty(self, total: int) -> None:
        if not total:
            what = "Add files or folders. They stay where they are; what they say is kept here, encrypted."
            self.blank.say("No documents yet", what, "Add documents", "Or drop them anywhere on this window.")
        else:
            self.blank.say("Nothing of that name", "No document's name or folder holds these letters.")

    def _offer(self) -> None:
        count = self.table.selected_count()
        self.summarise.setText(
            f"Summarise these {count:,}" if count > 1 else "Summarise this one" if count else "Summarise these"
        )
        self.ask.setText(f"Ask these {count:,}" if count > 1 else "Ask this one" if count else "Ask these")
        for button in (self.ask, self.summarise, self.forget):
            button.setVisible(count > 0)

    def _show(self, index: QModelIndex) -> None:
        self.show_wanted.emit(self.table.document(index.row()))

    def _open_menu(self, at: QPoint) -> None:
        documents = self.selected()
        if documents:
            self._menu_for(documents).popup(self.table.viewport().mapToGlobal(at))

    def _menu_for(self, documents: list[Document]) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = documents[0]
        menu.addAction("Ask this one" if len(documents) == 1 else "Ask these", lambda: self.ask_wanted.emit(documents))
        menu.addAction("Summarise", lambda: self.summarise_wanted.emit(documents))
        if len(documents) == 1:
            menu.addAction("Show", lambda: self.show_wanted.emit(one))
            menu.addAction("Open the original", lambda: self.elsewhere_wanted.emit(one.id))
        menu.addSeparator()
        if (policies := self._listing.listing.policies) is not None:
            label, rule = self.label_wanted, self.rule_wanted
            add_rules(
                menu, documents, policies, lambda on: label.emit(documents, on), lambda policy: rule.emit(documents, policy)
            )
            menu.addSeparator()
        menu.addAction("Forget…", lambda: self.forget_wanted.emit(documents))
        return menu

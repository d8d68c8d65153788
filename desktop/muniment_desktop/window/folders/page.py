"""The room of the folders that are watched: what is being read of them, a card for each, and the button that adds one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ..blank import Blank
from ..labels import plain_label
from ..library.report import progress_text, report_text
from ..stylesheet import looks
from ..theme import Theme
from .card import FolderCard
from .folder_work import FolderWork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from muniment_retrieval.model import IndexReport, Progress, WatchedFolder

WIDTH = 720
UP_TO_DATE = "The vault is up with its folders."


class FoldersPage(QWidget):
    """Follows a `FolderWork`. `add_wanted` when the button is pressed."""

    add_wanted = Signal()

    def __init__(self, theme: Theme, work: FolderWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._work = work
        self._last: Progress | None = None
        self._report = ""
        self.cards: dict[int, FolderCard] = {}
        self.add = QPushButton("Watch a folder")
        looks(self.add, "primary")
        self._said = plain_label("", "quiet", wrap=True)
        self.pause = QPushButton("Pause")
        looks(self.pause, "plain")
        self.blank = Blank()
        self.blank.say(
            "No folder is watched",
            "Watch a folder, and this vault keeps up with it: what is new is read, what is deleted is forgotten.",
            "Watch a folder",
            "The files stay where they are.",
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._stack = QStackedWidget()
        self._lay_out()
        self.add.clicked.connect(self.add_wanted)
        self.blank.pressed.connect(self.add_wanted)
        self.pause.clicked.connect(self._pause_or_resume)
        work.listed.connect(self._show)
        work.progressed.connect(self._progressed)
        work.reported.connect(self._reported)
        work.changed.connect(self._say)
        self._show(())

    def focus_target(self) -> QPushButton:
        """Where one begins."""
        return self.blank.button if not self.cards else self.add

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.addWidget(plain_label("Folders", "title"), 1)
        head.addWidget(self.add)
        said = QHBoxLayout()
        said.addWidget(self._said, 1)
        said.addWidget(self.pause)
        cards = QVBoxLayout()
        cards.setContentsMargins(0, 0, 8, 0)
        cards.addLayout(self._list)
        cards.addStretch(1)
        body = QWidget()
        looks(body, "ground")
        body.setLayout(cards)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName("Folders that are watched")
        area.setWidget(body)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(said)
        column.addWidget(area, 1)
        holder = QWidget()
        holder.setMaximumWidth(WIDTH)
        holder.setLayout(column)
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(holder, 100)
        row.addStretch(1)
        self._stack.addWidget(self.blank)
        self._stack.addWidget(filled)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 22, 20, 14)
        whole.addWidget(self._stack)

    def _show(self, folders: Sequence[WatchedFolder]) -> None:
        there = {folder.id for folder in folders}
        for number in [n for n in self.cards if n not in there]:
            card = self.cards.pop(number)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, folder in enumerate(folders):
            if folder.id in self.cards:
                self.cards[folder.id].show_folder(folder)
            else:
                self.cards[folder.id] = self._card(folder)
                self._list.insertWidget(place, self.cards[folder.id])
        if not folders:
            self._last, self._report = None, ""
        self._stack.setCurrentIndex(1 if folders else 0)
        self._say()

    def _card(self, folder: WatchedFolder) -> FolderCard:
        card = FolderCard(self._theme, folder)
        card.rules_wanted.connect(self._work.change)
        card.remove_wanted.connect(self._remove)
        return card

    def _remove(self, folder_id: int) -> None:
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._work.remove(folder_id)

    def _progressed(self, events: list[Progress]) -> None:
        self._last = events[-1]
        self._say()

    def _reported(self, report: IndexReport) -> None:
        self._report = report_text(report)
        self._say()

    def _say(self) -> None:
        work = self._work
        if work.busy and self._last is not None:
            self._said.setText(progress_text(self._last, work.paused))
        else:
            self._said.setText(self._report or UP_TO_DATE)
        self.pause.setText("Go on" if work.paused else "Pause")
        self.pause.setVisible(work.busy)

    def _pause_or_resume(self) -> None:
        if self._work.paused:
            self._work.resume()
        else:
            self._work.pause()

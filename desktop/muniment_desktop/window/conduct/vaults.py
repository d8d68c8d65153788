"""Vaults: making, opening and changing over; afterwards nothing of the vault before is to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .stage import Stage

if TYPE_CHECKING:
    from ...session import Session


class Vaults(QObject):
    """`read_notices` are the sentences that the person has put away, and need not be told again."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._key_notice = ""
        self.read_notices: set[str] = set()
        rooms, vault = stage.rooms, stage.works.vault
        vault.opening.connect(self._opening)
        vault.opened.connect(self._opened)
        vault.failed.connect(self._failed)
        vault.recent.connect(self.show_recent)
        rooms.welcome.make_wanted.connect(vault.create)
        rooms.welcome.open_wanted.connect(vault.open)
        rooms.welcome.choose_wanted.connect(self.choose)
        rooms.notice.put_away.connect(self._remember)

    def show_recent(self, folders: Sequence[Path]) -> None:
        """The vaults that were opened before, on the first page and in the menu."""
        self._stage.rooms.welcome.show_recent(folders)
        self._stage.rooms.menus.show_recent(folders, self._stage.works.vault.open)

    def make(self) -> None:
        """Ask for a new vault's name."""
        self._stage.rooms.enter("welcome")
        self._stage.rooms.welcome.begin()

    def choose(self) -> None:
        """Look for a vault that is there."""
        vault = self._stage.works.vault
        self._stage.chooser.folder(self._stage.window, "Open a vault", None, lambda folders: vault.open(folders[0]))

    def _opening(self, folder: Path) -> None:
        page = self._stage.rooms.lock if self._stage.rooms.room == "lock" else self._stage.rooms.welcome
        page.say(f"Opening {folder.name}…", busy=True)

    def _opened(self, session: Session, notice: str) -> None:
        rooms, name = self._stage.rooms, session.folder.name
        rooms.welcome.restart()
        rooms.lock.say("")
        rooms.lock.field.clear()
        rooms.sidebar.show_vault(name)
        self._stage.window.setWindowTitle(f"{name} – Muniment")
        rooms.library.activity.reset()
        rooms.ask.box.set_scope({})
        rooms.ask.show_exchange(None)
        rooms.source.clear()
        rooms.notice.say("" if notice in self.read_notices else notice)
        self._key_notice = notice
        self._stage.enter("ask")
        self._stage.works.fetching.refresh()

    def _failed(self, sentence: str) -> None:
        rooms = self._stage.rooms
        if rooms.room == "welcome":
            rooms.welcome.say(sentence)
        elif rooms.room == "lock":
            rooms.lock.say(sentence)
        else:
            rooms.welcome.say("")
            rooms.notice.say(sentence)

    def _remember(self, sentence: str) -> None:
        """Where the key lies is said until it has been read once."""
        if sentence == self._key_notice:
            self.read_notices.add(sentence)

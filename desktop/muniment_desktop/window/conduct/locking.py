"""Locking: the window goes, with every process that held a key or text, and a fresh one shows the lock screen.

What is shown there is the vault that was locked, or one that was chosen and has to be opened by typing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ..locking.idle import Idle
from .stage import Stage

FROM_NOW = "It is asked for whenever the vault is opened; this machine no longer remembers the key."
CHANGED = "The new passphrase opens this vault from now on."

LOCKED = "locked"
"""In the layout: the window is to begin with the lock screen."""


class Locking(QObject):
    """`layout` is asked for how the window is laid out. `guards` with whether there is something that is locked by itself."""

    guards = Signal(bool)

    def __init__(self, stage: Stage, seconds: float, layout: Callable[[], Mapping[str, str]], parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._layout = layout
        rooms, vault = stage.rooms, stage.works.vault
        vault.locked.connect(self.show)
        vault.ways_seen.connect(self._seen)
        vault.passphrase_set.connect(lambda: rooms.notice.say(CHANGED))
        rooms.lock.unlock_wanted.connect(vault.unlock)
        rooms.lock.other_wanted.connect(lambda: rooms.enter("welcome"))
        rooms.sidebar.lock.clicked.connect(self.lock)
        self.idle = Idle(seconds, parent=self)
        self.idle.away.connect(self.leave)
        vault.opened.connect(lambda *_: self._guard())
        vault.passphrase_set.connect(self._guard)

    def lock(self) -> None:
        """Lock the vault that is open, at once. What was being read goes on when it is open again."""
        stage = self._stage
        if stage.works.vault.session is None:
            return
        stage.window.hide()
        stage.rooms.enter("lock")
        stage.works.services.lock(self._layout())
        QApplication.quit()

    def leave(self) -> None:
        """Nobody is there, or soon nobody. By itself only a vault is locked that something has to be typed for: any other would
        open with one click."""
        if self._locks_by_itself():
            self.lock()

    def change_passphrase(self) -> None:
        """Ask for the passphrase, where there is one, and twice for the new one."""
        session = self._stage.works.vault.session
        if session is None:
            return
        if "passphrase" in session.opens_with:
            self._ask("Passphrase of this vault", "Its recovery key does, too.", "Next", self._ask_new)
        else:
            self._ask_new("")

    def _ask_new(self, old: str) -> None:
        self._ask("New passphrase", FROM_NOW, "Next", lambda new: self._ask_again(old, new))

    def _ask_again(self, old: str, new: str) -> None:
        def given(again: str) -> None:
            if again == new:
                self._stage.works.vault.set_passphrase(old, new)
            else:
                self._stage.rooms.notice.say("The two passphrases are not the same; nothing was changed. Try again.")

        self._ask("The same passphrase again", FROM_NOW, "Use it", given)

    def _ask(self, question: str, detail: str, verb: str, given: Callable[[str], None]) -> None:
        self._stage.chooser.secret(self._stage.window, question, detail, verb, given)

    def show(self, folder: Path, sentence: str = "") -> None:
        """Ask for what opens a vault; `sentence` says what was wrong with what was typed."""
        rooms = self._stage.rooms
        if rooms.room != "lock" or rooms.lock.folder != folder:
            rooms.lock.show_vault(folder)
            rooms.enter("lock")
        rooms.welcome.say("")
        rooms.lock.say(sentence)
        rooms.lock.take_focus()
        self._stage.works.vault.look(folder)

    def _seen(self, folder: Path, kinds: Sequence[str], seconds: float) -> None:
        lock = self._stage.rooms.lock
        if lock.folder == folder:
            lock.show_ways(kinds, seconds)

    def _locks_by_itself(self) -> bool:
        session = self._stage.works.vault.session
        return session is not None and bool({"passphrase", "recovery"} & set(session.opens_with))

    def _guard(self) -> None:
        self.guards.emit(self._locks_by_itself())

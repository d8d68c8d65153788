"""What every scene is played on: the window, its rooms, the works, and the system's dialogs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ..announcing import announce
from ..choosing import Chooser
from ..rooms import Rooms
from ..works import Works


@dataclass(frozen=True)
class Stage:
    """`window` is the parent of dialogs."""

    window: QWidget
    rooms: Rooms
    works: Works
    chooser: Chooser

    def enter(self, room: str) -> None:
        """Go to a room, and put the focus where one would begin. Without a vault there is only the first page."""
        rooms = self.rooms
        if self.works.vault.session is None:
            return
        rooms.enter(room)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus where one would begin in the room where one is."""
        target = self.rooms.focus_target()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_saved(self, sentence: str) -> None:
        """Say at the bottom left, and aloud, that something was saved."""
        announce(self.rooms, sentence)
        self.rooms.sidebar.status.say_work(sentence)

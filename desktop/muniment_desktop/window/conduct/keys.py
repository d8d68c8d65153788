"""The list of the keys: shown from wherever one is, and left for where one was."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from .stage import Stage

DECIDING = ("lock", "key", "airlock")
"""Pages that want an answer first."""


class KeysScene(QObject):
    """F1 shows the list and puts it away again."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._before = ""

    def toggle(self) -> None:
        """Show the list, or go back to where one was."""
        room = self._stage.rooms.room
        if room == "keys":
            self.leave()
        elif room not in DECIDING:
            self._before = room
            self._stage.rooms.enter("keys")
            self._stage.take_focus()

    def leave(self) -> None:
        """Go back to where one was."""
        stage = self._stage
        if stage.works.vault.session is None:
            stage.rooms.enter(self._before)
            stage.rooms.welcome.make.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            stage.enter(self._before)

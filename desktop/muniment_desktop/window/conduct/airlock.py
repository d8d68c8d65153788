"""The airlock: its sheet comes to the front when something is to be sent, and one goes back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .stage import Stage

if TYPE_CHECKING:
    from ...airlock import Decision, Sheet


class AirlockScene(QObject):
    """What is to be sent is asked about on a lane's thread; the sheet is shown on this one."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._came_from = "ask"
        person, lanes = stage.works.services.person, stage.works.lanes
        person.show = lambda sheet, answer: lanes.post(lambda: self._show(sheet, answer))
        person.tell = lambda host: lanes.post(lambda: self._tell(host))
        stage.rooms.entered.connect(self._entered)
        stage.rooms.airlock.left.connect(self._leave)
        for work in (stage.works.asking, stage.works.summarising):
            work.changed.connect(self._look)

    def _show(self, sheet: Sheet | None, answer: Callable[[Decision], None]) -> None:
        page, rooms = self._stage.rooms.airlock, self._stage.rooms
        if sheet is None:
            page.put_away()
            self._leave()
            return

        def answered(decision: Decision) -> None:
            from ...airlock import Change

            answer(decision)
            if not isinstance(decision, Change):  # that comes again
                self._leave()

        if rooms.room != "airlock":
            self._came_from = rooms.room
        folder = self._stage.works.vault.folder
        page.show_sheet(sheet, answered, folder.name if folder is not None else "this vault")
        if page.asks and rooms.room != "airlock":
            rooms.enter("airlock")
            page.verbs.keep.setFocus()

    def _leave(self) -> None:
        if self._stage.rooms.room == "airlock":
            self._stage.rooms.enter(self._came_from)

    def _entered(self, room: str) -> None:
        """Whoever goes elsewhere keeps it here."""
        if room != "airlock":
            self._stage.rooms.airlock.put_away()

    def _look(self, *_: object) -> None:
        """Where nobody wants to send anything any more, there is nothing to show."""
        works = self._stage.works
        if not (works.asking.running or works.summarising.running):
            self._leave()

    def _tell(self, host: str) -> None:
        self._stage.rooms.sidebar.status.say_sending(host)

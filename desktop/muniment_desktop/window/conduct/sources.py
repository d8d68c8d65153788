"""Asking, and the source at the right: it opens with the first hit, follows what is pointed at, and stays closed once closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .stage import Stage

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation, Hit


class Sources(QObject):
    """The third column belongs to asking; it is closed in the other rooms until a document is opened in it."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._wanted = True
        rooms, works = stage.rooms, stage.works
        rooms.ask.model_wanted.connect(lambda: stage.enter("models"))
        rooms.ask.cited.connect(self._cited)
        rooms.ask.pointed.connect(self._point)
        rooms.ask.opened.connect(self._open)
        rooms.entered.connect(self._entered)
        rooms.source.lit.connect(rooms.ask.answer.light)
        rooms.source.close_wanted.connect(self.toggle)
        rooms.source.elsewhere_wanted.connect(works.vault.open_elsewhere)
        rooms.columns.source_toggled.connect(rooms.menus["source"].setChecked)

    def toggle(self) -> None:
        """Open or close the third column; closed, it stays so until something is opened in it."""
        rooms, focused = self._stage.rooms, self._stage.window.focusWidget()
        self._wanted = not rooms.columns.source_open
        inside = focused is not None and rooms.source.isAncestorOf(focused)
        rooms.columns.open_source(self._wanted)
        if inside and not self._wanted:
            self._stage.take_focus()

    def walk(self, step: int) -> None:
        """To the next source or the one before."""
        if self._stage.rooms.source.has_targets:
            self.open(asked=True)
            self._stage.rooms.source.walk(step)

    def open(self, *, asked: bool) -> None:
        """Open the third column: when asked to, always; by itself, only where it does not lie over the answer."""
        rooms = self._stage.rooms
        if asked:
            self._wanted = True
        by_itself = self._wanted and rooms.source.has_targets and not rooms.columns.source_over
        if asked or by_itself:
            rooms.columns.open_source(True)

    def _entered(self, room: str) -> None:
        rooms = self._stage.rooms
        rooms.columns.open_source(False)
        if room == "ask":
            targets = rooms.ask.targets()
            rooms.source.set_targets(targets)
            self.open(asked=False)
            if targets and rooms.source.target not in targets:
                rooms.source.show_target(targets[0])

    def _cited(self, targets: tuple[Citation | Hit, ...]) -> None:
        self._stage.rooms.source.set_targets(targets)
        if targets and self._stage.rooms.room == "ask":
            self.open(asked=False)
        if targets:
            self._stage.rooms.source.show_target(targets[0])

    def _point(self, target: Citation | Hit) -> None:
        if self._stage.rooms.columns.source_open:
            self._stage.rooms.source.point(target)

    def _open(self, target: Citation | Hit) -> None:
        self.open(asked=True)
        self._stage.rooms.source.show_target(target)
        self._stage.rooms.source.take_focus()

"""Folders that are watched: choosing one, and the list of documents that follows them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from .stage import Stage


class Folders(QObject):
    """What is chosen or pressed in the room of the folders becomes work."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        rooms, works = stage.rooms, stage.works
        rooms.folders.add_wanted.connect(self.watch)
        works.folders.failed.connect(rooms.notice.say)
        works.folders.progressed.connect(works.listing.refresh_soon)
        works.folders.reported.connect(lambda _: works.listing.refresh())
        works.folders.listed.connect(lambda folders: rooms.sidebar.show_count("folders", len(folders)))
        works.indexing.changed.connect(self._let_go)

    def watch(self) -> None:
        """Choose a folder, and watch it from now on."""
        self._stage.chooser.folder(self._stage.window, "Watch a folder", None, self._add)

    def _add(self, folders: Sequence[Path]) -> None:
        from muniment_retrieval.model import Rules

        if self._stage.works.vault.session is not None and folders:
            self._stage.rooms.notice.say("")
            self._stage.works.folders.add(folders[0], Rules())
            self._stage.rooms.enter("folders")
            self._stage.rooms.folders.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_go(self) -> None:
        """What is added now is read now, whether the folders pause or not."""
        if self._stage.works.indexing.running:
            self._stage.works.folders.resume()

"""Pages that are pictures: what an earlier day left unread is gone on with, and a page that is shown is shown again once read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ..library.rows import Listing
from .stage import Stage

if TYPE_CHECKING:
    from muniment_retrieval.model import Progress

    from ...session import Session

RECOGNISING = "recognising"


class Scans(QObject):
    """Nothing is begun twice for one vault: where it fails, the person has been told why."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._tried = False
        works = stage.works
        works.vault.opened.connect(self._opened)
        works.listing.listed.connect(self._listed)
        for reading in (works.indexing, works.folders):
            reading.progressed.connect(self._progressed)

    def _opened(self, _session: Session) -> None:
        self._tried = False

    def _listed(self, listing: Listing) -> None:
        works = self._stage.works
        busy = works.indexing.running or bool(works.folders.folders)  # which go on with it by themselves
        if not self._tried and not busy and any(document.scans for document in listing.documents.values()):
            works.indexing.go_on()
        self._tried = self._tried or bool(listing.documents)

    def _progressed(self, events: list[Progress]) -> None:
        read = {event.path for event in events if event.stage == RECOGNISING and event.path}
        if read:
            self._stage.rooms.source.read_again(read)

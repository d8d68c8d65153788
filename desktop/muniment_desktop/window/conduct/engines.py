"""Engines elsewhere: those that were set up can be chosen for a question or a summary, and are looked up anew with each visit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from ..services import SetUpEngine
from .stage import Stage


class EnginesScene(QObject):
    """Which engines the question's box and the wish for a summary offer."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        stage.works.vault.opened.connect(lambda *_: self.refresh())
        stage.rooms.entered.connect(lambda room: self.refresh() if room in ("ask", "summaries") else None)
        stage.rooms.entered.connect(lambda room: stage.rooms.models.elsewhere.refresh() if room == "models" else None)

    def refresh(self) -> None:
        """Look anew what is set up."""
        works = self._stage.works
        works.lanes.privacy.call(works.services.engines, self._offer)

    def _offer(self, engines: Sequence[SetUpEngine]) -> None:
        self._stage.rooms.ask.box.engines.offer([engine.name for engine in engines])
        self._stage.rooms.summaries.form.writer.offer(engines)

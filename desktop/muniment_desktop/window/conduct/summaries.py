"""Summaries: of all documents or of those that are selected in the library; what they rest on is shown at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ..asking import wording
from .sources import Sources
from .stage import Stage
from .talks import KINDS

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation, Document

REMOVING = "It is removed from this vault for good. The documents stay."


class Summaries(QObject):
    """The room of the summaries, and the source beside it."""

    def __init__(self, stage: Stage, sources: Sources, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._sources = stage, sources
        rooms, works = stage.rooms, stage.works
        page = rooms.summaries
        page.pointed.connect(self._point)
        page.opened.connect(self._open)
        page.cited.connect(lambda _: self._cite())
        page.remove_wanted.connect(self._remove)
        page.save_wanted.connect(self._save)
        works.summarising.saved.connect(stage.say_saved)
        rooms.entered.connect(self._entered)
        rooms.source.lit.connect(page.view.light)
        works.listing.listed.connect(lambda listing: page.say_documents(len(listing.documents)))
        works.vault.opened.connect(lambda *_: page.begin(None, ""))
        works.vault.forgotten.connect(lambda _: works.summarising.refresh())
        rooms.library.summarise_wanted.connect(self.summarise_these)

    def summarise_these(self, documents: Sequence[Document]) -> None:
        """Wish for a summary of these documents."""
        if documents:
            names = wording.names([document.path for document in documents])
            self._stage.rooms.summaries.begin(tuple(document.id for document in documents), names)
            self._stage.enter("summaries")

    def _remove(self, summary_id: int) -> None:
        """Ask whether to remove a kept summary, which may have taken long to make."""
        stage = self._stage
        remove = partial(stage.works.summarising.remove, summary_id)
        stage.chooser.confirm(stage.window, "Remove this summary?", REMOVING, "Remove", remove)

    def _save(self) -> None:
        stage = self._stage

        def chosen(paths: Sequence[Path]) -> None:
            stage.works.summarising.save(paths[0])

        stage.chooser.save(stage.window, "Save the summary", "Summary", KINDS, chosen)

    def _entered(self, room: str) -> None:
        self._cite()
        page = self._stage.rooms.summaries.form
        if room == "summaries" and self._stage.works.summarising.summary is None:
            self._stage.works.summarising.look(page.wish(), page.writer.name)

    def _cite(self) -> None:
        """What `[` and `]` walk through in the room of the summaries."""
        rooms, summary = self._stage.rooms, self._stage.works.summarising.summary
        if rooms.room == "summaries" and summary is not None:
            rooms.source.set_targets(summary.citations)

    def _point(self, target: Citation) -> None:
        if self._stage.rooms.columns.source_open:
            self._stage.rooms.source.point(target)

    def _open(self, target: Citation) -> None:
        self._sources.open(asked=True)
        self._stage.rooms.source.show_target(target)

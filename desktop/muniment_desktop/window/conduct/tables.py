"""Tables and the chronology: what their rows lead to is shown at the right, and they are saved where a person says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ..asking import wording
from ..tables.rows import is_chronicle
from .sources import Sources
from .stage import Stage

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation, Document
    from muniment_retrieval.reading import Table
    from muniment_retrieval.reading.chronology import Chronicle

FILES = ("Excel (*.xlsx)", "Comma-separated values (*.csv)")


class Tables(QObject):
    """Chronologies are made of all documents, or of those that are selected in the library."""

    def __init__(self, stage: Stage, sources: Sources, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._sources = stage, sources
        rooms, works = stage.rooms, stage.works
        rooms.ask.save_wanted.connect(lambda table: self._save(table, "Chronology" if is_chronicle(table) else "Table"))
        rooms.chronology.save_wanted.connect(lambda chronicle: self._save(chronicle, "Chronology"))
        works.listing.listed.connect(lambda listing: rooms.chronology.say_documents(len(listing.documents)))
        rooms.chronology.pointed.connect(self._point)
        rooms.chronology.opened.connect(self._open)
        rooms.chronology.cited.connect(lambda _: self._cite())
        rooms.entered.connect(lambda _: self._cite())
        rooms.source.lit.connect(rooms.chronology.view.light)
        works.vault.forgotten.connect(lambda _: works.chronicling.forget())
        works.saving.saved.connect(stage.say_saved)
        works.saving.failed.connect(rooms.notice.say)

    def chronology_of(self, documents: Sequence[Document]) -> None:
        """Make the chronology of these documents."""
        if documents:
            works = self._stage.works
            names = wording.names([document.path for document in documents])
            self._stage.enter("chronology")
            works.chronicling.make(tuple(document.id for document in documents), names)

    def _save(self, what: Table | Chronicle, name: str) -> None:
        def chosen(paths: Sequence[Path]) -> None:
            self._stage.works.saving.save(what, paths[0])

        self._stage.chooser.save(self._stage.window, f"Save the {name.lower()}", name, FILES, chosen)

    def _cite(self) -> None:
        """What `[` and `]` walk through in the room of the chronology."""
        rooms = self._stage.rooms
        if rooms.room == "chronology":
            rooms.source.set_targets([row.target for row in rooms.chronology.view.rows if row.target is not None])

    def _point(self, target: Citation) -> None:
        if self._stage.rooms.columns.source_open:
            self._stage.rooms.source.point(target)

    def _open(self, target: Citation) -> None:
        self._sources.open(asked=True)
        self._stage.rooms.source.show_target(target)

"""Documents: adding, showing, asking and forgetting them, and the list that follows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ..library.rows import Listing
from ..source.spot import Spot
from .sources import Sources
from .stage import Stage

if TYPE_CHECKING:
    from muniment_retrieval.model import Document

FORGETTING = "What they say and what was found in it are removed from this vault for good. The files stay where they are."


class Documents(QObject):
    """What is chosen, dropped or pressed in the library becomes work. `forgetting` with the documents that go."""

    forgetting = Signal(object)

    def __init__(self, stage: Stage, sources: Sources, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._sources = stage, sources
        rooms, works = stage.rooms, stage.works
        works.listing.listed.connect(self._listed)
        works.listing.failed.connect(rooms.notice.say)
        works.indexing.progressed.connect(works.listing.refresh_soon)
        works.indexing.changed.connect(self._indexing_changed)
        works.indexing.failed.connect(rooms.notice.say)
        works.vault.forgotten.connect(lambda _: works.listing.refresh())
        for room in (rooms.library, rooms.health, rooms.summaries, rooms.chronology):
            room.add_wanted.connect(self._open_add_menu)
        rooms.ask.button_pressed.connect(lambda: self._open_add_menu(rooms.ask.blank.button))
        rooms.ask.answer.read_wanted.connect(self.add)
        rooms.library.ask_wanted.connect(self.ask_these)
        rooms.library.forget_wanted.connect(self.forget)
        rooms.library.show_wanted.connect(self._show)
        rooms.library.elsewhere_wanted.connect(works.vault.open_elsewhere)

    def add_files(self) -> None:
        """Choose files, and read them."""
        self._stage.chooser.files(self._stage.window, "Add files", self.add)

    def add_folder(self) -> None:
        """Choose a folder, and read all that is in it."""
        self._stage.chooser.folder(self._stage.window, "Add a folder", None, self.add)

    def add(self, paths: Sequence[Path]) -> None:
        """Read these files and folders."""
        if self._stage.works.vault.session is not None and paths:
            self._stage.rooms.notice.say("")
            self._stage.works.indexing.add(paths)

    def ask_these(self, documents: Sequence[Document]) -> None:
        """Ask only these documents."""
        if documents:
            self._stage.rooms.ask.box.set_scope({d.id: d.path for d in documents})
            self._stage.enter("ask")

    def forget(self, documents: Sequence[Document]) -> None:
        """Ask whether to forget these documents, and if so do it."""
        if not documents:
            return
        what = f"“{documents[0].name}”" if len(documents) == 1 else f"{len(documents):,} documents"
        gone = {d.id for d in documents}
        self._stage.chooser.confirm(self._stage.window, f"Forget {what}?", FORGETTING, "Forget", lambda: self._forget(gone))

    def open_elsewhere(self) -> None:
        """Open the original of the document that is selected, or whose page is shown."""
        rooms = self._stage.rooms
        selected = rooms.library.selected() if rooms.room == "library" else []
        document = selected[0].id if selected else rooms.source.document_id
        if document is not None:
            self._stage.works.vault.open_elsewhere(document)

    def _forget(self, gone: set[int]) -> None:
        """Forget, and leave nothing of it on screen."""
        rooms, works = self._stage.rooms, self._stage.works
        works.vault.forget(sorted(gone))
        works.pages.forget()
        works.summarising.forget(gone)
        self.forgetting.emit(gone)
        left = {i: works.listing.document(i) for i in rooms.ask.box.scope or () if i not in gone}
        rooms.ask.box.set_scope({i: d.path for i, d in left.items() if d is not None})
        rooms.source.clear()
        rooms.columns.open_source(False)

    def _show(self, document: Document) -> None:
        if document.page_count:
            self._sources.open(asked=True)
            self._stage.rooms.source.show_alone(Spot(document.id, document.path, 0, "1"))
        else:
            self._stage.works.vault.open_elsewhere(document.id)

    def _open_add_menu(self, button: QWidget) -> None:
        menu = QMenu(self._stage.window)
        menu.addAction("Files…", self.add_files)
        menu.addAction("Folder…", self.add_folder)
        menu.addAction("Watch a folder…", self._stage.rooms.folders.add_wanted.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _listed(self, listing: Listing) -> None:
        rooms = self._stage.rooms
        rooms.sidebar.show_count("library", len(listing.documents))
        rooms.ask.say_empty(len(listing.documents), self._stage.works.indexing.running)
        focused = self._stage.window.focusWidget()
        if rooms.room == "ask" and focused in (None, rooms.sidebar.vault, rooms.welcome.make, rooms.ask.blank.button):
            self._stage.take_focus()

    def _indexing_changed(self) -> None:
        works = self._stage.works
        if not works.indexing.running:
            works.listing.refresh()
        self._stage.rooms.ask.say_empty(len(works.listing.listing.documents), works.indexing.running)

"""What happens when: the signals of the work on lanes and of the widgets, joined.

A vault opens: its documents are listed, its questions can be asked. A question is asked: its hits and then its citations are
shown at the right. Files come: they are read, and the list and the status follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from .choosing import Chooser
from .library.report import status_text
from .library.rows import Listing
from .models.offer import ModelOfferNotice
from .rooms import Rooms
from .source.spot import Spot
from .works import Works

if TYPE_CHECKING:
    from muniment_retrieval.model import Document, Progress

    from ..session import Session
    from .services import FetchProgress


class Conductor(QObject):
    """Holds the rooms and the works, and nothing else of importance."""

    def __init__(self, rooms: Rooms, works: Works, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._rooms, self._works, self._chooser = rooms, works, chooser
        self._progress: Progress | None = None
        self._source_wanted = True
        self._key_notice = ""
        self.read_notices: set[str] = set()
        self._offer = ModelOfferNotice(rooms.ask.notice, works.fetching)
        self._connect_vault()
        self._connect_documents()
        self._connect_asking()
        self._connect_source()
        self._allow()

    # ── the vault ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _connect_vault(self) -> None:
        rooms, vault = self._rooms, self._works.vault
        vault.opening.connect(lambda folder: rooms.welcome.say(f"Opening {folder.name}…", busy=True))
        vault.opened.connect(self._opened)
        vault.failed.connect(self._failed)
        vault.recent.connect(self.show_recent)
        vault.forgotten.connect(lambda _: self._works.listing.refresh())
        rooms.welcome.make_wanted.connect(vault.create)
        rooms.welcome.open_wanted.connect(vault.open)
        rooms.welcome.choose_wanted.connect(self.choose_vault)
        rooms.notice.put_away.connect(self._remember_notice)
        rooms.sidebar.room_wanted.connect(self.enter)
        rooms.sidebar.exchange_wanted.connect(self._show_exchange)

    def show_recent(self, folders: Sequence[Path]) -> None:
        """The vaults that were opened before, on the first page and in the menu."""
        self._rooms.welcome.show_recent(folders)
        self._rooms.menus.show_recent(folders, self._works.vault.open)

    def new_vault(self) -> None:
        """Ask for a new vault's name."""
        self._rooms.enter("welcome")
        self._rooms.welcome.begin()

    def choose_vault(self) -> None:
        """Look for a vault that is there."""
        vault = self._works.vault
        self._chooser.folder(self._window, "Open a vault", None, lambda folders: vault.open(folders[0]))

    def enter(self, room: str) -> None:
        """Go to a room, and put the focus where one would begin."""
        rooms = self._rooms
        if self._works.vault.session is None and room != "models":
            return
        rooms.enter(room)
        rooms.columns.open_source(False)
        if room == "ask":
            self._open_source(asked=False)
            rooms.ask.take_focus()
        elif room == "library":
            rooms.library.table.setFocus()

    def _opened(self, session: Session, notice: str) -> None:
        rooms = self._rooms
        rooms.welcome.restart()
        rooms.sidebar.show_vault(session.folder.name)
        self._window.setWindowTitle(f"{session.folder.name} – Muniment")
        rooms.library.activity.reset()
        rooms.ask.box.set_scope({})
        rooms.ask.show_exchange(None)
        rooms.source.clear()
        rooms.columns.open_source(False)
        rooms.notice.say("" if notice in self.read_notices else notice)
        self._key_notice = notice
        self._progress = None
        self._say_work()
        self.enter("ask")
        self._allow()
        self._works.fetching.refresh()

    def _remember_notice(self, sentence: str) -> None:
        """Where the key lies is said until it has been read once."""
        if sentence == self._key_notice:
            self.read_notices.add(sentence)

    def _failed(self, sentence: str) -> None:
        self._rooms.welcome.say(sentence)
        if self._rooms.room != "welcome":
            self._rooms.notice.say(sentence)

    # ── the documents ────────────────────────────────────────────────────────────────────────────────────────────────

    def _connect_documents(self) -> None:
        rooms, works = self._rooms, self._works
        works.listing.listed.connect(self._listed)
        works.listing.failed.connect(rooms.notice.say)
        works.indexing.changed.connect(self._indexing_changed)
        works.indexing.progressed.connect(self._progressed)
        works.indexing.failed.connect(rooms.notice.say)
        works.fetching.progressed.connect(self._fetching)
        rooms.library.add_wanted.connect(self._open_add_menu)
        rooms.ask.button_pressed.connect(lambda: self._open_add_menu(rooms.ask.blank.button))
        rooms.library.ask_wanted.connect(self.ask_these)
        rooms.library.forget_wanted.connect(self.forget)
        rooms.library.show_wanted.connect(self._show_document)
        rooms.library.elsewhere_wanted.connect(works.vault.open_elsewhere)
        rooms.library.table.selection_changed.connect(self._allow)

    def add_files(self) -> None:
        """Choose files, and read them."""
        self._chooser.files(self._window, "Add files", self.add)

    def add_folder(self) -> None:
        """Choose a folder, and read all that is in it."""
        self._chooser.folder(self._window, "Add a folder", None, self.add)

    def add(self, paths: Sequence[Path]) -> None:
        """Read these files and folders."""
        if self._works.vault.session is not None and paths:
            self._rooms.notice.say("")
            self._works.indexing.add(paths)

    def ask_these(self, documents: Sequence[Document]) -> None:
        """Ask only these documents."""
        if documents:
            self._rooms.ask.box.set_scope({d.id: d.path for d in documents})
            self.enter("ask")

    def forget(self, documents: Sequence[Document]) -> None:
        """Ask whether to forget these documents, and if so do it."""
        if not documents:
            return
        what = f"“{documents[0].name}”" if len(documents) == 1 else f"{len(documents):,} documents"
        detail = "What they say and what was found in it are removed from this vault for good. The files stay where they are."
        gone = {d.id for d in documents}
        self._chooser.confirm(self._window, f"Forget {what}?", detail, "Forget", lambda: self._forget(gone))

    def _forget(self, gone: set[int]) -> None:
        rooms, works = self._rooms, self._works
        works.vault.forget(sorted(gone))
        works.pages.forget()
        rooms.sidebar.drop_exchanges(gone)
        left = {i: works.listing.document(i) for i in rooms.ask.box.scope or () if i not in gone}
        rooms.ask.box.set_scope({i: d.path for i, d in left.items() if d is not None})
        exchange = rooms.ask.answer.exchange
        if exchange is not None and exchange.touches(gone):
            works.asking.stop()
            rooms.ask.show_exchange(None)
        rooms.source.clear()
        rooms.columns.open_source(False)

    def _show_document(self, document: Document) -> None:
        if document.page_count:
            self._open_source(asked=True)
            self._rooms.source.show_spot(Spot(document.id, document.path, 0, "1"))
        else:
            self._works.vault.open_elsewhere(document.id)

    def _open_add_menu(self, button: QWidget) -> None:
        menu = QMenu(self._window)
        menu.addAction("Files…", self.add_files)
        menu.addAction("Folder…", self.add_folder)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _listed(self, listing: Listing) -> None:
        rooms = self._rooms
        rooms.sidebar.show_count("library", len(listing.documents))
        rooms.sidebar.show_count("health", listing.troubled)
        rooms.ask.say_empty(len(listing.documents), self._works.indexing.running)
        if rooms.room == "ask" and self._window.focusWidget() in (None, rooms.sidebar.vault, rooms.welcome.make):
            rooms.ask.take_focus()
        self._allow()

    def _indexing_changed(self) -> None:
        if not self._works.indexing.running:
            self._progress = None
            self._works.listing.refresh()
        self._say_work()
        self._allow()

    def _progressed(self, events: list[Progress]) -> None:
        self._progress = events[-1]
        self._say_work()
        self._works.listing.refresh_soon()

    def _fetching(self, _name: str, progress: FetchProgress | None) -> None:
        if progress is None:
            self._rooms.sidebar.status.say_network("")
            return
        percent = f" · {progress.done * 100 // progress.total} %" if progress.total else ""
        self._rooms.sidebar.status.say_network(f"fetching a model{percent}", progress.host)

    def _say_work(self) -> None:
        indexing = self._works.indexing
        said = status_text(self._progress, indexing.paused) if indexing.running else ""
        self._rooms.sidebar.status.say_work(said)

    # ── asking, and the source ───────────────────────────────────────────────────────────────────────────────────────

    def _connect_asking(self) -> None:
        rooms, works = self._rooms, self._works
        works.asking.began.connect(rooms.sidebar.add_exchange)
        works.asking.began.connect(lambda _: self._allow())
        works.asking.changed.connect(lambda *_: self._allow())
        rooms.ask.model_wanted.connect(lambda: self.enter("models"))
        rooms.ask.cited.connect(self._cited)
        rooms.ask.pointed.connect(self._point)
        rooms.ask.opened.connect(self._open)

    def _connect_source(self) -> None:
        source = self._rooms.source
        source.lit.connect(self._rooms.ask.answer.light)
        source.close_wanted.connect(self.toggle_source)
        source.elsewhere_wanted.connect(self._works.vault.open_elsewhere)
        self._rooms.columns.source_toggled.connect(self._rooms.menus["source"].setChecked)

    def toggle_source(self) -> None:
        """Open or close the third column; closed, it stays so until something is opened in it."""
        wanted = not self._rooms.columns.source_open
        self._source_wanted = wanted
        inside = self._rooms.source.isAncestorOf(self._window.focusWidget()) if self._window.focusWidget() else False
        self._rooms.columns.open_source(wanted)
        if inside and not wanted:
            self._rooms.ask.box.edit.setFocus()

    def walk(self, step: int) -> None:
        """To the next source or the one before."""
        if self._rooms.source.has_targets:
            self._open_source(asked=True)
            self._rooms.source.walk(step)

    def _show_exchange(self, exchange: object) -> None:
        self._rooms.enter("ask")
        self._rooms.ask.show_exchange(exchange)  # type: ignore[arg-type]

    def _cited(self, targets: tuple[object, ...]) -> None:
        source = self._rooms.source
        source.set_targets(targets)  # type: ignore[arg-type]
        if targets:
            self._open_source(asked=False)
            source.show_target(targets[0])  # type: ignore[arg-type]

    def _point(self, target: object) -> None:
        if self._rooms.columns.source_open:
            self._rooms.source.point(target)  # type: ignore[arg-type]

    def _open(self, target: object) -> None:
        self._open_source(asked=True)
        self._rooms.source.show_target(target)  # type: ignore[arg-type]
        self._rooms.source.take_focus()

    def _open_source(self, *, asked: bool) -> None:
        """Open the third column: when asked to, always; by itself, only where it does not lie over the answer."""
        if asked:
            self._source_wanted = True
        by_itself = self._source_wanted and self._rooms.source.has_targets and not self._rooms.columns.source_over
        if asked or by_itself:
            self._rooms.columns.open_source(True)

    def _allow(self) -> None:
        """Which menu entries can be chosen now."""
        menus, works = self._rooms.menus, self._works
        is_open = works.vault.session is not None
        selected = self._rooms.library.table.selected_count() > 0
        menus.allow(is_open, "add-files", "add-folder", "ask", "find", "room-ask", "room-library", "room-models")
        menus.allow(is_open, "source", "text")
        menus.allow(works.indexing.running, "pause", "stop-reading")
        menus["pause"].setText("&Go on reading" if works.indexing.paused else "&Pause reading")
        menus.allow(selected, "ask-these", "forget", "elsewhere")
        menus.allow(self._rooms.ask.answer.exchange is not None, "copy", "next", "before")

"""Holds the scenes, says at the bottom left what is going on, and knows which menu entries can be chosen now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ..library.report import status_text
from ..models.offer import ModelOfferNotice
from .airlock import AirlockScene
from .documents import Documents
from .engines import EnginesScene
from .folders import Folders
from .health import HealthScene
from .privacy import PrivacyScene
from .rules import RulesScene
from .scans import Scans
from .sources import Sources
from .stage import Stage
from .summaries import Summaries
from .tables import Tables
from .talks import TalkScene
from .vaults import Vaults

if TYPE_CHECKING:
    from muniment_retrieval.model import Progress

    from ..services import FetchProgress


class Conductor(QObject):
    """`vaults`, `documents`, `folders`, `health` and `sources` are the scenes; `stage` is what they are played on."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.window)
        self.stage = stage
        self.vaults = Vaults(stage, self)
        self.sources = Sources(stage, self)
        self.documents = Documents(stage, self.sources, self)
        self.folders = Folders(stage, self)
        self.health = HealthScene(stage, self.sources, self)
        self.talks = TalkScene(stage, self)
        for scene in (self.documents, self.health):
            scene.forgetting.connect(self.talks.forget)
        self._scans = Scans(stage, self)
        self._privacy = PrivacyScene(stage, self)
        self._engines = EnginesScene(stage, self)
        self._rules = RulesScene(stage, self)
        self.airlock = AirlockScene(stage, self)
        self.summaries = Summaries(stage, self.sources, self)
        self.tables = Tables(stage, self.sources, self)
        self._offer = ModelOfferNotice(stage.rooms.ask.notice, stage.works.fetching)
        self._progress: Progress | None = None
        self._followed: Progress | None = None
        rooms, works = stage.rooms, stage.works
        works.indexing.progressed.connect(self._progressed)
        works.indexing.changed.connect(self._indexing_changed)
        works.folders.progressed.connect(self._following)
        works.folders.changed.connect(self._folders_changed)
        works.fetching.progressed.connect(self._fetching)
        works.fetching.embeds.connect(works.indexing.go_on)
        works.indexing.reported.connect(lambda _: works.fetching.refresh())
        rooms.sidebar.room_wanted.connect(stage.enter)
        rooms.library.table.selection_changed.connect(self._allow)
        for signal in (rooms.entered, rooms.columns.source_toggled, works.vault.opened, works.listing.listed, rooms.source.cited):
            signal.connect(lambda *_: self._allow())
        self._allow()

    def _progressed(self, events: list[Progress]) -> None:
        self._progress = events[-1]
        self._say_work()

    def _indexing_changed(self) -> None:
        if not self.stage.works.indexing.running:
            self._progress = None
        self._say_work()
        self._allow()

    def _following(self, events: list[Progress]) -> None:
        self._followed = events[-1]
        self._say_work()

    def _folders_changed(self) -> None:
        if not self.stage.works.folders.busy:
            self._followed = None
        self._say_work()

    def _say_work(self) -> None:
        indexing, folders = self.stage.works.indexing, self.stage.works.folders
        said = status_text(self._progress, indexing.paused) if indexing.running else ""
        if not said and self._followed is not None:
            said = status_text(self._followed, folders.paused)
        self.stage.rooms.sidebar.status.say_work(said)

    def _fetching(self, _name: str, progress: FetchProgress | None) -> None:
        status = self.stage.rooms.sidebar.status
        if progress is None:
            status.say_network("")
            return
        percent = f" · {progress.done * 100 // progress.total} %" if progress.total else ""
        status.say_network(f"fetching a model{percent}", progress.host)

    def _allow(self) -> None:
        rooms, works = self.stage.rooms, self.stage.works
        menus, is_open = rooms.menus, works.vault.session is not None
        selected = rooms.room == "library" and rooms.library.table.selected_count() > 0
        menus.allow(
            is_open,
            "add-files",
            "add-folder",
            "ask",
            "find",
            "lock",
            "passphrase",
            "recovery-key",
            "destroy",
            "room-ask",
            "room-library",
            "room-models",
            "source",
        )
        menus.allow(
            is_open,
            "watch-folder",
            "room-folders",
            "room-summaries",
            "room-chronology",
            "room-health",
            "room-privacy",
            "room-words",
        )
        menus.allow(works.indexing.running, "pause", "stop-reading")
        menus["pause"].setText("&Go on reading" if works.indexing.paused else "&Pause reading")
        menus.allow(selected, "ask-these", "summarise-these", "chronology-these", "forget")
        menus.allow(selected or rooms.source.document_id is not None, "elsewhere")
        answered = rooms.room == "ask" and rooms.ask.answer.exchange is not None
        menus.allow(answered, "copy", "mark-right", "mark-wrong", "export-talk")
        menus.allow(rooms.room in ("ask", "summaries", "chronology") and rooms.source.has_targets, "next", "before")
        menus.allow(is_open, "new-talk")
        menus.allow(rooms.columns.source_open, "text", "page-before", "page-next", "larger", "smaller", "fit")

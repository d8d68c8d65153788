"""The widgets of the window, made once and laid out; what they do together is in `conduct`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenuBar, QStackedWidget, QVBoxLayout, QWidget

from .airlock.page import AirlockPage
from .asking.page import AskPage
from .choosing import Chooser
from .chronology.page import ChronologyPage
from .columns import Columns
from .folders.page import FoldersPage
from .health.page import HealthPage
from .keys_page import KeysPage
from .library.page import LibraryPage
from .locking.key_page import KeyPage
from .locking.page import LockPage
from .menus import Menus
from .models.elsewhere import Elsewhere
from .models.page import ModelsPage
from .notice import Notice
from .privacy.page import PrivacyPage
from .services import Start
from .sidebar import Sidebar
from .source.panel import SourcePanel
from .summaries.page import SummariesPage
from .theme import Theme
from .welcome import Welcome
from .words.page import WordsPage
from .works import Works


class Rooms(QWidget):
    """The columns, and in the middle one the room where one is. `entered` with a room's name, also when one was there already."""

    entered = Signal(str)

    def __init__(self, theme: Theme, works: Works, chooser: Chooser, start: Start, bar: QMenuBar, owner: QWidget) -> None:
        super().__init__(owner)
        self.menus = Menus(bar, owner)
        self.sidebar = Sidebar(theme, self.menus.vaults)
        self.notice = Notice(theme)
        self.welcome = Welcome(theme, chooser, start.vaults_folder)
        self.lock = LockPage(theme)
        self.key = KeyPage()
        self.keys = KeysPage(theme)
        self.airlock = AirlockPage(theme)
        self.ask = AskPage(theme, works.asking)
        self.library = LibraryPage(theme, works.listing, works.indexing)
        self.folders = FoldersPage(theme, works.folders)
        self.health = HealthPage(theme, works.health, works.indexing)
        self.summaries = SummariesPage(theme, works.summarising)
        self.chronology = ChronologyPage(theme, works.chronicling)
        self.models = ModelsPage(works.fetching, Elsewhere(works.lanes, works.services))
        self.privacy = PrivacyPage(theme, works.privacy, works.leaving)
        self.words = WordsPage(theme, works.words)
        self.source = SourcePanel(theme, works.pages, works.listing.document)
        self._stack = QStackedWidget()
        for room in (
            self.welcome,
            self.lock,
            self.key,
            self.keys,
            self.airlock,
            self.ask,
            self.summaries,
            self.chronology,
            self.library,
            self.folders,
            self.health,
            self.models,
            self.privacy,
            self.words,
        ):
            self._stack.addWidget(room)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self.middle = middle
        self.columns = Columns(self.sidebar, middle, self.source)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.columns)

    @property
    def room(self) -> str:
        """The name of the room where one is."""
        shown = self._stack.currentWidget()
        return next(name for name, room in self._by_name().items() if room is shown)

    def enter(self, room: str) -> None:
        """Go to a room, by its name in `_by_name`."""
        if room == "library":
            self.library.begin()
        self._stack.setCurrentWidget(self._by_name()[room])
        self.sidebar.show_room("privacy" if room == "words" else room)
        self.entered.emit(room)

    def focus_target(self) -> QWidget | None:
        """Where one begins in the room where one is; nowhere on the pages that see to it themselves."""
        targets: dict[str, Callable[[], QWidget | None]] = {
            "ask": self.ask.focus_target,
            "summaries": self.summaries.focus_target,
            "chronology": self.chronology.focus_target,
            "library": self.library.focus_target,
            "folders": self.folders.focus_target,
            "health": self.health.focus_target,
            "models": self.models.focus_target,
            "privacy": self.privacy.focus_target,
            "words": self.words.focus_target,
            "keys": self.keys.focus_target,
        }
        return targets[self.room]() if self.room in targets else None

    def _by_name(self) -> dict[str, QWidget]:
        return {
            "welcome": self.welcome,
            "lock": self.lock,
            "key": self.key,
            "keys": self.keys,
            "airlock": self.airlock,
            "ask": self.ask,
            "summaries": self.summaries,
            "chronology": self.chronology,
            "library": self.library,
            "folders": self.folders,
            "health": self.health,
            "models": self.models,
            "privacy": self.privacy,
            "words": self.words,
        }

"""Everything that the window does on lanes, made together and told together which vault is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .asking.ask_work import AskWork
from .chronology.chronicle_work import ChronicleWork
from .folders.folder_work import FolderWork
from .health.health_work import HealthWork
from .lanes import Lanes
from .library.index_work import IndexWork
from .library.listing_work import ListingWork
from .models.fetch_work import FetchWork
from .privacy.leaving_work import LeavingWork
from .privacy.privacy_work import PrivacyWork
from .services import Services
from .source.page_work import PageWork
from .summaries.summary_work import SummaryWork
from .tables.save_work import SaveWork
from .talking.talk_work import TalkWork
from .vault_work import VaultWork
from .words.words_work import WordsWork

if TYPE_CHECKING:
    from ..session import Session


class Works(QObject):
    """One of each. `close` ends them all, and every vault that was opened."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.lanes = Lanes()
        self.services = services
        self.vault = VaultWork(self.lanes, services, self)
        self.asking = AskWork(self.lanes, self)
        self.chronicling = ChronicleWork(self.lanes, self)
        self.summarising = SummaryWork(self.lanes, self)
        self.saving = SaveWork(self.lanes, self)
        self.indexing = IndexWork(self.lanes, self)
        self.talks = TalkWork(self.lanes, self)
        self.folders = FolderWork(self.lanes, self)
        self.listing = ListingWork(self.lanes, self)
        self.health = HealthWork(self.lanes, self)
        self.pages = PageWork(self.lanes, self)
        self.fetching = FetchWork(self.lanes, services, self)
        self.privacy = PrivacyWork(self.lanes, services, self)
        self.leaving = LeavingWork(self.lanes, self)
        self.words = WordsWork(self.lanes, self)
        self.vault.opened.connect(self._use)

    def _use(self, session: Session) -> None:
        self.asking.use(session)
        self.chronicling.use(session)
        self.summarising.use(session)
        self.indexing.use(session)
        self.folders.use(session)
        self.pages.use(session)
        self.listing.use(session)
        self.talks.use(session)
        self.health.use(session)
        self.leaving.use(session)
        self.words.use(session)

    def close(self) -> bool:
        """End all work, then the vault, whose end frees whatever still waits for it, then the threads.

        False where a thread did not end in time.
        """
        self.lanes.finish()
        self.vault.close()
        ended = self.lanes.join()
        self.vault.close()  # one that was still being opened
        return ended

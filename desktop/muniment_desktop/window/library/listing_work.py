"""Listing the documents, on the listing lane: read anew after a change, arranged anew when the filter or the order changes.

While documents are being read into the vault, the list follows: the larger it is, the less often.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, QTimer, Signal

from ..lanes import Job, Lanes
from .rows import Arrangement, Listing, arrange

if TYPE_CHECKING:
    from muniment_retrieval.model import Document

    from ...session import Session

SOONEST_SECONDS = 0.7
EMPTY = Listing({}, (), {}, 0)

SHARE = 10
"""Listing may take one part in so many of the listing lane's time."""


class ListingWork(QObject):
    """`listed` with a `Listing`; `failed` with a sentence."""

    listed = Signal(object)
    failed = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._session: Session | None = None
        self._job: Job | None = None
        self._reading = False
        self._seconds = 0.0
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.refresh)
        self.wanted = Arrangement()
        self.listing = EMPTY

    def use(self, session: Session | None) -> None:
        """List the documents of this vault from now on."""
        self._give_up()
        self._again.stop()
        self._session = session
        self._tell(EMPTY)
        self.refresh()

    def document(self, document_id: int) -> Document | None:
        """What is known of a document."""
        return self.listing.documents.get(document_id)

    def refresh(self) -> None:
        """Read the list anew."""
        session, wanted = self._session, self.wanted
        if session is None:
            return
        if self._reading:
            self.refresh_soon()
            return
        self._give_up()
        self._reading = True
        self._job = self._lanes.listing.call(lambda: _read(session, wanted), lambda read: self._take(*read, wanted), self._fail)

    def refresh_soon(self) -> None:
        """Read the list anew when it is due; may be called for every change."""
        if not self._again.isActive():
            self._again.start(round(1_000 * max(SOONEST_SECONDS, SHARE * self._seconds)))

    def arrange(self, wanted: Arrangement) -> None:
        """Show other documents, or in another order, without reading the list anew."""
        if wanted == self.wanted:
            return
        self.wanted = wanted
        if not self._reading:
            self._arrange()

    def _arrange(self) -> None:
        self._give_up()
        documents, wanted, policies = self.listing.documents, self.wanted, self.listing.policies
        self._job = self._lanes.listing.call(lambda: arrange(tuple(documents.values()), wanted, policies), self._tell)

    def _take(self, listing: Listing, seconds: float, wanted: Arrangement) -> None:
        self._reading = False
        self._seconds = seconds
        self._tell(listing)
        if wanted != self.wanted:
            self._arrange()

    def _tell(self, listing: Listing) -> None:
        self.listing = listing
        self.listed.emit(listing)

    def _fail(self, error: MunimentError) -> None:
        self._reading = False
        self.failed.emit(str(error))

    def _give_up(self) -> None:
        self._reading = False
        if self._job is not None:
            self._job.abandon()


def _read(session: Session, wanted: Arrangement) -> tuple[Listing, float]:
    began = time.monotonic()
    listing = arrange(session.documents(), wanted, session.rules.policies())
    return listing, time.monotonic() - began

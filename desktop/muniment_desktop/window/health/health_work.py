"""Reading the health report, on the listing lane; anew when documents have changed, the less often the longer it takes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, QTimer, Signal

from ..lanes import Job, Lanes
from .wording import View, view_of

if TYPE_CHECKING:
    from ...session import Session

SOONEST_SECONDS = 1.5
SHARE = 10
"""The report may take one part in so many of the listing lane's time."""


class HealthWork(QObject):
    """`told` with a `View`, or None where no vault is open; `failed` with a sentence."""

    told = Signal(object)
    failed = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._session: Session | None = None
        self._job: Job | None = None
        self._seconds = 0.0
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.refresh)
        self.view: View | None = None

    def use(self, session: Session | None) -> None:
        """Report on this vault from now on."""
        self._give_up()
        self._again.stop()
        self._session = session
        self._tell(None)
        self.refresh()

    def refresh(self) -> None:
        """Read the report anew."""
        session = self._session
        if session is None:
            return
        if self._job is not None:
            self.refresh_soon()
            return
        self._job = self._lanes.listing.call(lambda: _read(session), self._take, self._fail)

    def refresh_soon(self) -> None:
        """Read it anew when it is due; may be called for every change."""
        if not self._again.isActive():
            self._again.start(round(1_000 * max(SOONEST_SECONDS, SHARE * self._seconds)))

    def _take(self, read: tuple[View, float]) -> None:
        self._job = None
        view, self._seconds = read
        self._tell(view)

    def _tell(self, view: View | None) -> None:
        self.view = view
        self.told.emit(view)

    def _fail(self, error: MunimentError) -> None:
        self._job = None
        self.failed.emit(str(error))

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.abandon()
            self._job = None


def _read(session: Session) -> tuple[View, float]:
    began = time.monotonic()
    view = view_of(session.health())
    return view, time.monotonic() - began

"""The switch, the ledger and the self-test, on a lane of their own: going offline waits for nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Signal

from ..lanes import Job, Lanes
from ..services import Services

if TYPE_CHECKING:
    from muniment_engines.selftest.run import Attempt

    from ...ledger import Entry


class PrivacyWork(QObject):
    """`changed` whenever there is something else to show.

    `offline` (None before it is known), `entries` (the ledger, oldest first), `running`, `stopping`, `tried` (by the self-test so
    far), `error`.
    """

    changed = Signal()

    def __init__(self, lanes: Lanes, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._services = services
        self._job: Job | None = None
        self.offline: bool | None = None
        self.entries: Sequence[Entry] = ()
        self.running = False
        self.stopped = False
        self.tried: list[Attempt] = []
        self.error = ""

    def refresh(self) -> None:
        """Read the switch and the ledger anew."""
        services = self._services
        self._lanes.privacy.call(lambda: (services.offline(), services.ledger()), self._take, self._fail)

    def switch(self, offline: bool) -> None:
        """Switch the network off, or on again."""
        services = self._services

        def work() -> tuple[bool, Sequence[Entry]]:
            services.set_offline(offline)
            return services.offline(), services.ledger()

        self._lanes.privacy.call(work, self._take, self._fail)

    def test(self) -> None:
        """Try to get out by every way; one test at a time."""
        if self.running:
            return
        self.running, self.stopped, self.tried, self.error = True, False, [], ""
        self._job = self._lanes.selftest.follow(self._services.selftest, self._tried, self._fail, self._end)
        self.changed.emit()

    def stop(self) -> None:
        """Stop the test after the process that is tried now."""
        if self._job is not None and self.running:
            self.stopped = True
            self._job.stop()

    def _tried(self, found: list[list[Attempt]]) -> None:
        for attempts in found:
            self.tried += attempts
        self.changed.emit()

    def _take(self, known: tuple[bool, Sequence[Entry]]) -> None:
        self.offline, self.entries = known
        self.changed.emit()

    def _fail(self, error: MunimentError) -> None:
        self.error = str(error)
        self.changed.emit()

    def _end(self) -> None:
        self.running = False
        self.changed.emit()

"""Making the chronology, on the lane of the tables: documents go by, and the chronology comes at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Signal

from ..lanes import Job, Lanes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from muniment_engines.api import Cancel
    from muniment_retrieval.reading import Forecast
    from muniment_retrieval.reading.chronology import Chronicle, Chronicled, ReadOne

    from ...session import Session


class ChronicleWork(QObject):
    """`changed` whenever there is something else to show: `running`, `last` (how far it is), `chronicle`, `error`.

    `kept` where the vault has the chronology now, as an answer of its conversations.
    """

    changed = Signal()
    kept = Signal()

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._session: Session | None = None
        self._job: Job | None = None
        self.running = False
        self.scope = ""
        self.last: ReadOne | None = None
        self.chronicle: Chronicle | None = None
        self.error = ""

    def use(self, session: Session | None) -> None:
        """Read this vault from now on; nothing of another one stays."""
        if self._job is not None:
            self._job.abandon()
        self._session, self._job, self.running = session, None, False
        self._clear()

    def make(self, documents: tuple[int, ...] | None, scope: str) -> None:
        """Make the chronology of these documents, or of all, in place of one that is being made. `scope` names them, or is
        empty.
        """
        session = self._session
        if session is None:
            return
        if self._job is not None:
            self._job.abandon()
        self._clear()
        self.running, self.scope = True, scope

        def events(cancel: Cancel) -> Iterator[Forecast | ReadOne | Chronicled]:
            from muniment_retrieval.model import Scope

            return session.chronology(Scope(documents), cancel, conversation=0)

        self._job = self._lanes.tables.follow(events, self._take, self._fail, self._end)
        self.changed.emit()

    def stop(self) -> None:
        """Stop reading; what was read stays."""
        if self._job is not None and self.running:
            self._job.stop()

    def forget(self) -> None:
        """Show nothing any more: some of it is forgotten."""
        self.stop()
        self._clear()

    def _take(self, events: list[Forecast | ReadOne | Chronicled]) -> None:
        from muniment_retrieval.reading.chronology import Chronicled, ReadOne

        for event in events:
            if isinstance(event, Chronicled):
                self.chronicle = event.chronicle
                if event.kept is not None:
                    self.kept.emit()
            elif isinstance(event, ReadOne):
                self.last = event
        self.changed.emit()

    def _fail(self, error: MunimentError) -> None:
        self.error = str(error)

    def _end(self) -> None:
        self.running = False
        self.changed.emit()

    def _clear(self) -> None:
        self.scope, self.last, self.chronicle, self.error = "", None, None, ""
        self.changed.emit()

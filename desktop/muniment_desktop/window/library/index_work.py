"""Reading files into the vault, on the indexing lane: add, pause, resume, cancel; what is done is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Signal

from ..lanes import Job, Lanes

if TYPE_CHECKING:
    from muniment_engines.api import Cancel
    from muniment_retrieval.mending import Mending
    from muniment_retrieval.model import IndexReport, Progress

    from ...session import Session


class IndexWork(QObject):
    """`changed` whenever it starts, pauses or ends; `progressed` with a list of `Progress`; `reported` with an `IndexReport`."""

    changed = Signal()
    progressed = Signal(object)
    reported = Signal(object)
    failed = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._session: Session | None = None
        self._jobs: list[Job] = []
        self.paused = False

    def use(self, session: Session | None) -> None:
        """Read into this vault from now on; what was being read is given up, and goes on the next time."""
        for job in self._jobs:
            job.abandon()
        self._jobs = []
        self._session = session
        self.paused = False
        self.changed.emit()
        if session is not None:
            self._lanes.vault.call(session.unfinished, lambda paths: self._take_up(session, paths), self._fail)

    def _take_up(self, session: Session, paths: Sequence[Path]) -> None:
        """Go on with what was cut off when the vault was locked."""
        if session is self._session:
            self.add(paths)

    @property
    def running(self) -> bool:
        return bool(self._jobs)

    def add(self, paths: Sequence[Path]) -> None:
        """Read these files and folders, after what is being read already."""
        if paths:
            self._start(lambda session, cancel: session.index(paths, cancel))

    def go_on(self) -> None:
        """Do what an earlier run has left undone, and read no files."""
        self._start(lambda session, cancel: session.index((), cancel))

    def mend(self, wanted: Mending) -> None:
        """Do what the health report offers."""
        self._start(lambda session, cancel: session.mend(wanted, cancel))

    def _start(self, work: Callable[[Session, Cancel], Iterator[Progress | IndexReport]]) -> None:
        session = self._session
        if session is None:
            return
        job: Job | None = None

        def ended() -> None:
            self._jobs = [j for j in self._jobs if j is not job]
            self.paused = self.paused and self.running
            self.changed.emit()

        job = self._lanes.indexing.follow(lambda cancel: work(session, cancel), self._take, self._fail, ended)
        self._jobs.append(job)
        self.changed.emit()

    def pause(self) -> None:
        """Hold after the file that is being read."""
        if self._session is not None and self.running and not self.paused:
            self._lanes.vault.call(self._session.pause, failed=self._fail)
            self.paused = True
            self.changed.emit()

    def resume(self) -> None:
        """Go on."""
        if self._session is not None and self.paused:
            self._lanes.vault.call(self._session.resume, failed=self._fail)
            self.paused = False
            self.changed.emit()

    def cancel(self) -> None:
        """Stop reading; what is done is kept."""
        self.resume()
        for job in self._jobs:
            job.stop()

    def _take(self, events: list[Progress | IndexReport]) -> None:
        from muniment_retrieval.model import IndexReport, Progress

        if progress := [e for e in events if isinstance(e, Progress)]:
            self.progressed.emit(progress)
            for reason in {e.reason for e in progress if e.reason and not e.path}:  # about the run, and not about one file
                self.failed.emit(reason)
        for event in events:
            if isinstance(event, IndexReport):
                self.reported.emit(event)

    def _fail(self, error: MunimentError) -> None:
        self.failed.emit(str(error))

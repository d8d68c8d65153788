"""Folders on the vault lane, and keeping up with them on the watching lane for as long as a vault with folders is open.

Where keeping up ends of itself (another Muniment reads into this vault, the indexer has ended) it is begun again after a while,
and what was wrong is said once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, QTimer, Signal

from ..lanes import Job, Lanes

if TYPE_CHECKING:
    from muniment_retrieval.model import IndexReport, Progress, Rules, WatchedFolder

    from ...session import Folders, Session

AGAIN_MS = 30_000


class FolderWork(QObject):
    """`listed` with the folders; `progressed` with a list of `Progress`; `reported` with an `IndexReport`; `failed`.

    `changed` whenever there begins or ends to be something to read, or it pauses.
    """

    listed = Signal(object)
    progressed = Signal(object)
    reported = Signal(object)
    changed = Signal()
    failed = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._session: Session | None = None
        self._job: Job | None = None
        self._said = ""
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._follow)
        self.folders: tuple[WatchedFolder, ...] = ()
        self.busy = False
        self.paused = False

    def use(self, session: Session | None) -> None:
        """Keep up with this vault's folders from now on."""
        self._again.stop()
        if self._job is not None:
            self._job.abandon()
        self._job, self._session, self._said = None, session, ""
        self.folders, self.busy, self.paused = (), False, False
        self.listed.emit(())
        self.changed.emit()
        self._change(lambda folders: None)

    def add(self, path: Path, rules: Rules) -> None:
        """Watch a folder from now on."""
        self._change(lambda folders: folders.add(path, rules))

    def change(self, folder_id: int, rules: Rules) -> None:
        """Give a folder other rules."""
        self._change(lambda folders: folders.change(folder_id, rules))

    def remove(self, folder_id: int) -> None:
        """Watch a folder no longer; its documents stay."""
        self._change(lambda folders: folders.remove(folder_id, forget=False))

    def pause(self) -> None:
        """Hold after the file that is being read."""
        if self._session is not None and self.busy and not self.paused:
            self._lanes.vault.call(self._session.pause, failed=self._fail)
            self.paused = True
            self.changed.emit()

    def resume(self) -> None:
        """Go on."""
        if self._session is not None and self.paused:
            self._lanes.vault.call(self._session.resume, failed=self._fail)
            self.paused = False
            self.changed.emit()

    def _change(self, work: Callable[[Folders], None]) -> None:
        session = self._session
        if session is None:
            return

        def change() -> list[WatchedFolder]:
            work(session.folders)
            session.look_again()
            return session.folders.listed()

        self._lanes.vault.call(change, lambda folders: self._take(session, folders), self._fail)

    def _take(self, session: Session, folders: Sequence[WatchedFolder]) -> None:
        if session is not self._session:
            return
        self.folders = tuple(folders)
        self.listed.emit(self.folders)
        if folders:
            self._follow()
        elif self._job is not None:
            self._job.stop()

    def _follow(self) -> None:
        session = self._session
        if session is not None and self._job is None and self.folders:
            self._again.stop()
            self._job = self._lanes.watching.follow(session.follow, self._hear, self._fail, self._ended)

    def _hear(self, events: list[Progress | IndexReport]) -> None:
        from muniment_retrieval.model import IndexReport

        progress: list[Progress] = []
        for event in events:
            if isinstance(event, IndexReport):
                self.reported.emit(event)
            else:
                progress.append(event)
        if any(event.stage == "watching" and event.path for event in progress):
            self._change(lambda folders: None)
        if work := [event for event in progress if event.stage != "watching"]:
            self.progressed.emit(work)
        if progress and not (progress[-1].stage == "watching" and progress[-1].path):
            self._be(progress[-1].stage != "watching")

    def _be(self, busy: bool) -> None:
        self._said = ""
        if busy != self.busy:
            self.busy, self.paused = busy, self.paused and busy
            self.changed.emit()

    def _ended(self) -> None:
        self._job = None
        if self.busy:
            self.busy = self.paused = False
            self.changed.emit()
        if self.folders:
            self._again.start()

    def _fail(self, error: MunimentError) -> None:
        if str(error) != self._said:
            self._said = str(error)
            self.failed.emit(self._said)

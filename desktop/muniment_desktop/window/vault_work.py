"""Making, opening and closing vaults, and what changes one as a whole, on the vault lane.

The vault that is open stays open until another one has been opened, so that a wrong click loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Signal

from .lanes import Lanes
from .services import Services

if TYPE_CHECKING:
    from ..session import Session


class VaultWork(QObject):
    """`opening` with a folder; `opened` with a session, whose notice for the person comes with it; `recent` with folders.

    `forgotten` with how many documents; `failed` with a sentence.
    """

    opening = Signal(object)
    opened = Signal(object, str)
    recent = Signal(object)
    forgotten = Signal(int)
    failed = Signal(str)

    def __init__(self, lanes: Lanes, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._services = services
        self._busy = False
        self._made: list[Session] = []
        self.session: Session | None = None
        self.folder: Path | None = None

    def open(self, folder: Path) -> None:
        """Open a vault that is there."""
        if folder != self.folder:
            self._swap(folder, self._services.open_vault)

    def create(self, folder: Path) -> None:
        """Make a vault, and open it."""
        self._swap(folder, self._services.create_vault)

    def forget(self, documents: Sequence[int]) -> None:
        """Remove documents from the vault, for good."""
        session = self.session
        if session is None:
            return

        def work() -> int:
            for document in documents:
                session.forget(document)
            return len(documents)

        self._lanes.vault.call(work, self.forgotten.emit, self._fail)

    def open_elsewhere(self, document: int) -> None:
        """Open an original in the program that the system has for it."""
        if (session := self.session) is not None:
            self._lanes.vault.call(lambda: session.open_elsewhere(document), failed=self._fail)

    def close(self) -> None:
        """Close every vault that was opened; blocks for up to three seconds each."""
        while self._made:
            self._made.pop().close()

    def _swap(self, folder: Path, make: Callable[[Path], Session]) -> None:
        if self._busy:
            return
        self._busy = True
        self.opening.emit(folder)
        services = self._services

        def work() -> tuple[Session, str, Sequence[Path]]:
            session = make(folder)
            self._made.append(session)
            return session, session.key_notice, services.recent_vaults()

        self._lanes.vault.call(work, lambda made: self._use(folder, *made), self._fail)

    def _use(self, folder: Path, session: Session, notice: str, recent: Sequence[Path]) -> None:
        old, self.session, self.folder = self.session, session, folder
        self._busy = False
        self.opened.emit(session, notice)
        self.recent.emit(tuple(recent))
        if old is not None:
            self._made.remove(old)
            self._lanes.vault.call(old.close)

    def _fail(self, error: MunimentError) -> None:
        self._busy = False
        self.failed.emit(str(error))

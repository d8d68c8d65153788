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

    `locked` with a folder whose vault opens by typing, and what was wrong with what was typed; `ways_seen` with a folder, what
    opens its vault, and the seconds until a passphrase may be tried; `recovery_made` with a recovery key; `passphrase_set`.
    `destroyed` with the names of what is left in the folder, `not_destroyed` with a sentence.
    `forgotten` with how many documents; `failed` with a sentence.
    """

    opening = Signal(object)
    opened = Signal(object, str)
    recent = Signal(object)
    forgotten = Signal(int)
    failed = Signal(str)
    locked = Signal(object, str)
    ways_seen = Signal(object, object, float)
    recovery_made = Signal(str)
    passphrase_set = Signal()
    destroyed = Signal(object)
    not_destroyed = Signal(str)

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

    def unlock(self, folder: Path, passphrase: str, recovery_key: str) -> None:
        """Open a vault with what was typed; where nothing was, with what this machine remembers."""
        self._swap(folder, lambda _: self._services.unlock_vault(folder, passphrase, recovery_key))

    def create(self, folder: Path, passphrase: str = "") -> None:
        """Make a vault, and open it; one with a passphrase gets a recovery key, too."""

        def make(folder: Path) -> Session:
            session = self._services.create_vault(folder, passphrase)
            if passphrase:
                keys.append(session.new_recovery_key())
            return session

        def made() -> None:
            for key in keys:
                self.recovery_made.emit(key)

        keys: list[str] = []
        self._swap(folder, make, made)

    def set_passphrase(self, old: str, new: str) -> None:
        """Have another passphrase open the vault; with its first one comes a recovery key."""

        def done(key: str) -> None:
            if key:
                self.recovery_made.emit(key)
            self.passphrase_set.emit()

        if (session := self.session) is not None:
            self._lanes.vault.call(lambda: session.set_passphrase(old, new), done, self._fail)

    def replace_recovery_key(self, old: str) -> None:
        """Make a new recovery key; `old` is the vault's passphrase or recovery key, where it has one."""
        if (session := self.session) is not None:
            self._lanes.vault.call(lambda: session.replace_recovery_key(old), self.recovery_made.emit, self._fail)

    def destroy(self) -> None:
        """Close the vault that is open, and destroy it."""
        session, folder = self.session, self.folder
        if session is None or folder is None:
            return
        self.session = self.folder = None
        self._made.remove(session)

        def work() -> Sequence[str]:
            session.close()
            return self._services.destroy_vault(folder)

        self._lanes.vault.call(work, self.destroyed.emit, lambda error: self.not_destroyed.emit(str(error)))

    def look(self, folder: Path) -> None:
        """See what opens a vault."""
        self._lanes.vault.call(
            lambda: self._services.ways_of(folder), lambda seen: self.ways_seen.emit(folder, *seen), lambda _: None
        )

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

    def _swap(self, folder: Path, make: Callable[[Path], Session], then: Callable[[], None] = lambda: None) -> None:
        if self._busy:
            return
        self._busy = True
        self.opening.emit(folder)
        services = self._services

        def work() -> tuple[Session, str, Sequence[Path]]:
            session = make(folder)
            self._made.append(session)
            return session, session.key_notice, services.recent_vaults()

        def use(made: tuple[Session, str, Sequence[Path]]) -> None:
            self._use(folder, *made)
            then()

        self._lanes.vault.call(work, use, lambda error: self._fail_to_open(folder, error))

    def _use(self, folder: Path, session: Session, notice: str, recent: Sequence[Path]) -> None:
        old, self.session, self.folder = self.session, session, folder
        self._busy = False
        self.opened.emit(session, notice)
        self.recent.emit(tuple(recent))
        if old is not None:
            self._made.remove(old)
            self._lanes.vault.call(old.close)

    def _fail_to_open(self, folder: Path, error: MunimentError) -> None:
        from muniment_retrieval.model import NeedsPassphrase, TooSoon, WrongPassphrase  # come with the first vault, not before

        if isinstance(error, (NeedsPassphrase, TooSoon, WrongPassphrase)):
            self._busy = False
            self.locked.emit(folder, "" if isinstance(error, NeedsPassphrase) else str(error))
        else:
            self._fail(error)

    def _fail(self, error: MunimentError) -> None:
        self._busy = False
        self.failed.emit(str(error))

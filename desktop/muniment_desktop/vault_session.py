"""The one implementation of `Session`: an open vault with its engines, shared by the window and the command line.

Opening unlocks the vault. An impatient session (the window) starts the query embedder in the background, and finds by words until
it is ready; a `patient` one (the command line) starts it with the first search and waits for it: who only indexes needs none.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol, Self

from muniment_engines.api import Cancel, Pixels, TextDelta
from muniment_engines.launcher import Launcher
from muniment_retrieval.conversations import Understood
from muniment_retrieval.health import Health, health
from muniment_retrieval.health_remarks import Action
from muniment_retrieval.indexer import IndexerClient
from muniment_retrieval.mending import Mending
from muniment_retrieval.model import (
    Answered,
    Document,
    Effort,
    Hit,
    IndexReport,
    Progress,
    Rules,
    Scan,
    Scope,
    Sources,
    StoredPage,
    VaultError,
)
from muniment_retrieval.narrowing import Narrow
from muniment_retrieval.reading import Forecast, Looked, Reader, Tabled, Wanted
from muniment_retrieval.reading.chronology import Chronicled, Chronicler, ReadOne
from muniment_retrieval.system_paths import system_path
from muniment_retrieval.vault import Typed, Vault, create_vault, is_writable, open_vault, unlock

from . import keys, paths
from .answering import Answering
from .drawing import PageDrawer
from .engine_setup import ChosenChat, EngineSetup
from .finding import Finder
from .models.store import ModelStore
from .scoping import scope_in
from .settings import Settings
from .summaries import SessionSummaries
from .talks import Talks
from .watched_folders import WatchedFolders

ENDING = 3.0
"""Seconds that a worker has to end; then it is left to the starter, which kills it."""


class VaultSession:
    """One open vault. Close it, or use it as a context manager: its processes end with it."""

    def __init__(self, vault: Vault, engines: EngineSetup, launcher: Launcher, key_notice: str, *, patient: bool) -> None:
        self.vault = vault
        self.key_notice = key_notice
        self.folders = WatchedFolders(vault)
        self.talks = Talks(vault)
        self._launcher = launcher
        self._patient = patient
        self._drawer = PageDrawer(launcher, engines.parse_specs(), vault)
        self._lock = threading.Lock()
        self._take(engines)

    @classmethod
    def open(
        cls,
        folder: Path,
        launcher: Launcher,
        settings: Settings,
        *,
        create: bool = False,
        patient: bool = True,
        typed: Typed | None = None,
    ) -> VaultSession:
        """Open the vault in `folder`, with what was typed where it has to be; with `create`, make it where there is none: a
        passphrase that was typed is then the new one's.

        Raises `NeedsPassphrase`, or another `VaultError` with what to do.
        """
        keepers = keys.keepers(paths.keys_folder(), folder)
        if (folder / "header.json").exists():
            vault = _opened(folder, unlock(folder, keepers, typed))
        elif create:
            vault = create_vault(folder, keepers, "" if typed is None else typed.passphrase)
        else:
            raise VaultError(f"There is no vault at {folder}; make one with “muniment index PATH --vault {folder}”.")
        engines = EngineSetup(launcher, settings, ModelStore(paths.models_folder()))
        return cls(vault, engines, launcher, keys.notice(folder), patient=patient)

    @property
    def folder(self) -> Path:
        return self.vault.folder

    @property
    def opens_with(self) -> Sequence[str]:
        return self.vault.ways.kinds()

    def new_recovery_key(self) -> str:
        return self.vault.ways.new_recovery_key()

    @property
    def model_name(self) -> str:
        return self._chat.model if self._chat is not None else ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def set_up(self, settings: Settings) -> None:
        """Use the engines and models of changed settings from the next call on; those that run end."""
        ending = self._workers()
        self._take(EngineSetup(self._launcher, settings, ModelStore(paths.models_folder())))
        _end_all(ending)

    # ── documents ────────────────────────────────────────────────────────────────────────────────────────────────────

    def index(
        self, paths: Sequence[Path], cancel: Cancel, rules: Rules | None = None, effort: Effort | None = None
    ) -> Iterator[Progress | IndexReport]:
        """Read files and folders into the vault, by these rules; the last event is the report. `cancel` keeps what is done."""
        return self._indexer_for().index(paths, cancel, rules, effort)

    def follow(self, cancel: Cancel) -> Iterator[Progress | IndexReport]:
        return self._indexer_for().follow(cancel)

    def look_again(self) -> None:
        if self._indexer is not None:
            self._indexer.look_again()

    def pause(self) -> None:
        self._indexer_for().pause()

    def resume(self) -> None:
        self._indexer_for().resume()

    def documents(self) -> list[Document]:
        return self.vault.documents()

    def counts(self) -> dict[str, int]:
        return self.vault.counts()

    def health(self) -> Health:
        """What became of every file that was offered."""
        return health(self.vault, recognises=self._engines.ocr_spec() is not None)

    def mend(self, wanted: Mending, cancel: Cancel) -> Iterator[Progress | IndexReport]:
        """Do what the health report offers; the last event is the report."""
        if wanted.action is Action.EXCLUDE:
            self.vault.exclude(wanted.named)
            yield IndexReport({"skipped": len(wanted.named)})
        elif wanted.action is Action.RECOGNISE:
            self.vault.marks.recognise_again(wanted.documents)
            yield from self._indexer_for().index([], cancel)
        else:
            self.vault.marks.include(wanted.named)
            files = [Path(system_path(path)) for path in wanted.offered]
            yield from self._indexer_for().index(files, cancel, wanted.rules, wanted.effort)

    def page(self, document_id: int, index: int) -> StoredPage:
        page = self.vault.page(document_id, index)
        if page.scan is Scan.WAITING and self._indexer is not None:
            self._indexer.prefer(document_id, index)
        return page

    def draw(self, document_id: int, index: int, scale: float) -> Pixels:
        return self._drawer.draw(self.vault.document(document_id), index, scale)

    def open_elsewhere(self, document_id: int) -> None:
        self._launcher.open_elsewhere(system_path(self.vault.document(document_id).path))

    def forget(self, document_id: int) -> None:
        document = self.vault.document(document_id)
        self.folders.leave_out([document.path, *document.copies])
        self.vault.forget([document_id])

    # ── questions ────────────────────────────────────────────────────────────────────────────────────────────────────

    def scope(self, names: Sequence[str], narrow: Narrow = Narrow()) -> Scope:  # noqa: B008
        """The documents with these names, or all where there are none, as far as they are narrowed to.

        Raises `NameNotFound`, `NameAmbiguous`, and `MunimentError` where nothing is left.
        """
        return scope_in(self.vault, names, narrow)

    def _whole(self, scope: Scope) -> Scope:
        """Whoever asks a mail asks what is attached to it, too."""
        return scope if scope.documents is None else Scope(self.vault.with_inside(scope.documents))

    def search(self, query: str, scope: Scope, top: int = 50) -> list[Hit]:
        return self._finder.searcher().search(query, self._whole(scope), top)

    def ask(
        self,
        question: str,
        scope: Scope,
        cancel: Cancel,
        *,
        conversation: int | None = None,
        standing: str = "",
        keep: bool = True,
    ) -> Iterator[Understood | Sources | TextDelta | Answered]:
        """As `Session.ask`; without `keep`, nothing of it stays in the vault."""
        answering = Answering(self.vault, self.talks, self._finder.searcher(), self._chat)
        yield from answering.ask(question, self._whole(scope), cancel, conversation, standing, keep=keep)

    def read_through(
        self, wanted: Wanted, scope: Scope, cancel: Cancel, *, conversation: int | None = None
    ) -> Iterator[Forecast | Looked | Tabled]:
        events = Reader(self._finder.searcher(), self.vault).look(wanted, self._whole(scope), cancel)
        return events if conversation is None else self.talks.keeping(events, conversation or None, scope)

    def chronology(self, scope: Scope, cancel: Cancel) -> Iterator[Forecast | ReadOne | Chronicled]:
        return Chronicler(self.vault).look(self._whole(scope), cancel)

    def close(self) -> None:
        """End all workers and close the vault."""
        _end_all([*self._workers(), self._drawer])
        self.vault.close()

    def _take(self, engines: EngineSetup) -> None:
        self._engines = engines
        self._finder = Finder(self.vault, engines.embedders(), patient=self._patient)
        self._chat: ChosenChat | None = engines.chat()
        self.summaries = SessionSummaries(self.vault, self._finder.searcher, self._chat)
        self._indexer: IndexerClient | None = None

    def _workers(self) -> list[_Closes]:
        chat = [] if self._chat is None else [self._chat.worker]
        return [self._finder, *chat, *([] if self._indexer is None else [self._indexer])]

    def _indexer_for(self) -> IndexerClient:
        with self._lock:
            if self._indexer is None:
                specs = self._engines.parse_specs(), self._engines.embed_spec(), self._engines.ocr_spec()
                self._indexer = IndexerClient(self._launcher, self.vault.folder, self.vault.key, *specs)
            return self._indexer


def _opened(folder: Path, key: bytes) -> Vault:
    """The vault, for writing where that can be; what an earlier forgetting left to clean away is cleaned."""
    if not is_writable(folder):
        return open_vault(folder, key, write=False)
    vault = open_vault(folder, key, write=True)
    with suppress(VaultError):  # whoever is in the way now, or the next one, will finish it
        vault.cleaning.clean()
    return vault


class _Closes(Protocol):
    def close(self) -> None: ...


def _end_all(ending: Sequence[_Closes]) -> None:
    """End several at once: each may take a moment."""
    threads = [threading.Thread(target=one.close, name="ending", daemon=True) for one in ending]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(ENDING)

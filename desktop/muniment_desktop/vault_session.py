"""The one implementation of `Session`: an open vault with its engines, shared by the window and the command line.

Opening unlocks the vault. An impatient session (the window) starts the query embedder in the background, and finds by words until
it is ready; a `patient` one (the command line) starts it with the first search and waits for it: who only indexes needs none.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from muniment_engines.api import Cancel, Pixels, TextDelta
from muniment_engines.launcher import Launcher
from muniment_retrieval.conversations import Meant, Understood
from muniment_retrieval.health import Health, health
from muniment_retrieval.health_remarks import Action
from muniment_retrieval.indexer import IndexerClient
from muniment_retrieval.languages import has_much_in_other_languages
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
from .airlock import AirlockGate, Nobody, Person
from .answering import Answering
from .document_rules import DocumentRules
from .drawing import PageDrawer
from .ending import Closes, end_all
from .engine_keys import EngineKeys
from .engine_setup import EngineSetup
from .finding import Finder
from .holding_back import whole
from .mask_terms import MaskTerms
from .masking import Masker
from .models.store import ModelStore
from .scoping import scope_in
from .session_ways import SessionWays
from .settings import Settings
from .summaries import SessionSummaries
from .talks import Talks
from .watched_folders import WatchedFolders
from .writers import Writers


class VaultSession(SessionWays):
    """One open vault. Close it, or use it as a context manager: its processes end with it."""

    def __init__(
        self,
        vault: Vault,
        settings: Settings,
        launcher: Launcher,
        key_notice: str,
        person: Person,
        engine_keys: EngineKeys | None,
        *,
        patient: bool,
    ) -> None:
        self.vault = vault
        self._gate = AirlockGate(vault, person)
        self._keys = engine_keys
        self.key_notice = key_notice
        self.folders = WatchedFolders(vault)
        self.talks = Talks(vault)
        self.rules = DocumentRules(vault)
        self.words = MaskTerms(vault, lambda: Masker(self._engines, vault.mask_words))
        self._launcher = launcher
        self._patient = patient
        self._lock = threading.Lock()
        self._take(settings)
        self._drawer = PageDrawer(launcher, self._engines.parse_specs(), vault)

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
        person: Person | None = None,
        engine_keys: EngineKeys | None = None,
    ) -> VaultSession:
        """Open the vault in `folder`, with what was typed where it has to be; with `create`, make it where there is none: a
        passphrase that was typed is then the new one's.

        `person` is shown what an engine elsewhere wants to send; without one, nothing is sent. `engine_keys` are theirs.

        Raises `NeedsPassphrase`, or another `VaultError` with what to do.
        """
        keepers = keys.keepers(paths.keys_folder(), folder)
        if (folder / "header.json").exists():
            vault = _opened(folder, unlock(folder, keepers, typed))
        elif create:
            vault = create_vault(folder, keepers, "" if typed is None else typed.passphrase)
        else:
            raise VaultError(f"There is no vault at {folder}; make one with “muniment index PATH --vault {folder}”.")
        return cls(vault, settings, launcher, keys.notice(folder), person or Nobody(), engine_keys, patient=patient)

    @property
    def folder(self) -> Path:
        return self.vault.folder

    @property
    def model_name(self) -> str:
        return self._writers.name

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def set_up(self, settings: Settings) -> None:
        """Use the engines and models of changed settings from the next call on; those that run end."""
        ending = self._workers()
        self._take(settings)
        end_all(ending)

    # ── documents ────────────────────────────────────────────────────────────────────────────────────────────────────

    def index(
        self, paths: Sequence[Path], cancel: Cancel, rules: Rules | None = None, effort: Effort | None = None
    ) -> Iterator[Progress | IndexReport]:
        """Read files and folders into the vault, by these rules; the last event is the report. `cancel` keeps what is done."""
        added = paths if rules is None and effort is None else ()
        self.vault.marks.begin_reading(added)
        for event in self._indexer_for().index(paths, cancel, rules, effort):
            if isinstance(event, IndexReport):
                self.vault.marks.end_reading(added)
            yield event

    def unfinished(self) -> list[Path]:
        return [path for path in self.vault.unfinished() if path.exists()]

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

    def has_other_languages(self) -> bool:
        """Whether much of the vault is in other languages than English."""
        return has_much_in_other_languages(self.vault)

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

    def search(self, query: str, scope: Scope, top: int = 50) -> list[Hit]:
        return self._finder.searcher().search(query, whole(self.vault, scope), top)

    def ask(
        self,
        question: str,
        scope: Scope,
        cancel: Cancel,
        *,
        conversation: int | None = None,
        standing: str = "",
        engine: str | None = None,
        keep: bool = True,
    ) -> Iterator[Understood | Sources | TextDelta | Answered]:
        """As `Session.ask`; without `keep`, nothing of it stays in the vault."""
        by = self._writers
        answering = Answering(self.vault, self.talks, self._finder.searcher(), by.local, by.named(engine))
        yield from answering.ask(question, whole(self.vault, scope), cancel, conversation, standing, keep=keep)

    def read_through(
        self, wanted: Wanted, scope: Scope, cancel: Cancel, *, conversation: int | None = None, meant: Meant | None = None
    ) -> Iterator[Forecast | Looked | Tabled]:
        events = Reader(self._finder.searcher(), self.vault).look(wanted, whole(self.vault, scope), cancel)
        return events if conversation is None else self.talks.keeping(events, conversation or None, scope, meant)

    def chronology(
        self, scope: Scope, cancel: Cancel, *, conversation: int | None = None
    ) -> Iterator[Forecast | ReadOne | Chronicled]:
        events = Chronicler(self.vault).look(whole(self.vault, scope), cancel)
        return events if conversation is None else self.talks.keeping_chronology(events, conversation or None, scope)

    def close(self) -> None:
        """End all workers and close the vault."""
        end_all([*self._workers(), self._drawer])
        self.vault.close()

    def _take(self, settings: Settings) -> None:
        store = ModelStore(paths.models_folder())
        self._engines = engines = EngineSetup(self._launcher, settings, store, self._gate, self._keys)
        self._finder = Finder(self.vault, engines.embedders(), patient=self._patient)
        self._writers = Writers(engines, self.vault, self._gate)
        self.summaries = SessionSummaries(self.vault, self._finder.searcher, self._writers.local, self._writers.named)
        self._indexer: IndexerClient | None = None

    def _workers(self) -> list[Closes]:
        return [self._finder, self._writers, *([] if self._indexer is None else [self._indexer])]

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

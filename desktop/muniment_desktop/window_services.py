"""What the window asks of the rest of the program, done: vaults, models, settings and the layout.

All of it runs on the window's lanes. The open session is told when the person changes a model. What opening a vault needs is
imported with the first one, so that the window is on the screen before.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from . import paths, settings
from .settings import Settings
from .waiting import Waiting
from .window.services import FetchProgress, ModelOffer, SetUpEngine

if TYPE_CHECKING:
    from muniment_engines.api import Cancel
    from muniment_engines.launcher import Launcher
    from muniment_engines.selftest.run import Attempt
    from muniment_retrieval.vault import Typed

    from .engine_keys import EngineKeys
    from .ledger import Entry
    from .models.catalogue import Model, Task
    from .models.store import Listed, ModelStore
    from .vault_session import VaultSession

_TASKS: tuple[Task, ...] = ("chat", "embed")
_TOO_LARGE = "It needs more memory than this machine has free."


class WindowServices:
    """Thread-safe. `settings` are those that were loaded at the start; every change is written at once."""

    def __init__(self, launcher: Launcher, loaded: Settings) -> None:
        self._launcher = launcher
        self._settings = loaded
        self._session: VaultSession | None = None
        self.person = Waiting(paths.user())
        self._keys: EngineKeys | None = None
        self._lock = threading.Lock()

    def recent_vaults(self) -> Sequence[Path]:
        return recent_vaults(self._settings)

    def open_vault(self, folder: Path) -> VaultSession:
        return self._opened(folder, create=False)

    def unlock_vault(self, folder: Path, passphrase: str, recovery_key: str) -> VaultSession:
        from muniment_retrieval.vault import Typed

        typed = Typed(passphrase, recovery_key) if passphrase or recovery_key else None
        return self._opened(folder, create=False, typed=typed)

    def create_vault(self, folder: Path, passphrase: str = "") -> VaultSession:
        from muniment_retrieval.vault import Typed

        return self._opened(folder, create=True, typed=Typed(passphrase) if passphrase else None)

    def destroy_vault(self, folder: Path) -> Sequence[str]:
        from muniment_retrieval.vault.destroying import destroy

        from . import keys

        self._session = None
        left = destroy(folder, keys.keepers(paths.keys_folder(), folder))
        self._change(settings.without_vault(self._settings, folder))
        return left

    def private_folder(self) -> Path:
        return paths.make_private(paths.data_folder())

    def ways_of(self, folder: Path) -> tuple[Sequence[str], float]:
        from muniment_retrieval.vault import header, patience

        return [way["kind"] for way in header.read(folder).ways], patience.seconds_left(folder)

    def lock(self, layout: Mapping[str, str]) -> None:
        from muniment_engines.launcher import StarterLauncher

        with suppress(OSError):  # a full disk must not keep a vault open
            self.keep_layout(layout)
        if isinstance(self._launcher, StarterLauncher):
            self._launcher.start_afresh()
            os._exit(0)

    def models(self) -> Sequence[ModelOffer]:
        store = self._store()
        chosen = {name for task in _TASKS if (name := self._chosen(store, task))}
        chosen |= {model.name for model in store.installed("redact")}  # all that are here are used together
        recommended = {model.name for task in _TASKS if (model := store.recommended(task)) is not None}
        offers = [_offer(row, chosen, recommended) for row in store.listing()]
        if (other := self._for_languages(store)) is not None:
            from .models.first_run import OTHER_LANGUAGES

            name, note = other.name, OTHER_LANGUAGES
            offers = [replace(o, recommended=True, note=note, for_languages=True) if o.name == name else o for o in offers]
        return sorted(offers, key=lambda offer: not offer.recommended)

    def get_model(self, name: str, cancel: Cancel) -> Iterator[FetchProgress]:
        for event in self._store().get(name, cancel):
            yield FetchProgress(event.done, event.total, event.source)
        self.use_model(name)

    def use_model(self, name: str) -> None:
        store = self._store()
        task: Task = next((model.task for model in store.installed() if model.name == name), "chat")
        store.pick(task, name)  # raises where it is not here
        if task == "redact":
            return
        self._change(settings.with_model(self._settings, task, name))
        session = self._session
        if session is not None:
            session.set_up(self._settings)

    def offline(self) -> bool:
        return self._settings.offline

    def set_offline(self, offline: bool) -> None:
        self._launcher.set_offline(offline)
        self._change(replace(self._settings, offline=offline))
        if self._session is not None and self._settings.engines:
            self._session.set_up(self._settings)

    def ledger(self) -> Sequence[Entry]:
        from .ledger import Ledger

        return Ledger(paths.ledger_file()).entries()

    def selftest(self, cancel: Cancel) -> Iterator[list[Attempt]]:
        from .engine_setup import EngineSetup
        from .privacy import selftest

        yield from selftest(self._launcher, EngineSetup(self._launcher, self._settings, self._store()), cancel)

    def _for_languages(self, store: ModelStore) -> Model | None:
        """The model that the open vault's languages need."""
        other = store.for_languages(self._settings.embed_model)
        return other if other is not None and self._session is not None and self._session.has_other_languages() else None

    def keep_layout(self, layout: Mapping[str, str]) -> None:
        file = layout_file()
        paths.make_private(file.parent)
        file.write_text(json.dumps(dict(layout)), encoding="utf-8")

    def _opened(self, folder: Path, *, create: bool, typed: Typed | None = None) -> VaultSession:
        from .vault_session import VaultSession

        session = VaultSession.open(
            folder,
            self._launcher,
            self._settings,
            create=create,
            patient=False,
            typed=typed,
            person=self.person,
            engine_keys=self._engine_keys(),
        )
        self._session = session
        self._change(settings.with_recent_vault(self._settings, folder))
        return session

    def engines(self) -> Sequence[SetUpEngine]:
        from . import engine_shelf

        return engine_shelf.listed(self._settings)

    def chat_plugins(self) -> Sequence[str]:
        from . import engine_shelf
        from .engine_setup import EngineSetup

        return engine_shelf.plugins(EngineSetup(self._launcher, self._settings, self._store()))

    def try_engine(self, name: str, cancel: Cancel) -> str:
        from .airlock.sheet import Prices
        from .airlock.trying import TryGate, tried
        from .engine_setup import EngineSetup
        from .set_up import find

        one = find(self._settings.engines, name)
        gate = TryGate(self.person, Prices(*(one.prices if one is not None else ())))
        engines = EngineSetup(self._launcher, self._settings, self._store(), gate, self._engine_keys())
        return tried(engines.named_chat(name), cancel)

    def set_up_engine(self, name: str, address: str, model: str, key: str, plugin: str = "") -> str:
        from . import engine_shelf
        from .engine_setup import EngineSetup

        engines = EngineSetup(self._launcher, self._settings, self._store())
        how = plugin or engine_shelf.PLUGIN
        changed, notice = engine_shelf.added(self._settings, engines, self._engine_keys(), name, address, model, key, how)
        self._use(changed)
        return notice

    def remove_engine(self, name: str) -> None:
        from . import engine_shelf

        self._use(engine_shelf.removed(self._settings, self._engine_keys(), name))

    def _use(self, changed: Settings) -> None:
        self._change(changed)
        if self._session is not None:
            self._session.set_up(self._settings)

    def _engine_keys(self) -> EngineKeys:
        """One for all: where there is no keychain, they are in its memory."""
        from .engine_keys import engine_keys

        with self._lock:
            if self._keys is None:
                self._keys = engine_keys()
            return self._keys

    def _change(self, changed: Settings) -> None:
        with self._lock:
            self._settings = changed
            settings.save(paths.settings_file(), changed)

    def _store(self) -> ModelStore:
        from .models.store import ModelStore

        return ModelStore(paths.models_folder(), self._launcher, offline=self._settings.offline)

    def _chosen(self, store: ModelStore, task: Task) -> str:
        wanted = self._settings.chat_model if task == "chat" else self._settings.embed_model
        here = {model.name for model in store.installed(task)}
        picked = store.pick(task, wanted if wanted in here else "")
        return picked.name if picked is not None else ""


def recent_vaults(loaded: Settings) -> list[Path]:
    """The vaults that were opened last and are still there, newest first."""
    return [path for path in map(Path, loaded.recent_vaults) if (path / "header.json").is_file()]


def layout_file() -> Path:
    return paths.settings_file().with_name("window.json")


def kept_layout() -> dict[str, str]:
    """What `keep_layout` was last given; empty where that cannot be read, because a layout is never worth an error."""
    try:
        stored = json.loads(layout_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in stored.items()} if isinstance(stored, dict) else {}


def _offer(row: Listed, chosen: set[str], recommended: set[str]) -> ModelOffer:
    size = row.download[-1] if row.download else row.size
    source = {"hub": "its publisher's hub", "wheels": "the package index"}.get(row.ways[0], "") if row.ways else "this machine"
    note = "" if row.fits else _TOO_LARGE
    here = row.installed
    return ModelOffer(
        row.name, row.title, row.task, size, row.licence, source, here, row.name in chosen, row.name in recommended, note
    )

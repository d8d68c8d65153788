"""Which engines and models are used: from the settings, from the plugins that are here, and from the models that are here.

Nothing is started here that is not asked for; what is returned starts its process with its first use.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from muniment_engines.api import EngineInfo, Kind, SettingValue
from muniment_engines.errors import EngineMissing
from muniment_engines.host import ChatWorker, EmbedWorker, OcrWorker, ParseWorker, RedactWorker, Worker, WorkerSpec
from muniment_engines.launcher import Launcher
from muniment_engines.registry import EngineEntry, find_engines
from muniment_retrieval.indexer.engines import model_of

from . import paths
from .engine_keys import EngineKeys, engine_keys
from .finding import Embedder
from .ledger import Ledger
from .models.store import Installed, ModelStore
from .outgoing import Closed, Gate, Sender
from .plugin_folder import plugin_folders
from .set_up import SetUp, find
from .settings import Settings

BUNDLED_CHAT = "llama-cpp"
BUNDLED_EMBED = "sentence-transformers"
BUNDLED_REDACT = {"rampart": "rampart", "spacy": "spacy-en-md"}
"""Which model of the catalogue each needs. They know different things, so that all that are here are used together."""

NETWORK_CONTEXT = 32_000
"""Tokens that a network engine is taken to hold, where nothing is said of it."""

PARSE_MEMORY = 3 * 1024**3
"""Bytes of addresses that a process which reads files may have: a file that wants more costs itself, and nothing else."""


@dataclass(frozen=True)
class ChosenChat:
    """A chat worker and the names that an answer carries. `sender` is there where the engine sends what it is asked elsewhere.

    `file` is that of the model, None where an engine keeps it itself; `sha256` what its publisher states of it, or empty.
    `context` is how many tokens it holds at once; `prices` are those of a million tokens read and written, None where not known.
    """

    worker: ChatWorker
    engine: str
    model: str
    sender: Sender | None = None
    file: Path | None = None
    sha256: str = ""
    context: int = Settings.context
    prices: tuple[float | None, float | None] = (None, None)

    @contextmanager
    def pursuing(self, purpose: str) -> Iterator[None]:
        """What is asked meanwhile is for this; a network engine sends nothing outside of it."""
        with self.sender.pursuing(purpose) if self.sender is not None else nullcontext():
            yield


class EngineSetup:
    """The engines as one person has set them up. `gate` decides about what network engines want to send."""

    def __init__(
        self, launcher: Launcher, settings: Settings, store: ModelStore, gate: Gate | None = None, keys: EngineKeys | None = None
    ) -> None:
        self._launcher = launcher
        self._settings = settings
        self._store = store
        self._gate = gate or Closed()
        self._keys = keys
        self._engines = find_engines(plugin_folders(paths.plugins_folder()))

    def chat(self) -> ChosenChat | None:
        """The chat engine of the settings; none where it needs a model and there is none."""
        set_up = find(self._settings.engines, self._settings.chat_engine)
        if set_up is not None:
            return self.network_chat(set_up, self._keys)
        entry = self._entry(self._settings.chat_engine, "chat")
        if entry.name != BUNDLED_CHAT:
            spec = self._spec(entry, {}, ())
            return ChosenChat(ChatWorker(self._launcher, spec), entry.name, self._settings.chat_model)
        return self.local_chat(self._settings.chat_model)

    def local_chat(self, name: str = "") -> ChosenChat | None:
        """The bundled chat engine with the model of that name, or with the best one; none where there is none."""
        entry = self._entry(BUNDLED_CHAT, "chat")
        model = self._store.pick("chat", name)
        if model is None:
            return None
        worker = ChatWorker(self._launcher, self._llama(entry, model))
        sha256 = self._store.stated_sha256(model)
        return ChosenChat(worker, entry.name, model.name, file=model.path, sha256=sha256, context=self._settings.context)

    def named_chat(self, name: str) -> ChosenChat:
        """The engine that was set up under this name. Raises `EngineMissing` where none was, or its plugin is not here."""
        set_up = find(self._settings.engines, name)
        if set_up is None:
            raise EngineMissing(f"No engine called “{name}” is set up; ask on this machine, or set it up again.")
        return self.network_chat(set_up, self._keys)

    def chat_engines(self) -> set[str]:
        """Those that are installed or were added, by their own names."""
        return {entry.name for entry in self._engines.values() if entry.kind == "chat"}

    def describe(self, plugin: str) -> EngineInfo:
        """What a chat engine says of itself, in a process of its own that ends with it."""
        with ChatWorker(self._launcher, self._spec(self._entry(plugin, "chat"), {}, ())) as worker:
            return worker.info

    def network_chat(self, set_up: SetUp, keys: EngineKeys | None = None) -> ChosenChat:
        """An engine that was set up under a name of its own; without `keys`, the keychain is asked once something is to be sent.

        Raises `EngineMissing` where its plugin is not here.
        """
        entry = self._entry(set_up.plugin, "chat")
        ledger = Ledger(paths.ledger_file())

        def secrets() -> dict[str, str]:
            known = (keys or engine_keys()) if set_up.secrets else EngineKeys(None)
            return {name: known.get(set_up.name, name) or "" for name in set_up.secrets}

        sender = Sender(self._launcher, set_up, secrets, self._gate, ledger, offline=self._settings.offline)
        places = {name: f"{{{{{name}}}}}" for name in set_up.secrets}
        worker = ChatWorker(self._launcher, self._spec(entry, {**set_up.values, **places}, ()), sender)
        context = int(set_up.values.get("context") or NETWORK_CONTEXT)
        return ChosenChat(worker, set_up.name, set_up.model, sender, context=context, prices=set_up.prices)

    def embed_spec(self) -> WorkerSpec | None:
        """How to start the embed engine of the settings; none where it needs a model and there is none."""
        entry = self._entry(self._settings.embed_engine, "embed")
        if entry.name != BUNDLED_EMBED:
            return self._spec(entry, {}, ())
        model = self._store.pick("embed", self._settings.embed_model)
        if model is None:
            return None
        return self._embed(entry, model)

    def embedders(self) -> list[Embedder]:
        """The embed engine of the settings, and after it the same with each other model that is here."""
        spec = self.embed_spec()
        if spec is None:
            return []
        entry = self._entry(self._settings.embed_engine, "embed")
        others = [self._embed(entry, m) for m in self._store.installed("embed")] if entry.name == BUNDLED_EMBED else []
        specs = [spec, *(other for other in others if other != spec)]
        return [Embedder(EmbedWorker(self._launcher, one), model_of(one)) for one in specs]

    def parse_specs(self) -> list[WorkerSpec]:
        """How to start each engine that reads files."""
        return [self._parse(e) for e in self._engines.values() if e.kind == "parse"]

    def ocr_spec(self) -> WorkerSpec | None:
        """How to start the engine that reads pictures; none where there is none."""
        entry = next((e for e in self._engines.values() if e.kind == "ocr"), None)
        return None if entry is None else self._spec(entry, {"threads": self._settings.threads}, ())

    def redact(self) -> list[tuple[str, RedactWorker]]:
        """The engines that find names, by their names: each bundled one whose model is here, and all others."""
        found = []
        for entry in self._engines.values():
            if entry.kind != "redact":
                continue
            model = next((m for m in self._store.installed("redact") if m.name == BUNDLED_REDACT.get(entry.name)), None)
            if model is not None:
                spec = self._spec(entry, {"model": str(model.path)}, (str(model.path),))
                found.append((entry.name, RedactWorker(self._launcher, spec)))
            elif entry.name not in BUNDLED_REDACT:
                found.append((entry.name, RedactWorker(self._launcher, self._spec(entry, {}, ()))))
        return found

    def all_workers(self) -> Iterator[tuple[str, Worker]]:
        """A worker for each engine that can be tried here, by the engine's name; none is started yet."""
        chat, embed = self.chat(), self.embed_spec()
        if chat is not None:
            yield chat.engine, chat.worker
        if embed is not None:
            yield self._settings.embed_engine, EmbedWorker(self._launcher, embed)
        for entry in self._engines.values():
            if entry.kind == "parse":
                yield entry.name, ParseWorker(self._launcher, self._parse(entry))
            elif entry.kind == "ocr":
                yield entry.name, OcrWorker(self._launcher, self._spec(entry, {}, ()))
        yield from self.redact()

    def _entry(self, name: str, kind: Kind) -> EngineEntry:
        entry = self._engines.get(name)
        if entry is None or entry.kind != kind:
            raise EngineMissing(f"There is no {kind} engine called “{name}” here; “muniment plugins list” shows what there is.")
        return entry

    def _embed(self, entry: EngineEntry, model: Installed) -> WorkerSpec:
        values: dict[str, SettingValue] = {"model": str(model.path), "threads": self._settings.threads}
        return self._spec(entry, values, (str(model.path),))

    def _parse(self, entry: EngineEntry) -> WorkerSpec:
        return replace(self._spec(entry, {}, ()), memory_bytes=PARSE_MEMORY)

    def _llama(self, entry: EngineEntry, model: Installed) -> WorkerSpec:
        s = self._settings
        values: dict[str, SettingValue] = {
            "model": str(model.path),
            "context": s.context,
            "threads": s.threads,
            "gpu_layers": s.gpu_layers,
            "lora": paths.joined(s.lora),
        }
        return self._spec(entry, values, (str(model.path), *s.lora), gpu=s.gpu_layers != 0)

    def _spec(
        self, entry: EngineEntry, values: dict[str, SettingValue], readable: tuple[str, ...], *, gpu: bool = False
    ) -> WorkerSpec:
        folders = (entry.folder,) if entry.folder else ()
        return WorkerSpec(entry.reference, entry.kind, values, readable=readable, extra_path=folders, gpu=gpu)

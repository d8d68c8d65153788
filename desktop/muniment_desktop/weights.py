"""The models that are used, by the SHA-256 of their files, so that figures say what they were measured with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from muniment_engines.api import Cancel
from muniment_engines.errors import EngineError

from .engine_setup import BUNDLED_CHAT, BUNDLED_EMBED
from .models.catalogue import Task
from .models.store import ModelStore
from .settings import Settings

_PIECE = 4 << 20


@dataclass(frozen=True)
class Weights:
    """A file of a model. `sha256` is empty where an engine keeps its models itself; `name` then begins with the engine's."""

    task: Task
    name: str
    sha256: str = ""

    def __str__(self) -> str:
        return f"{self.name} (SHA-256 {self.sha256})" if self.sha256 else self.name


def weights(settings: Settings, store: ModelStore, cancel: Cancel, *, chat: bool) -> tuple[Weights, ...]:
    """The models that find and, with `chat`, those that write. Their files are read whole. Raises `EngineError`, `Cancelled`."""
    found = list(_of("embed", settings.embed_engine, BUNDLED_EMBED, settings.embed_model, store, cancel))
    if chat:
        found += _of("chat", settings.chat_engine, BUNDLED_CHAT, settings.chat_model, store, cancel)
        found += [Weights("chat", f"LoRA {Path(path).name}", _sha256(Path(path), cancel)) for path in settings.lora]
    return tuple(found)


def _of(task: Task, engine: str, bundled: str, wanted: str, store: ModelStore, cancel: Cancel) -> Iterator[Weights]:
    if engine != bundled:
        yield Weights(task, f"{engine} {wanted}".strip())
        return
    model = store.pick(task, wanted)
    if model is not None:
        for file in sorted(model.path.glob("*.safetensors")) if model.path.is_dir() else [model.path]:
            yield Weights(task, model.name, _sha256(file, cancel))


def _sha256(file: Path, cancel: Cancel) -> str:
    hashed = hashlib.sha256()
    try:
        with file.open("rb") as source:
            while piece := source.read(_PIECE):
                cancel.check()
                hashed.update(piece)
    except OSError as error:
        raise EngineError(f"The model file {file.name} cannot be read: {error.strerror}; fetch or import it again.") from error
    return hashed.hexdigest()

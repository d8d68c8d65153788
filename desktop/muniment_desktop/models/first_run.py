"""Which models a machine lacks for what Muniment can do at its best there, and what is said of a vault's languages."""

from __future__ import annotations

from dataclasses import dataclass

from .. import paths
from ..settings import Settings
from .catalogue import Model, Task
from .store import ModelStore

OTHER_LANGUAGES = "Much of this vault is not in English, but the model that finds by meaning knows only English."

_TASKS: tuple[Task, ...] = ("chat", "embed")


@dataclass(frozen=True)
class Wanted:
    """A model that would be fetched. `size` is what comes over the network, in bytes."""

    name: str
    title: str
    task: Task
    size: int


def wanted_models(settings: Settings, store: ModelStore | None = None) -> list[Wanted]:
    """For each task that has no model here: the one of the settings, else the one that suits this machine."""
    store = store or ModelStore(paths.models_folder())
    chosen = {"chat": settings.chat_model, "embed": settings.embed_model}
    wanted = []
    for task in _TASKS:
        if store.installed(task):
            continue
        model = store.entry(chosen[task]) if chosen[task] else store.recommended(task)
        if model is not None:
            wanted.append(Wanted(model.name, model.title, task, _download(model)))
    return wanted


def _download(model: Model) -> int:
    return model.wheels.download if model.wheels is not None else model.size

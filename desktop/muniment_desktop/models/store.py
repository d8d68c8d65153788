"""The models on this machine: which there are, fetching, importing and removing them, and picking one.

store = ModelStore(paths.models_folder(), launcher)
for event in store.get("smollm2-135m", cancel): ...
model = store.pick("chat")
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.api import Cancel
from muniment_engines.errors import EngineMissing, MunimentError, Offline

from .. import addresses
from ..paths import make_private
from . import catalogue as catalogues
from . import check, place
from .catalogue import Model, Task
from .choose import choose
from .events import ModelEvents
from .fetch import Source, fetch
from .importing import import_model
from .lock import is_held
from .machine import Machine, measure

if TYPE_CHECKING:
    from muniment_engines.launcher import Launcher

_OVERHEAD = 1 << 30  # what a model needs besides its weights, where nothing better is known


@dataclass(frozen=True)
class Installed:
    """A model that is here. `known` says that it is one of the catalogue, with the publisher's bytes; of others, licence and
    context are not known (empty, 0)."""

    name: str
    title: str
    task: Task
    path: Path
    size: int
    licence: str
    context: int
    memory: int
    cores: int
    known: bool


@dataclass(frozen=True)
class Listed:
    """A row of the list of models: one of the catalogue, here or not, or one that was imported.

    `fits` says whether this machine has the memory and cores that it asks for; `ways` are the sources it can be had from;
    `download` is how many bytes each of them fetches, and `unfinished` how many an interrupted fetch left.
    """

    name: str
    title: str
    task: Task
    size: int
    licence: str
    installed: bool
    fits: bool
    ways: tuple[str, ...] = ()
    download: tuple[int, ...] = ()
    unfinished: int = 0


class ModelStore:
    """The models in one folder. All methods may be called from any thread, and from several processes at once."""

    def __init__(
        self,
        folder: Path,
        launcher: Launcher | None = None,
        *,
        offline: bool = False,
        catalogue: Sequence[Model] | None = None,
        hub: addresses.Hub | None = None,
    ) -> None:
        self._folder = folder
        self._launcher = launcher
        self._offline = offline
        self.catalogue = tuple(catalogues.load() if catalogue is None else catalogue)
        self._hub = hub

    def listing(self) -> list[Listed]:
        """The catalogue in its order, then what was imported."""
        machine = measure()
        here = {model.name: model for model in self.installed()}
        rows = [self._row(model, model.name in here, machine) for model in self.catalogue]
        return rows + [
            Listed(model.name, model.title, model.task, model.size, model.licence, True, _fits(model, machine))
            for model in here.values()
            if not model.known
        ]

    def installed(self, task: Task | None = None) -> list[Installed]:
        """The models that are here, whole; those of the catalogue first."""
        found = [_known(self._folder, model) for model in self.catalogue if place.is_complete(self._folder, model)]
        found += self._imported()
        return [model for model in found if task in (None, model.task)]

    def pick(self, task: Task, wanted: str = "") -> Installed | None:
        """The model to use: `wanted` by its name, else the best one here that this machine can run; none where there is none.

        Raises `EngineMissing` where `wanted` is not here.
        """
        here = self.installed(task)
        if wanted:
            named = next((model for model in here if model.name == wanted), None)
            if named is None:
                raise EngineMissing(f"The model “{wanted}” is not here; “muniment models get {wanted}” fetches it.")
            return named
        machine = measure()
        return choose(here, task, machine.usable, machine.cores)

    def stated_sha256(self, model: Installed) -> str:
        """The SHA-256 that the catalogue has of a model of one file, which it was checked by; empty where it has none."""
        files = next((entry.files for entry in self.catalogue if model.known and entry.name == model.name), ())
        return files[0].sha256 if len(files) == 1 else ""

    def recommended(self, task: Task) -> Model | None:
        """The model of the catalogue that suits this machine best, whether it is here or not."""
        machine = measure()
        return choose((m for m in self.catalogue if m.languages == "english"), task, machine.usable, machine.cores)

    def for_languages(self, wanted: str = "") -> Model | None:
        """The embedding model to offer for text that is not English; none where what is used is one, or not of the catalogue."""
        used = self.pick("embed", wanted if any(m.name == wanted for m in self.installed("embed")) else "")
        if used is not None and (not used.known or self.entry(used.name).languages == "many"):
            return None
        return next((m for m in self.catalogue if m.task == "embed" and m.languages == "many"), None)

    def get(self, name: str, cancel: Cancel, source: Source | None = None) -> ModelEvents:
        """Fetch a model of the catalogue; `source` ("hub" or "wheels") insists on one way.

        Goes on where an earlier fetch stopped. Raises `MunimentError` with why it could not be had, and `Cancelled`.
        """
        model = self.entry(name)
        if self._offline or self._launcher is None:
            raise Offline("The network is switched off; switch it on in the settings, or import the model from a file.")
        make_private(self._folder)
        return fetch(model, self._folder, self._launcher, self._hub or addresses.hub(), cancel, source)

    def import_file(self, source: Path, cancel: Cancel) -> ModelEvents:
        """Copy a model from a GGUF file or a sentence-transformers folder; the last event's `name` is what it is called here.

        Raises `ModelInvalid` where it is none, cut short or of the wrong kind, `MunimentError`, and `Cancelled`.
        """
        make_private(self._folder)
        return import_model(source, self._folder, self.catalogue, cancel)

    def remove(self, name: str) -> None:
        """Delete a model, and what an unfinished fetch of it left. Raises `MunimentError` where there is neither."""
        if Path(name).name == name and is_held(self._folder / ".incoming" / f"{name}.lock"):
            raise MunimentError(f"“{name}” is being fetched; stop that first.")
        model = next((model for model in self.installed() if model.name == name), None)
        left = self._unfinished(name) if Path(name).name == name else 0
        if model is None and not left:
            raise MunimentError(f"There is no model called “{name}” here; “muniment models list” shows what there is.")
        if model is not None:
            _delete(model.path, place.incoming(self._folder, name))
        place.discard(self._folder, name)

    def entry(self, name: str) -> Model:
        """A model of the catalogue. Raises `MunimentError` where there is none of that name."""
        for model in self.catalogue:
            if model.name == name:
                return model
        names = ", ".join(model.name for model in self.catalogue)
        raise MunimentError(f"Muniment knows no model called “{name}”; it knows {names}.")

    def _row(self, model: Model, installed: bool, machine: Machine) -> Listed:
        sizes = {"hub": model.size if model.hub else 0, "wheels": model.wheels.download if model.wheels else 0}
        ways = {way: size for way, size in sizes.items() if size}
        return Listed(
            model.name,
            model.title,
            model.task,
            model.size,
            model.licence,
            installed,
            _fits(model, machine),
            tuple(ways),
            tuple(ways.values()),
            0 if installed else self._unfinished(model.name),
        )

    def _unfinished(self, name: str) -> int:
        return sum(path.stat().st_size for path in (self._folder / ".incoming" / name).glob("*.part"))

    def _imported(self) -> list[Installed]:
        if not self._folder.is_dir():
            return []
        paths = {model.path for model in self.catalogue}
        others = (path for path in sorted(self._folder.iterdir()) if path.name not in paths and not path.name.startswith("."))
        return [model for path in others if (model := _imported(path)) is not None]


def _fits(model: Model | Installed, machine: Machine) -> bool:
    return model.memory <= machine.usable and model.cores <= machine.cores


def _known(folder: Path, model: Model) -> Installed:
    path = folder / model.path
    return Installed(
        model.name, model.title, model.task, path, model.size, model.licence, model.context, model.memory, model.cores, True
    )


def _imported(path: Path) -> Installed | None:
    """A model that a person brought, or none where this is something else."""
    try:
        task = check.glance_at(path)
        size = sum(file.stat().st_size for file in (path, *path.rglob("*")) if file.is_file())
    except OSError:
        return None
    if task is None:
        return None
    name = path.name if path.is_dir() else path.stem
    return Installed(name, name, task, path, size, "", 0, size + _OVERHEAD, 1, False)


def _delete(path: Path, aside: Path) -> None:
    """Take a model away by one rename, so that never half of one is there, and then delete it."""
    try:
        gone = path.rename(aside / "removed")
    except OSError as error:
        raise MunimentError(f"“{path.name}” could not be removed; close what uses it and try again.") from error
    if gone.is_dir():
        shutil.rmtree(gone, ignore_errors=True)
    else:
        gone.unlink(missing_ok=True)

"""Bringing a model here from a file or a folder on this machine: looked at, copied, and put in its place.

A copy of a model of the catalogue becomes that model, whatever the file was called. Anything else keeps its own name; what finds
names comes from the catalogue only.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from muniment_engines.api import Cancel
from muniment_engines.errors import ModelInvalid, MunimentError

from . import check, place
from .catalogue import Model
from .events import ModelEvents, ModelProgress
from .lock import held

_PIECE = 4 << 20


def import_model(source: Path, folder: Path, catalogue: Sequence[Model], cancel: Cancel) -> ModelEvents:
    """Copy the model at `source` (a GGUF file, a sentence-transformers folder, or one that finds names) into `folder`.

    Raises `ModelInvalid` where it is none, `MunimentError` where it cannot be put there, `Cancelled`; nothing is left of it then.
    """
    finder = _finder_of_names(source, catalogue)
    if finder is None:
        check.look_at(source)
    name = source.stem if source.is_file() else source.name
    with held(place.lock_file(folder, name), cancel):
        try:
            yield from _copied(source, name, folder, _files(source, finder), cancel)
            known = _known(_draft(folder, name, source), catalogue)
            if finder is not None and known is None:
                raise ModelInvalid(f"“{source.name}” is damaged, or not the “{finder.name}” that Muniment knows; get that again.")
            _put(_draft(folder, name, source), _target(source, folder, known, catalogue))
        finally:
            place.discard(folder, name)
    yield ModelProgress(known.name if known else name, "finished")


def _draft(folder: Path, name: str, source: Path) -> Path:
    return place.incoming(folder, name) / source.name


def _copied(source: Path, name: str, folder: Path, files: Sequence[Path], cancel: Cancel) -> ModelEvents:
    total = sum((source / file).stat().st_size for file in files)
    place.check_room(folder, total, name)
    draft = _draft(folder, name, source)
    before = 0
    for file in files:
        for done in _copy(source / file, draft / file, cancel):
            yield ModelProgress(name, "copying", before + done, total, "a file")
        before += (source / file).stat().st_size


def _finder_of_names(source: Path, catalogue: Sequence[Model]) -> Model | None:
    """The model of the catalogue that finds names and whose files lie in this folder, by their names and sizes."""
    finders = (model for model in catalogue if model.task == "redact" and source.is_dir())
    return next((model for model in finders if all(_lies(source / file.path, file.size) for file in model.files)), None)


def _lies(file: Path, size: int) -> bool:
    return file.is_file() and file.stat().st_size == size


def _files(source: Path, finder: Model | None) -> list[Path]:
    """What is copied, relative to `source`; for a file, the empty path."""
    if finder is not None:
        return [Path(file.path) for file in finder.files]
    if source.is_file():
        return [Path()]
    found = (path for path in source.rglob("*") if path.is_file() and path.suffix in check.KEPT_FROM_A_FOLDER)
    return sorted(path.relative_to(source) for path in found)


def _copy(source: Path, target: Path, cancel: Cancel) -> Iterator[int]:
    target.parent.mkdir(parents=True, exist_ok=True)
    done = 0
    try:
        with source.open("rb") as old, target.open("wb") as new:
            while piece := old.read(_PIECE):
                cancel.check()
                done += new.write(piece)
                yield done
            new.flush()
            os.fsync(new.fileno())
    except OSError as error:
        raise MunimentError(f"“{source.name}” could not be copied; check the disks and try again.") from error


def _known(draft: Path, catalogue: Sequence[Model]) -> Model | None:
    """The model of the catalogue whose bytes these are."""
    candidates = (
        model
        for model in catalogue
        if model.is_folder == draft.is_dir() and all(place.size_of(draft / file.path) == file.size for file in model.files)
    )
    return next((model for model in candidates if _has_its_bytes(draft, model)), None)


def _has_its_bytes(draft: Path, model: Model) -> bool:
    try:
        for file in model.files:
            for _ in check.digest(draft / file.path, file):
                pass
    except ModelInvalid:
        return False
    return True


def _target(source: Path, folder: Path, known: Model | None, catalogue: Sequence[Model]) -> Path:
    if known is not None:
        return folder / known.path
    name = source.name if source.is_dir() or source.suffix == ".gguf" else f"{source.name}.gguf"
    if name in {model.path for model in catalogue}:
        raise ModelInvalid(
            f"“{source.name}” has the name of a model that Muniment knows, but not its bytes; rename it, or get that."
        )
    if (folder / name).exists() or name.startswith("."):
        raise MunimentError(f"There is a model called “{source.name}” already; remove that first, or rename this one.")
    return folder / name


def _put(draft: Path, target: Path) -> None:
    if draft.is_dir():
        place.put_folder(draft, target)
    else:
        draft.replace(target)

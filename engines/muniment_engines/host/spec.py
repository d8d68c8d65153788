"""What a worker is: which engine, how it is set up, what it may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from muniment_engines.api import Kind, SettingValue


@dataclass(frozen=True)
class WorkerSpec:
    """`engine` is a reference ("package.module" or "package.module:name"); `settings` hold no secrets.

    `readable` are files and folders besides the program's own, such as the model; `private_folder` is the only one that may be
    written to, and must exist. `memory_bytes` bounds the address space. `extra_path` are plugins' folders. `gpu` lets it reach
    graphics devices. All paths are absolute.
    """

    engine: str
    kind: Kind
    settings: Mapping[str, SettingValue]
    readable: tuple[str, ...] = ()
    private_folder: str | None = None
    memory_bytes: int | None = None
    extra_path: tuple[str, ...] = ()
    gpu: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def short_name(self) -> str:
        """The reference's last word, to name the engine by until it has said its name."""
        return self.engine.replace(":", ".").rsplit(".", 1)[-1]

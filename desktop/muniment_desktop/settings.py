"""What a person has chosen, kept in one small JSON file in the user's configuration folder.

Every setting is declared here with its type, its default and a sentence; `SETTINGS` is what the manual and the window show.
Nothing that a document says and no secret is ever a setting.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import Field, asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from muniment_engines.errors import MunimentError

from .set_up import SetUp, set_ups_from_json

RECENT_VAULTS = 8


def _setting(default: Any, description: str) -> Any:
    return field(default=default, metadata={"description": description})


@dataclass(frozen=True)
class Settings:
    """All settings, typed. An empty name means: let Muniment choose."""

    chat_engine: str = _setting("llama-cpp", "The engine that writes answers.")
    chat_model: str = _setting("", "The model that writes answers; empty: the best one here that this machine can run.")
    embed_engine: str = _setting("sentence-transformers", "The engine that finds by meaning.")
    embed_model: str = _setting("", "The model that finds by meaning; empty: the one that is here.")
    threads: int = _setting(0, "Processor threads for an engine; 0: as many as there are cores.")
    context: int = _setting(4096, "How many tokens a chat model keeps in view.")
    gpu_layers: int = _setting(-1, "Layers of the chat model on the graphics card; -1: all where there is one.")
    lora: tuple[str, ...] = _setting((), "Paths of LoRA adapters that are laid over the chat model.")
    engines: tuple[SetUp, ...] = _setting((), "Engines that were set up, each under a name of its own; their keys are elsewhere.")
    lock_after_minutes: int = _setting(
        15, "A vault with a passphrase is locked after so many minutes without a person; 0: never."
    )
    offline: bool = _setting(False, "Nothing may use the network, not even to fetch a model.")
    recent_vaults: tuple[str, ...] = _setting((), "The vaults that were opened last, newest first.")


SETTINGS: tuple[Field[Any], ...] = fields(Settings)


def load(path: Path) -> Settings:
    """The settings in `path`, or the defaults where there is no such file.

    Raises `MunimentError` where the file is not what this module writes.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise MunimentError(f"The settings in {path} cannot be read; mend or delete that file.") from error
    return _from_json(stored, path)


def save(path: Path, settings: Settings) -> None:
    """Write the settings whole, or leave the old ones."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
    draft.replace(path)


def with_recent_vault(settings: Settings, folder: Path) -> Settings:
    """The same settings with `folder` as the vault that was opened last."""
    others = tuple(v for v in settings.recent_vaults if v != str(folder))
    return replace(settings, recent_vaults=(str(folder), *others)[:RECENT_VAULTS])


def without_vault(settings: Settings, folder: Path) -> Settings:
    """The same settings without `folder` among the vaults that were opened last."""
    return replace(settings, recent_vaults=tuple(v for v in settings.recent_vaults if v != str(folder)))


def with_model(settings: Settings, task: str, name: str) -> Settings:
    """The same settings with `name` as the model for a task, "chat" or "embed"."""
    return replace(settings, chat_model=name) if task == "chat" else replace(settings, embed_model=name)


def _from_json(stored: object, path: Path) -> Settings:
    if not isinstance(stored, dict):
        raise MunimentError(f"The settings in {path} cannot be read; mend or delete that file.")
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        if setting.name in stored:
            values[setting.name] = _checked(setting, stored[setting.name], path)
    return Settings(**values)


def _checked(setting: Field[Any], value: object, path: Path) -> object:
    if setting.name == "engines":
        with suppress(ValueError):
            return set_ups_from_json(value)
    elif isinstance(setting.default, tuple) and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    elif type(value) is type(setting.default):
        return value
    raise MunimentError(f"The setting “{setting.name}” in {path} has a value of the wrong kind; mend or delete that line.")

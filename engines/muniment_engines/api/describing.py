"""What an engine says of itself, and the two functions that an entry point names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from muniment_engines.api.chat import Chat
    from muniment_engines.api.embed import Embed
    from muniment_engines.api.ocr import Ocr
    from muniment_engines.api.parse import Parse
    from muniment_engines.api.redact import Redact
    from muniment_engines.api.sending import Courier

API_VERSION = 0
"""Provisional until other people's engines have lived on it."""

Kind = Literal["chat", "embed", "parse", "ocr", "redact"]

ENTRY_POINT_GROUPS: Mapping[Kind, str] = {
    "chat": f"muniment.chat.v{API_VERSION}",
    "embed": f"muniment.embed.v{API_VERSION}",
    "parse": f"muniment.parse.v{API_VERSION}",
    "ocr": f"muniment.ocr.v{API_VERSION}",
    "redact": f"muniment.redact.v{API_VERSION}",
}

SettingValue = str | int | float | bool | None


@dataclass(frozen=True)
class Setting:
    """One thing that a person can set for an engine.

    `secret` values never reach the engine's process: where one was given, the engine gets `{{name}}`, to put into a header.
    """

    name: str
    type: Literal["text", "integer", "number", "flag", "path"]
    description: str
    default: SettingValue = None
    required: bool = False
    secret: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Permissions:
    """What an engine wants beyond processor and memory.

    An engine with `hosts` is a network engine: the courier sends what it asks to be sent, to these hosts alone, once a person has
    agreed. `{name}` in `hosts` is the host of the address that the person has given as the setting of that name.
    """

    hosts: tuple[str, ...] = ()
    gpu: bool = False


@dataclass(frozen=True)
class EngineInfo:
    """What an engine says of itself before it is opened. `media_types` is for engines that parse."""

    api: int
    kind: Kind
    name: str
    version: str = "0"
    models: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    permissions: Permissions = field(default_factory=Permissions)
    max_parallel: int = 1
    media_types: tuple[str, ...] = ()

    @property
    def network(self) -> bool:
        return bool(self.permissions.hosts)


class EngineModule(Protocol):
    """What an entry point names."""

    def describe(self) -> EngineInfo:
        """Answer within a second, without loading a model or a heavy library."""
        ...

    def open(self, settings: Mapping[str, SettingValue], private_folder: Path) -> Chat | Embed | Parse | Ocr | Redact:
        """Load what is needed. `private_folder` is the only one that may be written to.

        Raises `muniment_engines.errors.EngineError` with a sentence that says what to do.
        """
        ...


class NetworkEngineModule(Protocol):
    """What an entry point names whose engine has `permissions.hosts`."""

    def describe(self) -> EngineInfo: ...

    def open(
        self, settings: Mapping[str, SettingValue], private_folder: Path, courier: Courier
    ) -> Chat | Embed | Parse | Ocr | Redact:
        """The same as `EngineModule.open`, with the courier, which does not send yet while opening."""
        ...

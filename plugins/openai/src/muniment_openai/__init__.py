"""A chat engine for any server that speaks OpenAI's protocol. It sends nothing itself: the courier does, once a person agrees."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.api import API_VERSION, Courier, EngineInfo, Permissions, Setting, SettingValue

if TYPE_CHECKING:
    from .engine import OpenAIChat

_SETTINGS = (
    Setting(
        "base_url",
        "text",
        "The server's address, as its makers give it, such as https://api.openai.com/v1. http:// is for this machine and private"
        " networks only.",
        required=True,
    ),
    Setting("model", "text", "The model's name there; on Azure, the deployment's.", required=True),
    Setting("api_key", "text", "The key that the server knows you by; servers of your own may need none.", secret=True),
    Setting("context", "integer", "How many tokens the model keeps in view.", default=128_000, minimum=512, maximum=10_000_000),
    Setting("organization", "text", "OpenAI's organisation, where the key belongs to several.", default=""),
    Setting("api_version", "text", "Azure's api-version, such as 2024-10-21; empty for every other server.", default=""),
    Setting("price_in", "number", "Price of a million tokens that are read, for showing it beforehand.", minimum=0),
    Setting("price_out", "number", "Price of a million tokens that are written.", minimum=0),
    Setting("first_byte_seconds", "number", "Seconds until an answer must begin.", default=120.0, minimum=1, maximum=1800),
    Setting(
        "between_seconds",
        "number",
        "Seconds without a word in an answer.",
        default=60.0,
        minimum=1,
        maximum=600,
    ),
    Setting(
        "tries",
        "integer",
        "How often to send, where the server is busy; each needs a yes.",
        default=3,
        minimum=1,
        maximum=5,
    ),
    Setting("temperature", "flag", "Send the temperature; off for models that refuse it.", default=True),
    Setting("seed", "flag", "Send the seed; off for servers that refuse it.", default=False),
    Setting("usage", "flag", "Ask for the number of tokens; off for servers that refuse it.", default=True),
    Setting(
        "limit",
        "text",
        "How the server calls the most that is to be written; automatic: by its address.",
        default="automatic",
        choices=("automatic", "max_tokens", "max_completion_tokens"),
    ),
)


def describe() -> EngineInfo:
    return EngineInfo(
        api=API_VERSION,
        kind="chat",
        name="openai",
        version="0.1.0",
        settings=_SETTINGS,
        permissions=Permissions(hosts=("{base_url}",)),
    )


def open(settings: Mapping[str, SettingValue], private_folder: Path, courier: Courier) -> OpenAIChat:
    from .engine import OpenAIChat
    from .options import Options

    defaults = {setting.name: setting.default for setting in _SETTINGS}
    return OpenAIChat(Options.of({**defaults, **settings}), courier)

"""Setting engines elsewhere up, and removing them, where a person does it in the window. Nothing is sent by that."""

from __future__ import annotations

from dataclasses import replace

from muniment_engines.errors import MunimentError

from . import engine_keys, set_up, setting_up
from .engine_setup import BUNDLED_CHAT, EngineSetup
from .settings import Settings
from .window.services import SetUpEngine

PLUGIN = "openai"
_PLAIN = "An address with http:// is only reached on this machine or in a private network, where others can read what is sent."


def added(
    settings: Settings,
    engines: EngineSetup,
    keys: engine_keys.EngineKeys,
    name: str,
    address: str,
    model: str,
    key: str,
    plugin: str = PLUGIN,
) -> tuple[Settings, str]:
    """The settings with one more engine, whose key is kept from now on, and what there is to know of it, or an empty text.

    Raises `MunimentError` with what is wrong.
    """
    if name in engines.chat_engines() or set_up.find(settings.engines, name) is not None:
        raise MunimentError(f"There is an engine called “{name}” already; choose another name.")
    info = engines.describe(plugin)
    secret = setting_up.secret_names(info)[:1] if key.strip() else ()
    key = setting_up.checked_key(key) if secret else ""
    made = setting_up.set_up(name, info, plugin, {"base_url": address, "model": model}, secret)
    if set(made.addresses) - set(setting_up.typed_addresses(made, info)):
        raise MunimentError(f"“{plugin}” wants to reach more than that; set it up with “muniment engines add”, which shows it.")
    if secret:
        keys.set(name, secret[0], key)
    notes = [_PLAIN] if any(one.startswith("http:") for one in made.addresses) else []
    notes += [engine_keys.NOTICE] if secret and not keys.remembers else []
    return replace(settings, engines=set_up.with_set_up(settings.engines, made)), " ".join(notes)


def listed(settings: Settings) -> list[SetUpEngine]:
    """Those that are set up."""
    first = settings.chat_engine
    several = len({one.plugin for one in settings.engines}) > 1
    return [
        SetUpEngine(one.name, one.model, one.addresses, one.prices, one.name == first, one.plugin if several else "")
        for one in settings.engines
    ]


def plugins(engines: EngineSetup) -> list[str]:
    """Those that an engine elsewhere may be made with, the usual one first."""
    return sorted(engines.chat_engines() - {BUNDLED_CHAT}, key=lambda name: (name != PLUGIN, name))


def removed(settings: Settings, keys: engine_keys.EngineKeys, name: str) -> Settings:
    """The settings without this engine; its key is forgotten."""
    one = set_up.find(settings.engines, name)
    for secret in one.secrets if one is not None else ():
        keys.forget(name, secret)
    chat = BUNDLED_CHAT if settings.chat_engine == name else settings.chat_engine
    return replace(settings, engines=tuple(other for other in settings.engines if other.name != name), chat_engine=chat)

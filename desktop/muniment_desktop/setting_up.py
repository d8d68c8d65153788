"""Setting an engine up: what its plugin asks for, checked; what it may reach, from what it declares; what its key must look like.

A plugin's declaration is only ever a wish: the addresses that a person was shown are kept with the engine, and they alone hold.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping

from muniment_engines.api import EngineInfo, Setting, SettingValue
from muniment_engines.errors import MunimentError

from .outgoing.rules import address_of
from .set_up import NAME, SetUp

_KEY = re.compile(r"[\x21-\x7e]{1,4096}")
_FLAGS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_FROM_SETTING = re.compile(r"\{([a-z_]+)\}")


def set_up(name: str, info: EngineInfo, plugin: str, given: Mapping[str, str], secrets: Collection[str]) -> SetUp:
    """An engine under a name of its own, from what a person typed; `secrets` are the names of those that were given.

    Raises `MunimentError` with what is wrong.
    """
    if not NAME.fullmatch(name):
        raise MunimentError("A name has letters, digits, dots and hyphens, up to 41 of them; choose another.")
    if not info.network:
        raise MunimentError(f"“{plugin}” sends nothing and needs no setting up; use it by its own name.")
    values = {setting.name: _value(setting, given) for setting in info.settings if not setting.secret}
    unknown = sorted(given.keys() - values.keys())
    if unknown:
        raise MunimentError(f"“{plugin}” has no setting “{unknown[0]}”; it has: {', '.join(values)}.")
    missing = [s.name for s in info.settings if s.secret and s.required and s.name not in secrets]
    if missing:
        raise MunimentError(f"“{plugin}” needs a key; give it.")
    return SetUp(name, plugin, values, addresses(info, values), tuple(secrets))


def addresses(info: EngineInfo, values: Mapping[str, SettingValue]) -> tuple[str, ...]:
    """All that such an engine wants to reach: scheme and host, each once. Raises `MunimentError` for what is no address."""
    found = []
    for host in info.permissions.hosts:
        setting = _FROM_SETTING.fullmatch(host)
        found.append(_address(str(values.get(setting[1]) or "")) if setting else _address(f"https://{host}"))
    return tuple(dict.fromkeys(found))


def typed_addresses(set_up: SetUp, info: EngineInfo) -> tuple[str, ...]:
    """Those of its addresses that the person has typed; all others must be shown before they hold."""
    own = [setting[1] for host in info.permissions.hosts if (setting := _FROM_SETTING.fullmatch(host))]
    return tuple(_address(str(set_up.values[name])) for name in own)


def secret_names(info: EngineInfo) -> tuple[str, ...]:
    return tuple(setting.name for setting in info.settings if setting.secret)


def checked_key(text: str) -> str:
    """A key without the space around it. Raises `MunimentError`, without the key, for what no header can hold."""
    key = text.strip()
    if not _KEY.fullmatch(key):
        raise MunimentError("This is no key: a key is one line of letters, digits and signs, without spaces; copy it again.")
    return key


def _address(url: str) -> str:
    try:
        return address_of(url)
    except MunimentError as error:
        raise MunimentError(
            f"“{url}” is no server's address; it begins with https://, or http:// in your own network."
        ) from error


def _value(setting: Setting, given: Mapping[str, str]) -> SettingValue:
    text = given.get(setting.name)
    if text is None or not text.strip():
        if setting.required:
            raise MunimentError(f"The setting “{setting.name}” is needed: {setting.description}")
        return setting.default
    value = _typed(setting, text.strip())
    if setting.choices and value not in setting.choices:
        raise MunimentError(f"“{text}” will not do for “{setting.name}”; it is one of: {', '.join(setting.choices)}.")
    return value


def _typed(setting: Setting, text: str) -> SettingValue:
    try:
        match setting.type:
            case "integer":
                return int(_within(setting, int(text)))
            case "number":
                return _within(setting, float(text))
            case "flag":
                return _FLAGS[text.lower()]
    except (ValueError, KeyError) as error:
        raise MunimentError(f"“{text}” will not do for “{setting.name}”; give it a {setting.type}{_range(setting)}.") from error
    return text


def _within(setting: Setting, number: float) -> float:
    low = -math.inf if setting.minimum is None else setting.minimum
    high = math.inf if setting.maximum is None else setting.maximum
    if not (math.isfinite(number) and low <= number <= high):
        raise ValueError
    return number


def _range(setting: Setting) -> str:
    low = f" from {setting.minimum:g}" if setting.minimum is not None else ""
    return low + (f" to {setting.maximum:g}" if setting.maximum is not None else "")

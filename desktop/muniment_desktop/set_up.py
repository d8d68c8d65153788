"""Engines that a person has set up, each under a name of its own: which plugin, with which settings, and what it may reach.

Kept among the settings. A secret is never here, only its name; `engine_keys` has where its value is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from muniment_engines.api import SettingValue

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,40}")
"""What an engine may be called."""


@dataclass(frozen=True)
class SetUp:
    """`values` are the plugin's settings, `addresses` (scheme and host) all that it may reach, which the person has approved;
    `secrets` are the names of the secret settings that were given.
    """

    name: str
    plugin: str
    values: Mapping[str, SettingValue]
    addresses: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()

    @property
    def model(self) -> str:
        """What the server calls its model, empty where there is nothing to call."""
        return str(self.values.get("model") or "")

    @property
    def prices(self) -> tuple[float | None, float | None]:
        """Of a million tokens read and written, None where not known."""
        return _number(self.values.get("price_in")), _number(self.values.get("price_out"))


def set_ups_from_json(stored: object) -> tuple[SetUp, ...]:
    """Raises `ValueError` for what `Settings` does not write."""
    if not isinstance(stored, list):
        raise ValueError
    found = tuple(_set_up(one) for one in stored)
    if len({one.name for one in found}) != len(found):
        raise ValueError
    return found


def find(set_ups: Sequence[SetUp], name: str) -> SetUp | None:
    return next((one for one in set_ups if one.name == name), None)


def with_set_up(set_ups: Sequence[SetUp], new: SetUp) -> tuple[SetUp, ...]:
    """The same with `new`, in the place of one of that name."""
    return (*(one for one in set_ups if one.name != new.name), new)


def _set_up(data: Any) -> SetUp:
    try:
        name, plugin, values = data["name"], data["plugin"], data["values"]
        addresses, secrets = tuple(data["addresses"]), tuple(data["secrets"])
        words = (name, plugin, *values, *addresses, *secrets)
        plain = all(isinstance(value, str | int | float | bool | None) for value in values.values())
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError from error
    if not plain or not all(isinstance(word, str) for word in words) or not NAME.fullmatch(name):
        raise ValueError
    return SetUp(name, plugin, dict(values), addresses, secrets)


def _number(value: SettingValue) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

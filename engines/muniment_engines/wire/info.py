"""`EngineInfo`, `Space` and settings, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, get_args

from muniment_engines.api import EngineInfo, Kind, Permissions, Setting, Space
from muniment_engines.wire.parts import decoding

_SETTING_TYPES = ("text", "integer", "number", "flag", "path")


def info_to_json(info: EngineInfo) -> dict[str, Any]:
    return asdict(info)


def info_from_json(data: dict[str, Any]) -> EngineInfo:
    with decoding():
        if data["kind"] not in get_args(Kind):
            raise ValueError
        return EngineInfo(
            api=int(data["api"]),
            kind=data["kind"],
            name=str(data["name"]),
            version=str(data["version"]),
            models=_strings(data["models"]),
            settings=tuple(_setting(setting) for setting in data["settings"]),
            permissions=Permissions(_strings(data["permissions"]["hosts"]), bool(data["permissions"]["gpu"])),
            max_parallel=int(data["max_parallel"]),
            media_types=_strings(data["media_types"]),
        )


def space_to_json(space: Space) -> dict[str, Any]:
    return asdict(space)


def space_from_json(data: dict[str, Any]) -> Space:
    with decoding():
        dimension = int(data["dimension"])
        if dimension < 1:
            raise ValueError
        return Space(str(data["model"]), str(data["revision"]), dimension, bool(data["normalised"]))


def _setting(data: dict[str, Any]) -> Setting:
    if data["type"] not in _SETTING_TYPES or not isinstance(data["default"], str | int | float | bool | None):
        raise ValueError
    return Setting(
        name=str(data["name"]),
        type=data["type"],
        description=str(data["description"]),
        default=data["default"],
        required=bool(data["required"]),
        secret=bool(data["secret"]),
        minimum=None if data["minimum"] is None else float(data["minimum"]),
        maximum=None if data["maximum"] is None else float(data["maximum"]),
        choices=_strings(data["choices"]),
    )


def _strings(values: list[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)

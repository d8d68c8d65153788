"""Which engines are here: found by their entry points, in what is installed and in plugins' folders. Imports none of them.

The version of the protocol is part of the group's name. An engine of another version is listed as incompatible, with its version,
and never imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import get_args

from muniment_engines.api import API_VERSION, Kind

_GROUP = re.compile(r"muniment\.([a-z]+)\.v([0-9]{1,4})")


@dataclass(frozen=True)
class EngineEntry:
    """An engine that is here. `folder` is its plugin folder, None where it is installed beside Muniment."""

    name: str
    kind: Kind
    reference: str
    distribution: str
    version: str
    folder: str | None = None
    api: int = API_VERSION


def find_engines(plugin_folders: Sequence[str] = ()) -> dict[str, EngineEntry]:
    """Engines of this version's protocol by name. An installed engine wins over a plugin's of the same name, and an earlier
    folder over a later one, so that no plugin can take another engine's place.
    """
    found: dict[str, EngineEntry] = {}
    for entry in _all_entries(plugin_folders):
        if entry.api == API_VERSION:
            found.setdefault(entry.name, entry)
    return found


def find_incompatible(plugin_folders: Sequence[str] = ()) -> list[EngineEntry]:
    """Engines of other versions of the protocol, which cannot be used."""
    return [entry for entry in _all_entries(plugin_folders) if entry.api != API_VERSION]


def _all_entries(plugin_folders: Sequence[str]) -> Iterator[EngineEntry]:
    yield from _entries(metadata.distributions(), None)
    for folder in plugin_folders:
        yield from _entries(metadata.distributions(path=[folder]), folder)


def _entries(distributions: Iterable[metadata.Distribution], folder: str | None) -> Iterator[EngineEntry]:
    for distribution in distributions:
        for point in distribution.entry_points:
            match = _GROUP.fullmatch(point.group)
            if match is not None and match[1] in get_args(Kind):
                kind: Kind = match[1]  # type: ignore[assignment]
                yield EngineEntry(point.name, kind, point.value, distribution.name, distribution.version, folder, int(match[2]))

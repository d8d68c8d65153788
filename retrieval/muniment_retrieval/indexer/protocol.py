"""What the indexer and whoever started it say to each other.

Orders: `add` (with rules and effort; the paths come as attachments, because there may be very many), `follow` (the vault's
folders, from now on or no longer), `pause`, `prefer` (a page that is wanted first), `cancel` (what was added). Events:
`progress`, and at the end of each `add` either `report` or `failed`, after which the indexer ends. What comes of following
bears the mark `followed`; a `report` ends each round of it that changed something, and `ended` all of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from muniment_engines.channel import Channel
from muniment_engines.errors import EngineError, MunimentError
from muniment_engines.frames import MAX_ATTACHMENT, Frame

from ..model import Effort, IndexReport, Progress, Rules, VaultBusy, VaultError, VaultTooNew, WrongKey

_KINDS: dict[str, type[MunimentError]] = {
    kind.__name__: kind for kind in (WrongKey, VaultTooNew, VaultBusy, VaultError, EngineError, MunimentError)
}


def send_paths(channel: Channel, paths: Sequence[Path], rules: Rules, effort: Effort) -> None:
    """Order paths to be read."""
    names = json.dumps([str(path) for path in paths]).encode("ascii")
    header = {"add": True, "rules": asdict(rules), "effort": asdict(effort)}
    channel.send(header, [names[i : i + MAX_ATTACHMENT] for i in range(0, len(names), MAX_ATTACHMENT)])


def paths_of(frame: Frame) -> list[Path]:
    return [Path(name) for name in json.loads(b"".join(frame.attachments))]


def rules_of(header: Mapping[str, Any]) -> Rules:
    rules = header["rules"]
    return Rules(**{**rules, "exclude": tuple(rules["exclude"])})


def effort_of(header: Mapping[str, Any]) -> Effort:
    effort = header["effort"]
    return Effort(**{**effort, "passwords": tuple(effort["passwords"])})


def event_to_json(event: Progress | IndexReport | MunimentError) -> dict[str, Any]:
    if isinstance(event, Progress):
        return {"progress": asdict(event)}
    if isinstance(event, IndexReport):
        return {"report": asdict(event)}
    return {"failed": next(_names(event)), "sentence": str(event)}


def event_from_json(header: Mapping[str, Any]) -> Progress | IndexReport:
    """Raises what the indexer failed with."""
    if "progress" in header:
        return Progress(**header["progress"])
    if "report" in header:
        return IndexReport(**header["report"])
    raise _KINDS[header["failed"]](header["sentence"])


def _names(error: MunimentError) -> Iterator[str]:
    return (kind.__name__ for kind in type(error).__mro__ if kind.__name__ in _KINDS)

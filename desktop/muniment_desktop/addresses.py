"""The public addresses that Muniment knows, read from `addresses.toml` beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True)
class Hub:
    """A publisher's hub: where it answers, and the hosts that its files may come from.

    A host that begins with a dot stands for every host below that name.
    """

    address: str
    hosts: tuple[str, ...]


def hub() -> Hub:
    """The hub that the catalogue's entries name."""
    text = resources.files(__package__ or "muniment_desktop").joinpath("addresses.toml").read_text(encoding="utf-8")
    section = tomllib.loads(text)["hub"]
    return Hub(section["address"], tuple(section["hosts"]))

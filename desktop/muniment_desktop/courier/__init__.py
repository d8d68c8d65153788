"""The courier: the only process with a network. It fetches models, sends approved requests, and holds no document.

`main` is what runs in its process (`process`, on top of `http` and `wheels`); `client` is what everybody else uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from muniment_engines.channel import Channel


def main(channel: Channel, spec: Mapping[str, Any]) -> None:
    """The process's entry. Imported late, so that a client of the courier never loads a network library."""
    from .process import serve

    serve(channel, spec)

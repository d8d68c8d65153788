"""A process of the self-test: it is confined by `boot` as the real ones of its kind are, and tries what it is told to try.

Orders and replies are frames: `{"ways": [number, …], "targets": {…}}`, and for each way `{"way": number, "stopped": …, "by": …}`,
then `{"done": true}`. The first frame of all says who it is, because another child may try to reach it.
"""

from __future__ import annotations

import os

from muniment_engines.channel import Channel
from muniment_engines.selftest.trying import attempt
from muniment_engines.selftest.way import Targets
from muniment_engines.selftest.ways import every_way

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def main(channel: Channel, spec: Mapping[str, Any]) -> int:
    """The target of the roles of the self-test."""
    confined, ways = spec["confined"], every_way()
    channel.send({"process": os.getpid(), "confined": dict(confined)})
    while (frame := channel.receive()) is not None:
        token = str(frame.header["targets"]["token"])
        for number in frame.header["ways"]:
            to = Targets(**{**frame.header["targets"], "token": f"{token}-{number}-"})
            stopped, by = attempt(ways[number], to, confined)
            channel.send({"way": number, "stopped": stopped, "by": by})
        channel.send({"done": True})
    return 0

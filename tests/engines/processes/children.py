"""What a worker finds when its target runs, for the tests of `boot`."""

from __future__ import annotations

import builtins
import importlib
import json
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from muniment_engines.channel import Channel

Spec = dict[str, Any]


def report(channel: Channel, spec: Spec) -> None:
    channel.send(
        {
            "path": sys.path,
            "standard_library": str(Path(json.__file__).parents[1]),
            "imported": [name for name in spec.get("tries", ()) if importlib.import_module(name)],
            "channel": channel.fileno(),
            "descriptors": [number for number in range(256) if _is_open(number)],
            "environment": dict(os.environ),
            "limits": {"memory": resource.getrlimit(resource.RLIMIT_AS), "core": resource.getrlimit(resource.RLIMIT_CORE)},
            "read": [_opens(path, "rb") for path in spec.get("files", ())],
            "written": [_opens(path, "ab") for path in spec.get("files", ())],
            "stolen": getattr(builtins, "stolen", None),
        }
    )


def raises(channel: Channel, spec: Spec) -> None:
    raise ValueError


def echo(channel: Channel, spec: Spec) -> None:
    frame = channel.receive()
    assert frame is not None
    channel.send(frame.header)


def _is_open(number: int) -> bool:
    with suppress(OSError):
        os.fstat(number)
        return True
    return False


def _opens(path: str, mode: str) -> bool:
    with suppress(OSError), Path(path).open(mode):
        return True
    return False

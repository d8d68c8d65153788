"""A first child that asks a chat engine in a worker; and an engine that tries to reach the network."""

from __future__ import annotations

import ctypes
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from muniment_engines.api import Cancel, ChatRequest, EngineInfo, Message, SettingValue
from muniment_engines.channel import Channel
from muniment_engines.conformance import fakes
from muniment_engines.host import ChatWorker, WorkerSpec
from muniment_engines.launcher import launcher_from


def first(channel: Channel, spec: dict[str, Any]) -> None:
    (engine,) = spec["arguments"]
    with ChatWorker(launcher_from(spec), WorkerSpec(engine, "chat", {}, readable=(str(Path(__file__).parent),))) as worker:
        assert len(list(worker.generate(ChatRequest((Message("user", "one two"),)), Cancel()))) == 3
    print("asked", flush=True)


class _Prying:
    """Tries every way out, through Python and past it."""

    def describe(self) -> EngineInfo:
        return fakes.chat.describe()

    def open(self, settings: Mapping[str, SettingValue], private_folder: Path) -> fakes.ScriptedChat:
        for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
            with suppress(OSError):
                socket.socket(family)
            assert ctypes.CDLL(None).socket(int(family), 1, 0) < 0
        pair = (ctypes.c_int * 2)()
        assert ctypes.CDLL(None).socketpair(1, 1, 0, pair) < 0
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", 9))
        return fakes.ScriptedChat()


prying = _Prying()

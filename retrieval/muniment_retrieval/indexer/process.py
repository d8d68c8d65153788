"""What runs in the indexer's process: a thread that hears orders, and one that reads and embeds."""

from __future__ import annotations

import os
import queue
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from muniment_engines.api import Cancel, Cancelled, ParseLimits
from muniment_engines.channel import Channel
from muniment_engines.errors import MunimentError
from muniment_engines.host import EmbedWorker, ParseWorker, WorkerSpec
from muniment_engines.launcher import Launcher, launcher_from

from ..ingest import Ingest, stored_path
from ..listing import list_files
from ..model import IndexReport, Progress
from ..vault import Vault, open_vault
from .lock import locked
from .meaning import Meaning
from .pace import Pace

NICE = 10


def main(channel: Channel, spec: Mapping[str, Any]) -> int:
    """The process's entry: serve orders until the channel ends."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    folder = Path(spec["folder"])
    with locked(folder) as mine, open_vault(folder, bytes.fromhex(spec["key"]), write=True) as vault:
        if not mine:
            channel.send({"busy": True})
            return 0
        orders = _Orders(channel)
        threading.Thread(target=orders.hear, name="orders", daemon=True).start()
        with _Engines(launcher_from(spec), spec) as engines:
            while (paths := orders.next()) is not None:
                _Run(vault, engines, orders, channel).index(paths)
    return 0


class _Orders:
    """What the other side wants: paths to read, and whether to pause or to stop."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._waiting: queue.SimpleQueue[list[Path] | None] = queue.SimpleQueue()
        self._going = threading.Event()
        self._going.set()
        self.cancel = Cancel()

    def hear(self) -> None:
        while (frame := self._channel.receive()) is not None:
            order = frame.header
            if "add" in order:
                self._waiting.put([Path(path) for path in order["add"]])
            elif "pause" in order:
                (self._going.clear if order["pause"] else self._going.set)()
            else:
                self.cancel.request()
                self._going.set()
        self.cancel.request()
        self._going.set()
        self._waiting.put(None)

    def next(self) -> list[Path] | None:
        paths = self._waiting.get()
        self.cancel = Cancel()
        return paths

    @property
    def paused(self) -> bool:
        return not self._going.is_set()

    def wait_while_paused(self) -> None:
        self._going.wait()


class _Engines:
    """The parse workers, by media type, and the embed worker; each starts when it is needed."""

    def __init__(self, launcher: Launcher, spec: Mapping[str, Any]) -> None:
        self._parse = [ParseWorker(launcher, _spec(s)) for s in spec["parse"]]
        self.embed = None if spec["embed"] is None else EmbedWorker(launcher, _spec(spec["embed"]))

    def parsers(self) -> dict[str, ParseWorker]:
        found: dict[str, ParseWorker] = {}
        for worker in self._parse:
            for kind in worker.info.media_types:
                found.setdefault(kind, worker)
        return found

    def __enter__(self) -> _Engines:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in (*self._parse, *([self.embed] if self.embed else [])):
            worker.close()


class _Run:
    """One order to read: its files, then the vectors of whatever has none."""

    def __init__(self, vault: Vault, engines: _Engines, orders: _Orders, channel: Channel) -> None:
        self._vault = vault
        self._engines = engines
        self._orders = orders
        self._channel = channel
        self._states: Counter[str] = Counter()

    def index(self, paths: Sequence[Path]) -> None:
        cancelled = False
        try:
            self._read(paths)
            self._embed()
        except Cancelled:
            cancelled = True
        unchanged = self._states.pop("unchanged", 0)
        self._channel.send({"report": asdict(IndexReport(dict(self._states), unchanged, cancelled))})

    def _read(self, paths: Sequence[Path]) -> None:
        cancel = self._orders.cancel
        self._tell(Progress("listing", 0, 0))
        files = list(list_files(paths))
        ingest = Ingest(self._vault, self._engines.parsers(), ParseLimits())
        pace = Pace(sum(f.size for f in files))
        for done, listed in enumerate(files):
            self._pause(Progress("paused", done, len(files)))
            cancel.check()
            path = stored_path(listed.path)
            self._tell(Progress("reading", done, len(files), path, seconds_left=pace.left()))
            state, reason = ingest.read(listed, cancel)
            self._states[state] += 1
            pace.did(listed.size, counts=state != "unchanged")
            self._tell(Progress("reading", done + 1, len(files), path, state, reason, pace.left()))

    def _embed(self) -> None:
        """Complete the vectors. Where that fails, every document can still be found by words, and the reason is told."""
        if self._engines.embed is None:
            return
        try:
            self._embed_all(Meaning(self._vault, self._engines.embed))
        except MunimentError as error:
            self._tell(Progress("meaning", 0, 0, state="failed", reason=str(error)))

    def _embed_all(self, meaning: Meaning) -> None:
        total = meaning.missing()
        pace, done = Pace(total), 0
        while done < total:
            self._pause(Progress("paused", done, total))
            self._orders.cancel.check()
            self._tell(Progress("meaning", done, total, seconds_left=pace.left()))
            count = meaning.embed_some()
            if count == 0:
                break
            pace.did(count)
            done += count
            self._tell(Progress("meaning", done, total, seconds_left=pace.left()))

    def _pause(self, event: Progress) -> None:
        if self._orders.paused:
            self._tell(event)
            self._orders.wait_while_paused()

    def _tell(self, event: Progress) -> None:
        self._channel.send({"progress": asdict(event)})


def _spec(value: Mapping[str, Any]) -> WorkerSpec:
    return WorkerSpec(**{**value, "readable": tuple(value["readable"]), "extra_path": tuple(value["extra_path"])})

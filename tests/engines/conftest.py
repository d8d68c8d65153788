"""What tests of engines share: a launcher, workers with fake engines, and a guard against processes and threads left behind."""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from muniment_engines.api import Kind, SettingValue
from muniment_engines.host import ChatWorker, EmbedWorker, OcrWorker, ParseWorker, RedactWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher

ROLES = {"worker": ("muniment_engines.worker:main", "worker")}
ENGINES = "muniment_engines.conformance"
GUARD_SECONDS = 5.0


@pytest.fixture
def launcher() -> DirectLauncher:
    return DirectLauncher(ROLES)


def worker_spec(engine: str, kind: Kind, **settings: SettingValue) -> WorkerSpec:
    return WorkerSpec(f"{ENGINES}.{engine}:{kind}", kind, settings)


@pytest.fixture
def chat(launcher: DirectLauncher) -> Iterator[Callable[[str], ChatWorker]]:
    """A chat worker by its engine's module, "fakes" or "rogues"."""
    made: list[ChatWorker] = []

    def make(engine: str = "fakes", **settings: SettingValue) -> ChatWorker:
        made.append(ChatWorker(launcher, worker_spec(engine, "chat", **settings)))
        return made[-1]

    yield make
    for worker in made:
        worker.close()


@pytest.fixture
def embed(launcher: DirectLauncher) -> Iterator[Callable[[str], EmbedWorker]]:
    made: list[EmbedWorker] = []

    def make(engine: str = "fakes") -> EmbedWorker:
        made.append(EmbedWorker(launcher, worker_spec(engine, "embed")))
        return made[-1]

    yield make
    for worker in made:
        worker.close()


@pytest.fixture
def parse(launcher: DirectLauncher) -> Iterator[Callable[[str], ParseWorker]]:
    made: list[ParseWorker] = []

    def make(engine: str = "fakes") -> ParseWorker:
        made.append(ParseWorker(launcher, worker_spec(engine, "parse")))
        return made[-1]

    yield make
    for worker in made:
        worker.close()


@pytest.fixture
def ocr_worker(launcher: DirectLauncher) -> Iterator[Callable[..., OcrWorker]]:
    made: list[OcrWorker] = []

    def make(engine: str = "fakes", **settings: SettingValue) -> OcrWorker:
        made.append(OcrWorker(launcher, worker_spec(engine, "ocr", **settings)))
        return made[-1]

    yield make
    for worker in made:
        worker.close()


@pytest.fixture
def redact_worker(launcher: DirectLauncher) -> Iterator[Callable[..., RedactWorker]]:
    made: list[RedactWorker] = []

    def make(engine: str = "fakes", **settings: SettingValue) -> RedactWorker:
        made.append(RedactWorker(launcher, worker_spec(engine, "redact", **settings)))
        return made[-1]

    yield make
    for worker in made:
        worker.close()


def children_of(pid: int) -> set[int]:
    """The processes that a process has started and not yet waited for, on Linux."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found.update(int(number) for number in task.read_text().split())
        except OSError:
            continue  # the thread has ended
    return found


def is_gone(pid: int, seconds: float = 10.0) -> bool:
    """Wait for a process that need not be this one's child; a zombie counts as gone."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watched], [], [], seconds)[0])
    finally:
        os.close(watched)


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    gc.collect()
    until = monotonic() + GUARD_SECONDS
    for thread in set(threading.enumerate()) - before:
        thread.join(max(0.0, until - monotonic()))
    left = {thread.name for thread in set(threading.enumerate()) - before if thread.is_alive()}
    assert not left, f"threads were left running: {left}"


@pytest.fixture(scope="module", autouse=True)
def no_child_left_behind() -> Iterator[None]:
    """Fail a file of tests that leaves a child process; the tests of a file may share a worker."""
    before = children_of(os.getpid())
    yield
    gc.collect()
    left = children_of(os.getpid()) - before
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left, f"{len(left)} child processes were left"


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")

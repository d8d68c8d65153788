"""A hostile engine tries every way out in a real worker, and no listener hears a byte; unconfined, the same engine is heard."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from muniment_engines.api import Cancel, ChatRequest, Message
from muniment_engines.host import ChatWorker, EmbedWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher
from muniment_engines.selftest.listeners import Ears, local_ears, network_ears

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux's confinement is a wall")

WORKER = {"worker": ("muniment_engines.worker:main", "worker")}


@pytest.fixture
def ears(tmp_path: Path) -> Iterator[tuple[list[Ears], str]]:
    """Listeners of every sort, and the words that have a rogue try to reach them."""
    (tmp_path / "secret").write_bytes(b"secret")
    local, near = local_ears(str(tmp_path))
    network, far = network_ears()
    with local, network:
        yield [local, network], "reach " + json.dumps({**near, **far, "folder": str(tmp_path), "home": str(tmp_path)})


def heard(listening: list[Ears]) -> bytes:
    return b"".join(each.heard for each in listening)


def test_an_engine_that_writes_answers_reaches_no_listener(ears: tuple[list[Ears], str]) -> None:
    listening, words = ears
    spec = WorkerSpec("muniment_engines.conformance.rogues:chat", "chat", {})
    with ChatWorker(DirectLauncher(WORKER), spec) as worker:
        pieces = list(worker.generate(ChatRequest((Message("user", words),), max_tokens=5), Cancel()))
    assert len(pieces) == 3  # it did all that it was asked to do
    assert heard(listening) == b""


def test_an_engine_that_finds_by_meaning_reaches_no_listener(ears: tuple[list[Ears], str]) -> None:
    listening, words = ears
    with EmbedWorker(DirectLauncher(WORKER), WorkerSpec("muniment_engines.conformance.rogues:embed", "embed", {})) as worker:
        assert worker.encode([words], "query").shape == (1, 4)
    assert heard(listening) == b""


def test_unconfined_the_same_engine_is_heard(ears: tuple[list[Ears], str]) -> None:
    listening, words = ears
    launcher = DirectLauncher({"worker": ("muniment_engines.worker:main", "none")})
    with ChatWorker(launcher, WorkerSpec("muniment_engines.conformance.rogues:chat", "chat", {})) as worker:
        list(worker.generate(ChatRequest((Message("user", words),), max_tokens=5), Cancel()))
    assert heard(listening).count(b"muniment") >= 8

"""A vault, and an indexer that is a real, confined process with engines that need no model."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from memory_keeper import MemoryKeeper
from muniment_engines.api import Cancel
from muniment_engines.host import WorkerSpec
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.indexer import IndexerClient
from muniment_retrieval.model import IndexReport, Progress
from muniment_retrieval.vault import Vault, create_vault

ROLES = {
    "indexer": ("muniment_retrieval.indexer:main", "indexer"),
    "worker": ("muniment_engines.worker:main", "worker"),
}
PLAIN = WorkerSpec("muniment_engines.conformance.fakes:parse", "parse", {})
HASH = WorkerSpec("muniment_engines.conformance.fakes:embed", "embed", {})
NOBODY = WorkerSpec("no_such_module:engine", "embed", {})
NO_PARSER = WorkerSpec("no_such_module:engine", "parse", {})

Make = Callable[..., IndexerClient]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_vault(tmp_path / "vault", [MemoryKeeper()]) as made:
        yield made


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with three documents of two pages each."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(f"This is the first page of {name}.\fAnd this is its second page, on subject {name}.")
    return folder


@pytest.fixture
def client(vault: Vault) -> Iterator[Make]:
    """Make a client by what engines it should have."""
    made: list[IndexerClient] = []

    def make(parse: WorkerSpec = PLAIN, embed: WorkerSpec | None = HASH, *, more: tuple[WorkerSpec, ...] = ()) -> IndexerClient:
        made.append(IndexerClient(DirectLauncher(ROLES), vault.folder, vault.key, [parse, *more], embed))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def run() -> Callable[..., tuple[IndexReport, list[Progress]]]:
    """Let a client index paths to the end; its report, and the events before."""

    def whole(client: IndexerClient, *paths: Path, cancel: Cancel | None = None) -> tuple[IndexReport, list[Progress]]:
        *events, report = client.index(paths, cancel or Cancel())
        assert isinstance(report, IndexReport)
        return report, [e for e in events if isinstance(e, Progress)]

    return whole


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread or a child process running."""
    threads, children = set(threading.enumerate()), _children()
    yield
    gc.collect()
    until = monotonic() + 5
    for thread in set(threading.enumerate()) - threads:
        thread.join(max(0.0, until - monotonic()))
    assert not [t.name for t in set(threading.enumerate()) - threads if t.is_alive()]
    assert not _children() - children


def _children() -> set[int]:
    found: set[int] = set()
    for task in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        try:
            found.update(map(int, task.read_text().split()))
        except OSError:
            continue  # the thread has ended
    return found

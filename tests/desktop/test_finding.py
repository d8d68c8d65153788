"""Which embedding model finds, while another one's vectors are built beside those that are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from memory_keeper import MemoryKeeper
from muniment_desktop.finding import Embedder, Finder
from muniment_engines.api import Page, Space, Words
from muniment_retrieval.model import Scope
from muniment_retrieval.vault import Vault, create_vault
from muniment_retrieval.vault.writing import NewPassage, Reading, Source

OLD, NEW = Space("old", "1", 4), Space("new", "1", 6)
PASSAGES = 10


class Worker:
    """Embeds every text alike, and remembers what was asked of it."""

    def __init__(self, space: Space, state: str = "off") -> None:
        self.space, self.state = space, state
        self.done: list[str] = []

    def encode(self, texts: Sequence[str], role: str) -> np.ndarray:
        self.done.append(role)
        return np.ones((len(texts), self.space.dimension), np.float32)

    def warm(self) -> None:
        self.done.append("warm")

    def release(self) -> None:
        self.done.append("release")

    def close(self) -> None:
        self.done.append("close")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Ten passages, all with vectors of the old model."""
    with create_vault(tmp_path / "vault", [MemoryKeeper()]) as made:
        texts = [f"Page {n} on the matter." for n in range(PASSAGES)]
        pages = [Page(n, str(n), text, Words.none(), 612.0, 792.0) for n, text in enumerate(texts)]
        passages = [NewPassage(n, 0, len(text), "", "") for n, text in enumerate(texts)]
        made.writing.put(Source("/a.txt", "sum", 1, 1, "text/plain"), Reading("read"), pages, passages)
        embed(made, OLD, PASSAGES)
        yield made


def embed(vault: Vault, space: Space, most: int) -> None:
    ids = vault.vectors.missing(space, most)
    vault.vectors.put(space, ids, np.ones((len(ids), space.dimension), np.float32))


def finder(vault: Vault, new: Worker, old: Worker, *, patient: bool = True) -> Finder:
    return Finder(vault, [Embedder(new, "new"), Embedder(old, "old")], patient=patient)  # type: ignore[arg-type]


def found_by(finder: Finder, *workers: Worker) -> list[bool]:
    """Which workers embed the question of a search."""
    before = [worker.done.count("query") for worker in workers]
    assert finder.searcher().search("the matter", Scope())
    return [worker.done.count("query") > count for worker, count in zip(workers, before, strict=True)]


def test_a_new_model_takes_over_when_its_vectors_are_complete(vault: Vault) -> None:
    new, old = Worker(NEW), Worker(OLD)
    find = finder(vault, new, old)
    assert found_by(find, new, old) == [False, True]
    embed(vault, NEW, PASSAGES - 1)
    assert found_by(find, new, old) == [False, True]
    embed(vault, NEW, 1)
    assert found_by(find, new, old) == [True, False]
    assert old.done[-1] == "release"


def test_until_the_new_model_is_ready_the_old_one_goes_on(vault: Vault) -> None:
    new, old = Worker(NEW), Worker(OLD, "ready")
    find = finder(vault, new, old, patient=False)
    assert old.done == ["warm"]
    assert found_by(find, new, old) == [False, True]
    embed(vault, NEW, PASSAGES)
    assert found_by(find, new, old) == [False, True]
    assert new.done == ["warm"]
    new.state = "ready"
    assert found_by(find, new, old) == [True, False]


def test_in_a_vault_without_vectors_the_chosen_model_begins(tmp_path: Path) -> None:
    new, old = Worker(NEW), Worker(OLD)
    with create_vault(tmp_path / "other", [MemoryKeeper()]) as empty:
        finder(empty, new, old, patient=False)
    assert (new.done, old.done) == (["warm"], [])

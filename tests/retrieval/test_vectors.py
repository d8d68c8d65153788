"""The vector index follows the vault: what is new is found, what was forgotten is not, whichever way it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from memory_keeper import MemoryKeeper
from muniment_engines.api import Page, Space, Words
from muniment_retrieval import vectors
from muniment_retrieval.vault import Vault, create_vault
from muniment_retrieval.vault.writing import NewPassage, Reading, Source
from muniment_retrieval.vectors import VectorIndex
from numpy.typing import NDArray

pytest.importorskip("faiss")
SPACE = Space("made up", "1", 16)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_vault(tmp_path / "vault", [MemoryKeeper()]) as made:
        yield made


@pytest.fixture(params=[10, 10**9], ids=["quantized", "exact"], autouse=True)
def quantize_from(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(vectors, "QUANTIZE_FROM", request.param)
    monkeypatch.setattr(vectors, "_SAMPLE", 60)
    monkeypatch.setattr(vectors, "_ROWS", 7)
    return int(request.param)


def add(vault: Vault, path: str, count: int, space: Space = SPACE, seed: int = 0) -> tuple[int, list[int], NDArray[np.float32]]:
    """A document of so many passages; its identifier, theirs, and their vectors."""
    pages = [Page(i, str(i), f"text {i}", Words.none()) for i in range(count)]
    passages = [NewPassage(i, 0, 4, "", "") for i in range(count)]
    document_id = vault.writing.put(Source(path, "", 1, 1, "text/plain"), Reading("read"), pages, passages)
    ids = vault.vectors.missing(space, count)
    made = np.random.default_rng(seed).standard_normal((count, space.dimension)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    vault.vectors.put(space, ids, made)
    return document_id, ids, made


def test_each_is_nearest_to_itself(vault: Vault) -> None:
    _, ids, made = add(vault, "/a", 60)
    index = VectorIndex.load(vault, SPACE)
    assert len(index) == 60
    for passage_id, vector in zip(ids, made, strict=True):
        found, scores = index.search(vector, 3)
        assert found[0] == passage_id
        assert scores[0] == pytest.approx(1, abs=0.1)  # one byte a dimension, of ranges learned from sixty vectors
        assert list(scores) == sorted(scores, reverse=True)


def test_an_empty_vault_finds_nothing_and_then_what_comes(vault: Vault) -> None:
    index = VectorIndex.load(vault, SPACE)
    assert [len(part) for part in index.search(np.ones(16, np.float32), 5)] == [0, 0]
    _, ids, made = add(vault, "/a", 20)
    index.refresh()
    assert index.search(made[7], 1)[0].tolist() == [ids[7]]


def test_what_was_forgotten_is_not_found_and_what_is_new_is(vault: Vault) -> None:
    first, first_ids, first_made = add(vault, "/a", 30, seed=1)
    _, second_ids, second_made = add(vault, "/b", 30, seed=2)
    index = VectorIndex.load(vault, SPACE)
    vault.forget([first])
    _, third_ids, third_made = add(vault, "/c", 30, seed=3)
    index.refresh()
    assert len(index) == 60
    for ids, made in ((second_ids, second_made), (third_ids, third_made)):
        assert [index.search(v, 1)[0][0] for v in made] == ids
    assert not {int(i) for v in first_made for i in index.search(v, 60)[0]} & set(first_ids)


def test_only_what_is_allowed_is_found(vault: Vault) -> None:
    _, ids, made = add(vault, "/a", 40)
    index = VectorIndex.load(vault, SPACE)
    allowed = np.array([ids[3], ids[5], 10**9], np.int64)
    found, _ = index.search(made[20], 10, allowed)
    assert sorted(found.tolist()) == [ids[3], ids[5]]
    assert len(index.search(made[20], 10, np.zeros(0, np.int64))[0]) == 0


def test_spaces_do_not_mix(vault: Vault) -> None:
    other = Space("another", "1", 8)
    _, ids, _ = add(vault, "/a", 12)
    vault.vectors.put(other, ids[:5], np.eye(8, dtype=np.float32)[:5])
    assert (len(VectorIndex.load(vault, SPACE)), len(VectorIndex.load(vault, other))) == (12, 5)


def test_without_change_nothing_is_read(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    add(vault, "/a", 12)
    index = VectorIndex.load(vault, SPACE)
    monkeypatch.setattr(index, "_stored_ids", None)
    index.refresh()
    assert len(index) == 12

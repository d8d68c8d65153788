"""Small vaults to try things on, and a short way to write documents into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from memory_keeper import MemoryKeeper
from muniment_engines.api import Page, Space, Words
from muniment_retrieval.vault import Keeper, Vault, create_vault, passphrases
from muniment_retrieval.vault.writing import NewPassage, Reading, Source

SPACE = Space("hash", "1", 8)
Write = Callable[..., int]


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases that cost next to nothing to try."""
    monkeypatch.setattr(passphrases, "USUAL", passphrases.Cost(64, 1, 1))
    monkeypatch.setattr(passphrases, "LEAST", passphrases.Cost(64, 1, 1))


@pytest.fixture
def keeper() -> Keeper:
    """Keeps keys as long as the test runs."""
    return MemoryKeeper()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def vault(folder: Path, keeper: Keeper) -> Iterator[Vault]:
    with create_vault(folder, [keeper]) as made:
        yield made


@pytest.fixture
def space() -> Space:
    return SPACE


@pytest.fixture
def write() -> Write:
    """Write a document of these pages, one passage a page, into a vault; with vectors where wanted. Returns its identifier."""
    return _write


def _write(vault: Vault, path: str, texts: Sequence[str], *, title: str = "A title", vectors: bool = False) -> int:
    pages = [Page(i, str(i + 1), text, Words.none(), 612.0, 792.0) for i, text in enumerate(texts)]
    passages = [NewPassage(i, 0, len(text), "", title) for i, text in enumerate(texts)]
    source = Source(path, f"sha of {texts}", sum(map(len, texts)), 1, "text/plain")
    document_id = vault.writing.put(source, Reading("read", title=title, parser="plain"), pages, passages)
    if vectors:
        ids = vault.vectors.missing(SPACE, 1_000)
        vault.vectors.put(SPACE, ids, np.ones((len(ids), SPACE.dimension), np.float32))
    return document_id

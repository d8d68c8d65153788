"""A real vault with documents that a test writes down as pages of text, and an embedder that counts words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from memory_keeper import MemoryKeeper
from muniment_engines.api import About, Page, Space, Words
from muniment_retrieval.passages import context_of, embedding_text, split_document
from muniment_retrieval.remarks import findings
from muniment_retrieval.search.words import terms
from muniment_retrieval.vault import Vault, create_vault
from muniment_retrieval.vault.writing import NewPassage, Reading, Source
from muniment_retrieval.vectors import VectorIndex
from numpy.typing import NDArray

DIMENSION = 512


class CountingEmbed:
    """Texts that share words are close: each word has a direction of its own."""

    space = Space("words", "1", DIMENSION)

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def encode(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), DIMENSION), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for term in terms(text):
                row[self._places.setdefault(term, len(self._places)) % DIMENSION] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-6))


class Shelf:
    """A vault that is filled by `put`, and what is needed to search it."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.embed = CountingEmbed()

    def put(self, documents: Mapping[str, Sequence[str | Page]], title: str = "") -> dict[str, int]:
        """Write documents, given by name as their pages or the texts of them, with their vectors; identifiers by name."""
        return {name: self._put(name, pages, title) for name, pages in documents.items()}

    def vectors(self) -> VectorIndex:
        return VectorIndex.load(self.vault, self.embed.space)

    def _put(self, name: str, given: Sequence[str | Page], title: str) -> int:
        pages = [p if isinstance(p, Page) else Page(i, str(i + 1), p, Words.none()) for i, p in enumerate(given)]
        texts = [page.text for page in pages]
        passages = [
            NewPassage(p.page_index, p.start, p.end, p.heading, context_of(title, name, p.heading))
            for p in split_document(About(title, len(pages)), pages)
        ]
        source = Source(f"/papers/{name}", "0" * 64, 1, 1, "text/plain")
        document = self.vault.writing.put(source, Reading("read", title=title), pages, passages, list(findings(pages)))
        waiting = self.vault.vectors.missing(self.embed.space, 10_000)
        inputs = [embedding_text(p.context, texts[p.page_index][p.start : p.end]) for p in passages]
        self.vault.vectors.put(self.embed.space, waiting, self.embed.encode(inputs, "passage"))
        return document


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with create_vault(tmp_path / "vault", [MemoryKeeper()]) as vault:
        yield Shelf(vault)

"""Vectors for passages that have none: whole batches, in the order in which the documents came."""

from __future__ import annotations

from muniment_engines.api import Embed

from ..passages import context_of, embedding_text
from ..vault import Vault

BATCH = 128


class Meaning:
    """Completes a vault's vectors in one space."""

    def __init__(self, vault: Vault, embed: Embed) -> None:
        self._vault = vault
        self._embed = embed

    def missing(self) -> int:
        """How many passages have no vector in the space yet."""
        return self._vault.writing.count_without_vectors(self._embed.space)

    def embed_some(self) -> int:
        """Embed a batch and write it; returns how many."""
        todo = self._vault.writing.passages_without_vectors(self._embed.space, BATCH)
        passages = self._vault.passages([passage for passage, _ in todo])
        documents = {i: self._vault.document(i) for i in {p.document_id for p in passages}}
        texts = []
        for passage in passages:
            document = documents[passage.document_id]
            texts.append(embedding_text(context_of(document.title, document.name, passage.heading), passage.text))
        vectors = self._embed.encode(texts, "passage")
        self._vault.writing.put_vectors(self._embed.space, [p.id for p in passages], vectors)
        return len(passages)

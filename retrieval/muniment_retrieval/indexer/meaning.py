"""Vectors for passages that have none: whole batches, across documents, in the order in which the documents came."""

from __future__ import annotations

from muniment_engines.api import Embed

from ..model import NameNotFound
from ..passages import context_of, embedding_text
from ..vault import Vault

BATCH = 128


class Meaning:
    """Completes a vault's vectors in one space, once from the first passage to the last."""

    def __init__(self, vault: Vault, embed: Embed) -> None:
        self._vault = vault
        self._embed = embed
        self._last = 0

    def missing(self) -> int:
        """How many passages have no vector in the space yet."""
        return self._vault.vectors.count_missing(self._embed.space)

    def embed_some(self) -> int:
        """Embed a batch and write it; returns how many, 0 at the end."""
        ids = self._vault.vectors.missing(self._embed.space, BATCH, self._last)
        if not ids:
            return 0
        self._last = ids[-1]
        passages = self._vault.passages(ids)
        names = self._names({p.document_id for p in passages})
        passages = [p for p in passages if p.document_id in names]  # a document may have been forgotten meanwhile
        texts = [embedding_text(context_of(*names[p.document_id], p.heading), p.text) for p in passages]
        self._vault.vectors.put(self._embed.space, [p.id for p in passages], self._embed.encode(texts, "passage"))
        return len(ids)

    def _names(self, ids: set[int]) -> dict[int, tuple[str, str]]:
        """Title and name of documents."""
        names: dict[int, tuple[str, str]] = {}
        for document_id in ids:
            try:
                document = self._vault.document(document_id)
            except NameNotFound:
                continue
            names[document_id] = (document.title, document.name)
        return names

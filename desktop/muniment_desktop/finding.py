"""Finding in one open vault: by words always, by meaning as soon as the embedder is ready and vectors are there.

Where several embedding models are here, the chosen one's vectors are built beside those that are there. Until they are complete,
what finds by meaning is the model that has made more of them; then the chosen one takes over.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from muniment_engines.errors import MunimentError
from muniment_engines.host import EmbedWorker
from muniment_retrieval.search import Searcher
from muniment_retrieval.search.catalogue import Catalogue
from muniment_retrieval.search.remembering import Remembering
from muniment_retrieval.vault import Vault
from muniment_retrieval.vectors import VectorIndex


@dataclass(frozen=True)
class Embedder:
    """A worker, and the model that its vectors are told by in a vault; empty where that is known only once it runs."""

    worker: EmbedWorker
    model: str = ""


class Finder:
    """Makes the `Searcher` that the vault and the embedders, the chosen one first, allow just now.

    A `patient` finder starts an embedder with the first search and waits for it; another one starts it at once, and finds by
    words until it is ready.
    """

    def __init__(self, vault: Vault, embedders: Sequence[Embedder], *, patient: bool) -> None:
        self._vault = vault
        self._embedders = embedders
        self._patient = patient
        self._catalogue = Catalogue(vault.connection)
        self._used: EmbedWorker | None = None
        self._index: VectorIndex | None = None
        self._best = embedders[0] if embedders else None
        self._generation = -1
        self._lock = threading.Lock()
        if embedders and not patient:
            self._wanted().warm()

    def searcher(self) -> Searcher:
        """Raises nothing where meaning cannot be had: words remain."""
        if not self._embedders:
            return Searcher(self._vault, catalogue=self._catalogue)
        try:
            with self._lock:
                embed = self._current()
                index = None if embed is None else self._current_index(embed)
        except MunimentError:
            embed = None
        if embed is None:
            return Searcher(self._vault, catalogue=self._catalogue)
        return Searcher(self._vault, Remembering(embed), index, self._catalogue)

    def close(self) -> None:
        for embedder in self._embedders:
            embedder.worker.close()

    def _current(self) -> EmbedWorker | None:
        """The embedder to find with, none where it has to be waited for."""
        wanted = self._wanted()
        if not self._patient and wanted.state not in ("ready", "busy"):
            wanted.warm()
            wanted = self._used if self._used is not None and self._used.state in ("ready", "busy") else wanted
        if not self._patient and wanted.state not in ("ready", "busy"):
            return None
        if self._used is not wanted:
            if self._used is not None:
                self._used.release()
            self._used, self._index = wanted, None
        return wanted

    def _wanted(self) -> EmbedWorker:
        """The chosen embedder, or another one while that one has made more of the vault's vectors."""
        chosen, *others = self._embedders
        if others and self._generation != (generation := self._vault.generation()):
            embedded = self._vault.embedded()
            have = embedded.get(chosen.model, 0)
            fuller = max(others, key=lambda one: embedded.get(one.model, 0))
            takes_over = have >= self._vault.counts()["passages"] or have >= embedded.get(fuller.model, 0)
            self._best = chosen if takes_over else fuller
            self._generation = generation
        assert self._best is not None
        return self._best.worker

    def _current_index(self, embed: EmbedWorker) -> VectorIndex:
        if self._index is None:
            self._index = VectorIndex.load(self._vault, embed.space)
        else:
            self._index.refresh()
        return self._index

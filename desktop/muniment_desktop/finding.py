"""Finding in one open vault: by words always, by meaning as soon as the embedder is ready and vectors are there."""

from __future__ import annotations

import threading

from muniment_engines.errors import MunimentError
from muniment_engines.host import EmbedWorker
from muniment_retrieval.search import Searcher
from muniment_retrieval.search.catalogue import Catalogue
from muniment_retrieval.search.remembering import Remembering
from muniment_retrieval.vault import Vault
from muniment_retrieval.vectors import VectorIndex


class Finder:
    """Makes the `Searcher` that the vault and the embedder allow just now.

    A `patient` finder starts the embedder with the first search and waits for it; another one starts it at once, and finds by
    words until it is ready.
    """

    def __init__(self, vault: Vault, embed: EmbedWorker | None, *, patient: bool) -> None:
        self._vault = vault
        self._embed = embed
        self._patient = patient
        self._catalogue = Catalogue(vault.connection)
        self._index: VectorIndex | None = None
        self._lock = threading.Lock()
        if embed is not None and not patient:
            embed.warm()

    def searcher(self) -> Searcher:
        """Raises nothing where meaning cannot be had: words remain."""
        embed = self._embed
        if embed is None or not (self._patient or embed.state in ("ready", "busy")):
            return Searcher(self._vault, catalogue=self._catalogue)
        try:
            index = self._current_index(embed)
        except MunimentError:
            return Searcher(self._vault, catalogue=self._catalogue)
        return Searcher(self._vault, Remembering(embed), index, self._catalogue)

    def close(self) -> None:
        if self._embed is not None:
            self._embed.close()

    def _current_index(self, embed: EmbedWorker) -> VectorIndex:
        with self._lock:
            if self._index is None:
                self._index = VectorIndex.load(self._vault, embed.space)
            else:
                self._index.refresh()
            return self._index

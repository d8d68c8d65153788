"""Finding passages: by words and by meaning, in the documents that the question is about.

First the question is taken apart, and each document in scope is told how much the question speaks for it. Then candidates are
gathered: all passages where the scope is small, otherwise the best by each way of looking. Then all candidates are scored in
every way, and the best become hits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from muniment_engines.api import Embed
from numpy.typing import NDArray

from muniment_retrieval.model import Document, Hit, Passage, Scope, StoredPage
from muniment_retrieval.search.gathering import Gatherer, Vectors
from muniment_retrieval.search.lookup import Lookup
from muniment_retrieval.search.naming import affinities
from muniment_retrieval.search.query import Query, understand
from muniment_retrieval.search.ranking import Found, ranked

_SAID_IN_VECTOR = 6
"""So many of a concept's phrases go into the question's second vector."""


class Library(Protocol):
    """What searching needs of a vault."""

    @property
    def connection(self) -> Any: ...

    def generation(self) -> int: ...

    def documents(self) -> list[Document]: ...

    def passages(self, ids: Sequence[int]) -> list[Passage]: ...

    def page(self, document_id: int, index: int) -> StoredPage: ...


class Searcher:
    """Finds passages in one vault. Without an embedding engine or its vectors, by words alone."""

    def __init__(self, library: Library, embed: Embed | None = None, vectors: Vectors | None = None) -> None:
        self._library = library
        self._embed = embed if vectors is not None else None
        self._gatherer = Gatherer(Lookup(library.connection), vectors)
        self._known: tuple[int, list[Document]] = (-1, [])

    def search(self, query: str, scope: Scope = Scope(), top: int = 50) -> list[Hit]:  # noqa: B008
        """The passages that fit best, best first; at most `top`. A query without a word finds nothing."""
        asked = understand(query)
        documents = self.documents(scope)
        if not asked.terms or not documents:
            return []
        about = affinities(asked, documents, self._gatherer.lookup)
        vectors = self._vectors_of(asked)
        ids = self._gatherer.gather(asked, documents, about, vectors, whole=scope.documents is None)
        passages = [p for p in self._library.passages(ids) if p.document_id in about]
        meaning = self._gatherer.closeness([p.id for p in passages], vectors)
        by_id = {document.id: document for document in documents}
        return [self._hit(found, by_id) for found in ranked(asked, passages, about, meaning)[:top]]

    def documents(self, scope: Scope) -> list[Document]:
        """The documents in scope that can be searched."""
        generation = self._library.generation()
        if self._known[0] != generation:
            self._known = (generation, [d for d in self._library.documents() if d.words and d.passage_count])
        wanted = None if scope.documents is None else set(scope.documents)
        return [d for d in self._known[1] if wanted is None or d.id in wanted]

    def _vectors_of(self, query: Query) -> NDArray[np.float32] | None:
        """The question as it stands, and with what documents say for it: float32[1 or 2, d]."""
        if self._embed is None:
            return None
        says = [phrase for concept in query.concepts for phrase in concept.says[:_SAID_IN_VECTOR]]
        return self._embed.encode([query.text, f"{query.text} {'; '.join(says)}"] if says else [query.text], "query")

    def _hit(self, found: Found, documents: dict[int, Document]) -> Hit:
        passage = found.passage
        label = self._library.page(passage.document_id, passage.page_index).label
        return Hit(passage, documents[passage.document_id], label, found.score, found.by, found.closeness)

"""Finding passages: by words and by meaning, in the documents that the question is about.

First the question is taken apart, and each document in scope is told how much the question speaks for it. Then candidates are
gathered: all passages where the scope is small, otherwise the best by each way of looking. Then all candidates are scored in
every way, and the best become hits; a page whose Bates number is asked for comes first.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
from muniment_engines.api import Embed
from numpy.typing import NDArray

from muniment_retrieval.model import Document, FoundBy, Hit, NameNotFound, Passage, Scope, StoredPage
from muniment_retrieval.search.catalogue import Catalogue, Shelf
from muniment_retrieval.search.forms import forms_in
from muniment_retrieval.search.gathering import Gatherer, Vectors
from muniment_retrieval.search.lookup import Lookup, Searchable, quoted
from muniment_retrieval.search.mistyped import put_right
from muniment_retrieval.search.naming import about
from muniment_retrieval.search.query import Query, understand
from muniment_retrieval.search.ranking import Found, ranked
from muniment_retrieval.search.words import spellings

_SAID_IN_VECTOR = 6
"""So many of a concept's phrases go into the question's second vector."""


class Library(Protocol):
    """What searching needs of a vault."""

    @property
    def connection(self) -> Any: ...

    def document(self, document_id: int) -> Document: ...

    def passages(self, ids: Sequence[int]) -> list[Passage]: ...

    def page(self, document_id: int, index: int) -> StoredPage: ...


class Searcher:
    """Finds passages in one vault. Without an embedding engine or its vectors, by words alone.

    Whoever makes another for each search keeps the `catalogue` from one to the next.
    """

    def __init__(
        self, library: Library, embed: Embed | None = None, vectors: Vectors | None = None, catalogue: Catalogue | None = None
    ) -> None:
        self._library = library
        self._embed = embed if vectors is not None else None
        self._lookup = Lookup(library.connection)
        self._catalogue = catalogue or Catalogue(library.connection)
        self._gatherer = Gatherer(self._lookup, vectors)

    def search(self, query: str, scope: Scope = Scope(), top: int = 50) -> list[Hit]:  # noqa: B008
        """The passages that fit best, best first; at most `top`. A query without a word finds nothing."""
        return self.look_up(query, scope, top)[1]

    def look_up(self, query: str, scope: Scope, top: int = 50) -> tuple[Query, list[Hit]]:
        """The same, and what the query was understood to be."""
        asked = understand(query)
        shelf = self._catalogue.current()
        documents = _within(shelf, scope)
        if not asked.terms or not documents:
            return asked, []
        meant = about(asked, documents, shelf.names, self._lookup)
        asked = replace(asked.about(meant.naming), documents=meant.meant)
        vectors = self._vectors_of(asked)
        ids = self._gatherer.gather(asked, documents, meant.shares, vectors, whole=scope.documents is None)
        passages = [p for p in self._library.passages(ids) if p.document_id in meant.shares and p.text.strip()]
        if asked.language:
            texts = [text for p in passages for text in (p.text, p.heading)]
            asked = replace(asked, forms=forms_in(texts, asked.language, dict(zip(asked.terms, asked.written, strict=True))))
        meaning = self._gatherer.closeness([p.id for p in passages], vectors)
        rarity = self._gatherer.rarity(asked, documents)
        found = self._stamped_first(asked, ranked(asked, passages, meant, meaning, rarity), meant.shares)
        return asked, self._hits(found[:top])

    def _stamped_first(self, query: Query, found: Sequence[Found], documents: Collection[int]) -> list[Found]:
        """What was found, after the passages of pages whose Bates number the query has."""
        ids = self._lookup.stamped(query.identifiers) if query.identifiers else []
        known = {one.passage.id: one for one in found}
        stamped = [p for p in self._library.passages(ids) if p.document_id in documents]
        first = [known.pop(p.id, Found(p, 1.0, FoundBy.WORDS, 0.0)) for p in stamped]
        return [*first, *known.values()]

    def searched(self, scope: Scope) -> tuple[int, int]:
        """How many documents a search in this scope looks at, and how many there are in all."""
        return len(_within(self._catalogue.current(), scope)), self._lookup.document_count()

    def put_right(self, question: str) -> str:
        """The question with the words put right that stand nowhere, and whose slip is plain."""
        return put_right(question, lambda word: max(self._lookup.count(quoted(spelling)) for spelling in spellings(word)))

    def _vectors_of(self, query: Query) -> NDArray[np.float32] | None:
        """The question as it stands, and with what documents say for it: float32[1 or 2, d]."""
        if self._embed is None:
            return None
        says = [phrase for concept in query.concepts for phrase in concept.says[:_SAID_IN_VECTOR]]
        text = query.place
        return self._embed.encode([text, f"{text} {'; '.join(says)}"] if says else [text], "query")

    def _hits(self, found: Sequence[Found]) -> list[Hit]:
        """The hits for what was found; what was forgotten in the meantime is left out."""
        hits: list[Hit] = []
        documents: dict[int, Document] = {}
        pages: dict[tuple[int, int], StoredPage] = {}
        for one in found:
            passage = one.passage
            place = (passage.document_id, passage.page_index)
            with contextlib.suppress(NameNotFound):
                if place not in pages:
                    documents[passage.document_id] = self._library.document(passage.document_id)
                    pages[place] = self._library.page(*place)
                label = pages[place].place(passage.start, passage.end)
                hits.append(Hit(passage, documents[passage.document_id], label, one.score, one.by, one.closeness))
        return hits


def _within(shelf: Shelf, scope: Scope) -> Sequence[Searchable]:
    """The documents in a scope."""
    if scope.documents is None:
        return [d for d in shelf.documents if d.id not in scope.without] if scope.without else shelf.documents
    return [shelf.by_id[i] for i in sorted(set(scope.documents) - set(scope.without)) if i in shelf.by_id]

"""The documents of a vault that can be searched, and which of them have a word in their name or title.

Kept from one search to the next: of a hundred thousand documents, to list them takes longer than all the rest of a search. What
has changed in the vault is taken up before each search; of documents that are as they were, nothing is done again.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from muniment_retrieval.search.lookup import Lookup, Searchable
from muniment_retrieval.search.words import terms

_PREFIX = 5
"""From this length on, a word also speaks for a name that it begins ("Lightbridge" for LIGHTBRIDGECORP)."""

_MANY = 1_000
"""With more documents gone than this, the names are taken up anew."""


class Names:
    """Documents by the words of their names and titles. May be asked while it changes."""

    def __init__(self) -> None:
        self._having: dict[str, list[int]] = {}
        self._ordered: list[str] = []

    def speaks_for(self, term: str) -> set[int]:
        """The documents for whose name a word speaks."""
        if len(term) < _PREFIX:
            return set(self._having.get(term, ()))
        ordered = self._ordered
        longer = takewhile(
            lambda word: word.startswith(term), (ordered[i] for i in range(bisect_left(ordered, term), len(ordered)))
        )
        return {document for word in longer for document in self._having.get(word, ())}

    def with_all(self, words: Iterable[str]) -> set[int]:
        """The documents whose name has all of these words; none where no word is given."""
        having = [set(self._having.get(word, ())) for word in words]
        return set.intersection(*having) if having else set()

    def change(self, gone: Iterable[Searchable], new: Iterable[Searchable]) -> None:
        for document in gone:
            for term in _terms_of(document):
                self._having[term].remove(document.id)
                if not self._having[term]:
                    del self._having[term]
        for document in new:
            for term in _terms_of(document):
                self._having.setdefault(term, []).append(document.id)
        self._ordered = sorted(self._having)


class Shelf:
    """The documents at one moment: all, and by their identifiers."""

    def __init__(self, documents: Sequence[Searchable], names: Names) -> None:
        self.documents = documents
        self.names = names
        self.by_id: Mapping[int, Searchable] = {document.id: document for document in documents}


class Catalogue:
    """One vault's documents, through an open connection. Thread-safe."""

    def __init__(self, connection: Any) -> None:
        self._lookup = Lookup(connection)
        self._lock = threading.Lock()
        self._generation = -1
        self._shelf = Shelf((), Names())

    def current(self) -> Shelf:
        """The documents as they are now."""
        with self._lock:
            generation = self._lookup.generation()
            if generation != self._generation:
                self._shelf = _renewed(self._shelf, self._lookup.documents())
                self._generation = generation
            return self._shelf


def _renewed(before: Shelf, documents: Sequence[Searchable]) -> Shelf:
    known = before.by_id
    new = [document for document in documents if not _is_named_alike(known.get(document.id), document)]
    now = {document.id: document for document in documents}
    gone = [document for document in known.values() if not _is_named_alike(now.get(document.id), document)]
    names = before.names
    if len(gone) > _MANY:
        names, gone, new = Names(), [], list(documents)
    if gone or new:
        names.change(gone, new)
    return Shelf(documents, names)


def _is_named_alike(one: Searchable | None, other: Searchable) -> bool:
    return one is not None and (one.path, one.title) == (other.path, other.title)


def _terms_of(document: Searchable) -> frozenset[str]:
    stem_of_name = re.sub(r"\.\w{1,5}$", "", document.name)
    return frozenset(terms(stem_of_name.replace("_", " ")) + terms(document.title))

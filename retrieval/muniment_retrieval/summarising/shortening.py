"""Summaries that are to be summarised again: in groups that the model can read at once, and what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from muniment_retrieval.model import Sentence

from .told import Told


def grouped(sentences: Sequence[Sentence], characters: int) -> list[list[Sentence]]:
    """Sentences in groups of at most so many characters, in order."""
    groups: list[list[Sentence]] = []
    size = 0
    for sentence in sentences:
        if not groups or size + len(sentence.text) > characters:
            groups.append([])
            size = 0
        groups[-1].append(sentence)
        size += len(sentence.text) + 1
    return groups


def places(group: Sequence[Sentence], told: Sequence[Told], among: Sequence[int]) -> list[int]:
    """Which sentences of the documents a group of summary sentences rests on."""
    cited = [(c.document_id, c.page_index, c.start, c.end) for s in group for c in s.citations]
    wanted: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for document, page, start, end in cited:
        wanted.setdefault((document, page), []).append((start, end))
    found = []
    for i in among:
        source = told[i].source
        here = wanted.get((source.document.id, source.page.index), ())
        if any(a < source.end and source.start < b for a, b in here):
            found.append(i)
    return found

"""Where little holds of what a model wrote: the documents' own sentences, each in its place among those that hold.

Those come first that are what the focus asks for. What people say in a meeting, and in a story, reads ill between sentences that
tell of it: of a meeting there is less of it, and in a story none where the story tells something, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muniment_retrieval.answer.citing import citation_of
from muniment_retrieval.model import Badge, Citation, Sentence

from .extract import chosen, is_speech
from .told import Told

ENOUGH, ENOUGH_SPOKEN = 0.7, 0.35
"""With less than this share of its words a summary is not told yet."""


def filled(
    held: Sequence[Sentence], read: Sequence[int], words: int, told: Sequence[Told], wanted: Sequence[float]
) -> list[Sentence]:
    """The sentences that hold, with as many of those that the model has `read` as it takes to have about so many words more."""
    places = {_place(one): i for i, one in enumerate(told)}
    cited = [[places[_place_of(c)] for c in s.citations if _place_of(c) in places] for s in held]
    taken = {i for at in cited for i in at}
    left = [i for i in read if i not in taken]
    left = [i for i in left if not is_speech(told[i])] or left
    best = [left[k] for k in chosen([told[i] for i in left], words, [wanted[i] for i in left] if wanted else ())]
    return list(_in_order(held, [min(at, default=-1) for at in cited], best, told))


def _in_order(held: Sequence[Sentence], at: Sequence[int], best: Sequence[int], told: Sequence[Told]) -> Iterator[Sentence]:
    """Each of the documents' own sentences before the first that holds and rests on something later."""
    waiting = list(best)
    for sentence, first in zip(held, at, strict=True):
        while waiting and waiting[0] < first:
            yield _own(told[waiting.pop(0)])
        yield sentence
    yield from (_own(told[i]) for i in waiting)


def _own(one: Told) -> Sentence:
    return Sentence(one.said, Badge.VERIFIED, (citation_of(one.source),))


def _place_of(citation: Citation) -> tuple[int, int, int]:
    return citation.document_id, citation.page_index, citation.start


def _place(one: Told) -> tuple[int, int, int]:
    return one.source.document.id, one.source.page.index, one.source.start

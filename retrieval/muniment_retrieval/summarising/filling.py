"""Where little holds of what a model wrote: the documents' own sentences, each in its place among those that hold.

Those come first that are what the focus asks for. What people say in a meeting, and in a story, reads ill between sentences that
tell of it: of a meeting there is less of it, and in a story none where the story tells something, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muniment_retrieval.answer.citing import citation_of
from muniment_retrieval.model import Badge, Sentence

from .extract import chosen, is_speech
from .told import Told

ENOUGH, ENOUGH_SPOKEN = 0.7, 0.35
"""With less than this share of its words a summary is not told yet."""


def filled(
    held: Sequence[Sentence], read: Sequence[int], words: int, told: Sequence[Told], wanted: Sequence[float]
) -> list[Sentence]:
    """The sentences that hold, with as many of those that the model has `read` as it takes to have about so many words more."""
    cited = _cited(held, told)
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


def _cited(held: Sequence[Sentence], told: Sequence[Told]) -> list[list[int]]:
    """Which sentences of the documents each of those that hold rests on, or on a part of."""
    on_page: dict[tuple[int, int], list[int]] = {}
    for i, one in enumerate(told):
        on_page.setdefault((one.source.document.id, one.source.page.index), []).append(i)
    return [
        [
            i
            for c in sentence.citations
            for i in on_page.get((c.document_id, c.page_index), ())
            if c.start < told[i].source.end and told[i].source.start < c.end
        ]
        for sentence in held
    ]

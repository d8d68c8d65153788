"""What a model that holds much is given for a question: all that people can see of the documents, page by page.

Where that is more than it holds, it is given the pages of the best hits, as many as there is room for, in the order of their
documents. What it writes is matched with every sentence of the documents, also with those that it was not given: first as any
answer is, with the places that share most with it; a longer statement that draws several places together as one of a summary.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from muniment_engines.api import Cancel

from .answer.citing import claim_of, proved
from .answer.evidence import Excerpt, SourceSentence
from .answer.prompt import TOKENS_AT_LENGTH
from .model import Badge, Hit, Scope, Sentence
from .summarising.gather import gathered
from .summarising.plan import Library, length
from .summarising.prove import Prover
from .summarising.told import sample_of
from .summarising.writer import Writer

LONGEST = 700
"""A longer sentence is given up to here, as it is in any excerpt."""

_HEAD = 84
"""Characters that a page takes beside its text."""

_STATEMENT = 8
"""What has so many words may draw several places together; something shorter is proved by one place or not at all."""

_Page = tuple[int, int]


class WholeDocuments:
    """The evidence for one question from the documents in its scope. Satisfies `answer.asker.AtLength`.

    `whole` says whether all of it is given. Raises `Cancelled`.
    """

    def __init__(self, library: Library, writer: Writer, hits: Sequence[Hit], scope: Scope, cancel: Cancel) -> None:
        told = gathered(library, scope, cancel).told
        self._sources = [one.source for one in told]
        self._prover = Prover(told)
        room = int(writer.density(sample_of(told)) * writer.room(TOKENS_AT_LENGTH))
        pages = _pages(self._sources)
        wanted = _fitting(pages, hits, room)
        self.whole = len(wanted) == len(pages)
        self.excerpts = tuple(Excerpt(page[0].document, tuple(page)) for at, page in pages.items() if at in wanted)
        self._near = [i for i, source in enumerate(self._sources) if _page_of(source) in wanted]

    def proved(self, sentence: str, question: str, given: frozenset[str]) -> Sentence:
        claim = claim_of(sentence)
        at = self._prover.candidates(f"{claim} {question}", self._near)
        told = proved(sentence, [self._sources[i] for i in _with_neighbours(at, len(self._sources))], given)
        if told.badge is Badge.VERIFIED or claim != sentence or length(sentence) < _STATEMENT:
            return told
        drawn = self._prover.prove(sentence, self._near)
        return drawn if drawn.citations else told


def _pages(sources: Sequence[SourceSentence]) -> dict[_Page, list[SourceSentence]]:
    """The sentences by document and page, in their order."""
    return {page: list(found) for page, found in groupby(sources, _page_of)}


def _fitting(pages: dict[_Page, list[SourceSentence]], hits: Sequence[Hit], room: int) -> Collection[_Page]:
    """All pages where they fit into `room` characters; else those of the best hits that do."""
    sizes = {page: _HEAD + sum(min(len(s.text), LONGEST) + 1 for s in sentences) for page, sentences in pages.items()}
    if sum(sizes.values()) <= room:
        return pages.keys()
    return set(_best(sizes, hits, room))


def _best(sizes: dict[_Page, int], hits: Sequence[Hit], room: int) -> Iterator[_Page]:
    for page in dict.fromkeys((hit.passage.document_id, hit.passage.page_index) for hit in hits):
        if page in sizes and sizes[page] <= room:
            room -= sizes[page]
            yield page


def _with_neighbours(at: Sequence[int], count: int) -> list[int]:
    """These and the one before and after each, in their order: a statement may rest on two that follow each other."""
    return sorted({near for i in at for near in (i - 1, i, i + 1) if 0 <= near < count})


def _page_of(source: SourceSentence) -> _Page:
    return source.document.id, source.page.index

"""The value that a document gives for what is asked, out of its best sentences.

Of the end of an agreement, a sentence can give a day, a time that is counted from its beginning, or no end at all; one that
speaks of the term itself comes first. Any other value is the one of the kind that is asked for, near the words that it belongs
to, in the best sentence that has one; a field of a form whose label is asked for has its own value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muniment_retrieval.answer.evidence import Pages, SourceSentence
from muniment_retrieval.answer.fitting import field_asked_for
from muniment_retrieval.for_models import seen
from muniment_retrieval.model import Document
from muniment_retrieval.search.query import Query
from muniment_retrieval.search.vocabulary import spoken_of
from muniment_retrieval.search.words import words_of

from .anchors import Anchor, anchors_of, asks_for_end, asks_for_term
from .ends import End, end_in, length_of_term
from .starts import Starts, starts_of
from .values import Gives, Value, nearest_value, values_in

_OPENING_PAGES = 3
"""On so many pages, the beginning of an agreement is looked for."""


@dataclass(frozen=True)
class Given:
    """A value, the sentence that has it, which kind it is of, and what must be known of it."""

    source: SourceSentence
    value: Value
    kind: Gives
    note: str = ""


class Valuer:
    """Finds the value of one kind for one topic."""

    def __init__(self, topic: str, kind: Gives) -> None:
        self._kind = kind
        self._ends = asks_for_end(topic) and kind is Gives.DATE
        self._term = asks_for_term(topic) and kind is Gives.LENGTH
        self._anchors = anchors_of(topic, kind)

    def given(self, document: Document, query: Query, sources: Sequence[SourceSentence], pages: Pages) -> Given | None:
        """What the best sentences of a document give; None where they give no value of the kind."""
        if self._term:
            return _term(query, sources)
        if self._ends:
            return _end(document, query, sources, pages)
        if self._kind is Gives.SENTENCE:
            return _field(query, sources)
        for anchor in self._anchors:
            if (found := _chosen(query, sources, anchor.kind, anchor)) is not None:
                return found
        return None if self._anchors else _chosen(query, sources, self._kind, None)


def _field(query: Query, sources: Sequence[SourceSentence]) -> Given | None:
    """The value of a field of a form whose label is asked for."""
    told = [(*field_asked_for(query, source.text), source) for source in sources]
    words, said, source = max(told, key=lambda one: (one[0], one[2].score), default=(0, "", None))
    if source is None or not words:
        return None
    at = source.text.find(said.split()[0])
    return Given(source, Value(at, at + len(said), said, ""), Gives.SENTENCE)


def _term(query: Query, sources: Sequence[SourceSentence]) -> Given | None:
    """How long it lasts; else the sentence that says that there is no end, or when it comes."""
    lengths = [(source, end, Gives.LENGTH) for source in sources if (end := length_of_term(source.text)) is not None]
    ends = [(source, end, Gives.DATE) for source in sources if (end := end_in(source.text, Starts())) is not None and end.of_term]
    return _best_of(query, lengths or ends)


def _end(document: Document, query: Query, sources: Sequence[SourceSentence], pages: Pages) -> Given | None:
    opening = [pages.page(document.id, index) for index in range(min(document.page_count, _OPENING_PAGES))]
    starts = starts_of([seen(page, 0, len(page.text)) for page in opening])
    told = [(source, end, Gives.DATE) for source in sources if (end := end_in(source.text, starts)) is not None and end.of_term]
    lengths = [(source, end, Gives.LENGTH) for source in sources if (end := length_of_term(source.text)) is not None]
    return _best_of(query, told or lengths)


def _best_of(query: Query, found: Sequence[tuple[SourceSentence, End, Gives]]) -> Given | None:
    if not found:
        return None
    source, end, kind = max(found, key=lambda one: _rank(query, *one[:2]))
    return Given(source, end.value, kind, end.note)


def _rank(query: Query, source: SourceSentence, end: End) -> tuple[bool, bool, float]:
    """A sentence about the term comes first, then one that sets a day."""
    return bool(spoken_of(query.concepts, source.text)), bool(end.value.measure), source.score


def _chosen(query: Query, sources: Sequence[SourceSentence], kind: Gives, anchor: Anchor | None) -> Given | None:
    candidates = [(source, values_in(kind, source.text)) for source in sources]
    if anchor is not None:
        candidates = [(source, anchor.near(source.text, values)) for source, values in candidates]
    candidates = [(source, values) for source, values in candidates if values]
    if kind is Gives.AMOUNT:  # an amount of something else stands in many sentences
        candidates = [one for one in candidates if spoken_of(query.concepts, one[0].text) is not False]
    if not candidates:
        return None
    source, values = max(candidates, key=lambda one: (spoken_of(query.concepts, one[0].text) or False, one[0].score))
    return Given(source, values[0] if anchor is not None else _nearest(query, source.text, values), kind)


def _nearest(query: Query, text: str, values: Sequence[Value]) -> Value:
    """The value that stands nearest to most of the words that are asked for; else the first."""
    wanted = frozenset(query.terms)
    places = [word.start for word in words_of(text) if word.term in wanted]
    near = [value for at in places if (value := nearest_value(values, at)) is not None]
    return max(near, key=near.count, default=values[0])

"""What one document says to what is asked: yes, no or a value, and the sentence that shows it.

Code decides, by what is there. Where the vocabulary knows how documents speak of a thing, one of the best passages must do so;
elsewhere the signs decide by which a plain question is refused. A value is taken from the best sentence that has one of the kind
that is asked for, near the words that it belongs to, and is compared with the bound that the question sets.
"""

from __future__ import annotations

from collections.abc import Sequence

from muniment_retrieval.answer.evidence import Pages, SourceSentence, source_sentences, tells
from muniment_retrieval.answer.extracting import extracted
from muniment_retrieval.answer.refusing import SPOKEN_IN, says_nothing
from muniment_retrieval.model import Citation, Document, Hit
from muniment_retrieval.search.query import Query, understand
from muniment_retrieval.search.vocabulary import spoken_of
from muniment_retrieval.search.words import words_of

from .anchors import Anchor, anchors_of
from .bounds import bound_of, fits, without_bound
from .routing import Kind, Wanted
from .table import Found, Row
from .values import Gives, Value, gives, nearest_value, values_in

_SHOWN = 240
"""Characters of a sentence that is itself the value."""


class Judge:
    """Judges documents by one question."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self._gives = gives(wanted.topic, understand(wanted.asked))
        self._bound = None if wanted.kind is Kind.COMPARE else bound_of(wanted.topic, self._gives)
        if self._bound is not None:
            self._gives = self._bound.kind

        self._anchors = anchors_of(wanted.topic, self._gives)

    @property
    def asked(self) -> str:
        """What each document is asked."""
        return self.wanted.asked if self._bound is None else without_bound(self.wanted.topic, self._bound)

    def row(self, document: Document, query: Query, hits: Sequence[Hit], pages: Pages) -> Row:
        """The row of a document, from the passages of it that fit best."""
        sources = source_sentences(query, hits, pages)
        if self.wanted.kind is Kind.COMPARE or self._bound is not None:
            return self._valued(document, query, hits, sources)
        if not _is_there(query, hits):
            return Row(document, Found.NO, "no", self.wanted.without)
        citation = _best(query, sources)
        return Row(document, Found.YES, "yes", not self.wanted.without, citation)

    def _valued(self, document: Document, query: Query, hits: Sequence[Hit], sources: Sequence[SourceSentence]) -> Row:
        found = self._value(query, sources)
        if found is None and (self._gives is not Gives.LAW) and _is_there(query, hits):
            citation = _best(query, sources)
            shown = "" if citation is None else _short(" ".join(citation.quote.split()))
            if shown:
                return Row(document, Found.VALUE, shown, None, citation, "" if self._bound is None else "No value to compare.")
        if found is None:
            return Row(document, Found.NOT_FOUND, "not found", None if self._bound is None else self.wanted.without)
        source, value, kind = found
        fitting = None
        if self._bound is not None and kind is self._bound.kind and (fitting := fits(self._bound, value)) is not None:
            fitting = fitting != self.wanted.without
        (sentence,) = extracted(query, [source])
        return Row(document, Found.VALUE, value.shown, fitting, sentence.citations[0])

    def _value(self, query: Query, sources: Sequence[SourceSentence]) -> tuple[SourceSentence, Value, Gives] | None:
        """The best sentence with a value of the kind, and the value in it that belongs to what is asked."""
        for anchor in self._anchors:
            if (found := self._chosen(query, sources, anchor.kind, anchor)) is not None:
                return found
        return None if self._anchors else self._chosen(query, sources, self._gives, None)

    def _chosen(
        self, query: Query, sources: Sequence[SourceSentence], kind: Gives, anchor: Anchor | None
    ) -> tuple[SourceSentence, Value, Gives] | None:
        candidates = [(source, values_in(kind, source.text)) for source in sources]
        if anchor is not None:
            candidates = [(source, anchor.near(source.text, values)) for source, values in candidates]
        candidates = [(source, values) for source, values in candidates if values]
        if not candidates:
            return None
        source, values = max(candidates, key=lambda one: (spoken_of(query.concepts, one[0].text) or False, one[0].score))
        return source, values[0] if anchor is not None else _nearest(query, source.text, values), kind


def _nearest(query: Query, text: str, values: Sequence[Value]) -> Value:
    """The value that stands nearest to most of the words that are asked for; else the first."""
    wanted = frozenset(query.terms)
    places = [word.start for word in words_of(text) if word.term in wanted]
    near = [value for at in places if (value := nearest_value(values, at)) is not None]
    return max(near, key=near.count, default=values[0])


def _is_there(query: Query, hits: Sequence[Hit]) -> bool:
    """Whether the document speaks of what is asked."""
    told = [spoken_of(query.concepts, f"{hit.passage.heading}. {hit.passage.text}") for hit in hits[:SPOKEN_IN]]
    if told and None not in told:
        return any(told)
    return not says_nothing(query, hits)


def _best(query: Query, sources: Sequence[SourceSentence]) -> Citation | None:
    """The sentence that shows it: one that speaks of what is asked, where there is one."""
    speaking = [s for s in sources if tells(s.text) and spoken_of(query.concepts, s.text)]
    best = extracted(query, speaking) or extracted(query, sources)
    return best[0].citations[0] if best and best[0].citations else None


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"

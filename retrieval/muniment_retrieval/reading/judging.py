"""What one document says to what is asked: yes, no or a value, and the sentence that shows it.

Code decides, by what is there. Who the parties are, when it ends and what it permits is read in ways of their own. Where the
vocabulary knows how documents speak of a thing, one of the best passages must do so; elsewhere the signs decide by which a plain
question is refused. A value is taken from the best sentence that has one of the kind that is asked for, near the words that it
belongs to, and is compared with the bound that the question sets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from muniment_retrieval.answer.evidence import LOOKED_AT, Pages, SourceSentence, source_sentences, tells
from muniment_retrieval.answer.extracting import extracted
from muniment_retrieval.answer.refusing import SPOKEN_IN, says_nothing
from muniment_retrieval.model import Citation, Document, Hit
from muniment_retrieval.search.query import Query, understand
from muniment_retrieval.search.vocabulary import spoken_of

from .anchors import asks_for_end, asks_for_term
from .bounds import bound_of, fits, without_bound
from .party_rows import party_row
from .permitting import Permission, judged, permission_of
from .routing import PARTIES_ASKED, Kind, Wanted
from .saying import MOST_WORDS, says
from .table import Found, Row
from .values import Gives, gives
from .valuing import Valuer

_SHOWN = 240
"""Characters of a sentence that is itself the value."""

_BEHIND = 100.0
"""So much lower are sentences of the hits that are not among the best."""

_SILENT = "Nothing was found that permits it, or forbids it."
_IN_PART = "In part: what is permitted here is forbidden elsewhere."
_EXCEPTED = "With an exception."


class Judge:
    """Judges documents by one question."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self._gives = gives(wanted.topic, understand(wanted.asked))
        if wanted.kind is Kind.MOST and self._gives is Gives.SENTENCE:
            self._gives = Gives.AMOUNT
        self._bound = None if wanted.compares else bound_of(wanted.topic, self._gives)
        if self._bound is not None:
            self._gives = self._bound.kind
        self._valuer = Valuer(wanted.topic, self._gives)
        self._permission = permission_of(wanted.topic) if self._bound is None and not wanted.compares else None

        self._words = _only_words(wanted)
        self._looks_far = self._permission is not None or asks_for_end(wanted.topic) or asks_for_term(wanted.topic)

    @property
    def asked(self) -> str:
        """What each document is asked."""
        return self.wanted.asked if self._bound is None else without_bound(self.wanted.topic, self._bound)

    def row(self, document: Document, query: Query, hits: Sequence[Hit], pages: Pages) -> Row:
        """The row of a document, from the passages of it that fit best."""
        if self.wanted.asked == PARTIES_ASKED:
            return party_row(document, pages)
        sources = source_sentences(query, hits, pages)
        if self._looks_far:
            sources += _further(query, hits, pages)
        if self.wanted.compares or self._bound is not None:
            return self._valued(document, query, hits, sources, pages)
        if self._permission is not None and (told := self._permitted(self._permission, document, query, sources)) is not None:
            return told
        if self._words:
            sources = [source for source in sources if says(self._words, source.text)]
        if not sources or not (self._words or _is_there(query, hits)):
            return Row(document, Found.NO, "no", self.wanted.without)
        citation = _best(query, sources)
        return Row(document, Found.YES, "yes", not self.wanted.without, citation)

    def _permitted(
        self, permission: Permission, document: Document, query: Query, sources: Sequence[SourceSentence]
    ) -> Row | None:
        """The row where a sentence permits it or forbids it; where none does, silence is no consent."""
        said, source, mixed = judged(permission, sources)
        if source is None or said is None:
            return Row(document, Found.NO, "no", False, None, _SILENT) if permission.without_consent else None
        (sentence,) = extracted(query, [source])
        note = "" if not mixed else _IN_PART if said else _EXCEPTED
        return Row(
            document,
            Found.YES if said else Found.NO,
            "yes" if said else "no",
            said != self.wanted.without,
            sentence.citations[0],
            note,
        )

    def _valued(
        self, document: Document, query: Query, hits: Sequence[Hit], sources: Sequence[SourceSentence], pages: Pages
    ) -> Row:
        found = self._valuer.given(document, query, sources, pages)
        if found is None and (self._gives is not Gives.LAW) and _is_there(query, hits):
            citation = _best(query, sources)
            shown = "" if citation is None else _short(" ".join(citation.quote.split()))
            if shown:
                return Row(document, Found.VALUE, shown, None, citation, "" if self._bound is None else "No value to compare.")
        if found is None:
            return Row(document, Found.NOT_FOUND, "not found", None if self._bound is None else self.wanted.without)
        fitting = None
        if self._bound is not None and found.kind is self._bound.kind and (fitting := fits(self._bound, found.value)) is not None:
            fitting = fitting != self.wanted.without
        (sentence,) = extracted(query, [found.source])
        value, measured = found.value, found.value.measure if found.kind is self._gives else None
        return Row(document, Found.VALUE, value.shown, fitting, sentence.citations[0], found.note, "", measured, value.unit)


def _only_words(wanted: Wanted) -> frozenset[str]:
    """The terms that must stand in a document, where they are few and nothing else is known of them."""
    query = understand(wanted.topic)
    known = wanted.compares or any(concept.proof for concept in query.concepts) or len(query.terms) > MOST_WORDS
    return frozenset() if known else frozenset(query.terms)


def _further(query: Query, hits: Sequence[Hit], pages: Pages) -> list[SourceSentence]:
    """The sentences of the hits behind the best ones, which stand behind theirs."""
    return [replace(source, score=source.score - _BEHIND) for source in source_sentences(query, hits[LOOKED_AT:], pages)]


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

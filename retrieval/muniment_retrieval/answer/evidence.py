"""The sentences that matter: what is left of the hits before a small model reads them.

The sentences of the best hits are scored together, by the words of the question, the rare ones above all, by what documents say
for its concepts, and by how well their passage was found; a sentence between two good ones gains from them, and one in another
language than the question's stands back behind what says the same in that. The best are taken until the room is used up. What
is taken stays in the order of its document, so that it reads as it stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from muniment_retrieval.answer.covering import covered, rarities, words_in
from muniment_retrieval.answer.fitting import fit_of_field, has_kind
from muniment_retrieval.for_models import is_hidden
from muniment_retrieval.headings import heading_of
from muniment_retrieval.languages import is_other
from muniment_retrieval.model import Document, Hit, StoredPage
from muniment_retrieval.search.query import Query
from muniment_retrieval.search.scoring import Candidates, Floats, to_unit
from muniment_retrieval.search.vocabulary import spoken_of
from muniment_retrieval.search.words import terms
from muniment_retrieval.sentences import first_row_above, is_row, sentence_spans

LOOKED_AT = 10
"""So many hits are looked at sentence by sentence."""

ROOM = 1_500
"""Characters of evidence that a model is given: about 380 tokens."""

ROOM_OF_A_FACT = 1_000
"""Characters of it for a plain question, whose sentence nearly always stands there: of more, a small model takes another."""

_WORDS = 1.0
_RARE = 3.0
_OTHER_LANGUAGE = 2.0
_SURELY = 5
_CONCEPTS = 2.0
_SPOKEN_OF = 1.5
_FIELD = 2.0
_KIND = 1.5
_SAYS_IT = 1.5
"""What is added for a value of that kind in a sentence that speaks of what is asked for: a date, not "the Effective Date"."""

_PASSAGE = 3.0
_NEIGHBOUR = 0.2
_HEADING = 0.6
_TELLING_WORDS = 3
_LONGEST = 700
"""A longer sentence is given to the model up to here."""


class Pages(Protocol):
    """What evidence needs of a vault."""

    def page(self, document_id: int, index: int) -> StoredPage: ...


@dataclass(frozen=True)
class SourceSentence:
    """A sentence of a hit: `text == page.text[start:end]`. `score` is comparable within one question.

    `field` is how much of the label of its best field is asked for: 1 for all, 0 where it has none. `covered` is how much of
    the question it has, rare words counting for more.
    """

    document: Document
    page: StoredPage
    hit: int
    start: int
    end: int
    text: str
    heading: str
    score: float
    field: float = 0.0
    covered: float = 0.0


@dataclass(frozen=True)
class Excerpt:
    """What a model reads of one place: sentences of one document that follow each other, or nearly.

    The row of a table comes with the first row of its table.
    """

    document: Document
    sentences: tuple[SourceSentence, ...]

    @property
    def text(self) -> str:
        parts: list[str] = []
        before: SourceSentence | None = None
        for sentence in self.sentences:
            gap = before is not None and before.page.text[before.end : sentence.start].strip()
            columns = " ".join(first_row_above(sentence.page.text, sentence.start).split()) if is_row(sentence.text) else ""
            if columns and columns not in parts:
                parts.append(columns[:_LONGEST])
            parts.append(("… " if gap else "") + " ".join(sentence.text.split())[:_LONGEST])
            before = sentence
        return "\n".join(parts)


def source_sentences(query: Query, hits: Sequence[Hit], pages: Pages) -> list[SourceSentence]:
    """Every sentence of the best hits, scored, in the order of the hits."""
    found: list[tuple[Hit, int, StoredPage, int, int]] = []
    for rank, hit in enumerate(hits[:LOOKED_AT]):
        page = pages.page(hit.passage.document_id, hit.passage.page_index)
        found += [(hit, rank, page, a, b) for a, b in _spans(page.text, hit) if not is_hidden(page, a, b)]
    if not found:
        return []
    texts = [page.text[a:b] for _, _, page, a, b in found]
    fields = fit_of_field(query, texts)
    elsewhere = is_other(query.text)
    foreign = [is_other(hit.passage.text, _SURELY) != elsewhere for hit in hits[:LOOKED_AT]]
    away = np.array([foreign[rank] for _, rank, *_ in found])
    weights = rarities(query, [text for text, far in zip(texts, away, strict=True) if not far] or texts)
    have = [covered(weights, query.had_by(words_in(text))) for text in texts]
    scores = _scores(query, [hit for hit, *_ in found], [rank for _, rank, *_ in found], texts, np.array(fields))
    scores += (0.0 if is_of_clause(query) or 1.0 in fields else _RARE) * np.array(have) - _OTHER_LANGUAGE * away
    return [
        SourceSentence(hit.document, page, rank, a, b, page.text[a:b], hit.passage.heading, float(score), field, share)
        for (hit, rank, page, a, b), score, field, share in zip(found, scores, fields, have, strict=True)
    ]


def room_for(query: Query, sentences: Sequence[SourceSentence]) -> int:
    """How much of the sentences a model is given: more for a clause and for fields, which are many and alike."""
    return ROOM if is_of_clause(query) or any(sentence.field == 1 for sentence in sentences) else ROOM_OF_A_FACT


def is_of_clause(query: Query) -> bool:
    """Whether a question asks for a clause that the vocabulary knows."""
    return any(concept.proof for concept in query.concepts)


def compressed(sentences: Sequence[SourceSentence], room: int = ROOM) -> list[Excerpt]:
    """The sentences that matter most within `room` characters, gathered by place, the best place first."""
    chosen: set[int] = set()
    used = 0
    telling = [i for i, sentence in enumerate(sentences) if tells(sentence.text)] or list(range(len(sentences)))
    if any(sentences[i].field == 1 for i in telling):
        telling = [i for i in telling if sentences[i].field in (0, 1)]
    for at in sorted(telling, key=lambda i: -sentences[i].score):
        length = min(len(sentences[at].text), _LONGEST)
        if chosen and used + length > room:
            continue
        chosen.add(at)
        used += length
        if used >= room:
            break
    chosen |= {at + 1 for at in chosen if _announces(sentences, at)}
    by_place: dict[tuple[int, int], list[SourceSentence]] = {}
    for at in sorted(chosen, key=lambda i: (sentences[i].hit, sentences[i].start)):
        sentence = sentences[at]
        by_place.setdefault((sentence.document.id, sentence.page.index), []).append(sentence)
    return [Excerpt(s[0].document, tuple(sorted(s, key=lambda x: x.start))) for s in by_place.values()]


def _announces(sentences: Sequence[SourceSentence], at: int) -> bool:
    """Whether a sentence ends with a colon, and so says nothing without the one that follows it in its hit."""
    here = sentences[at]
    return at + 1 < len(sentences) and sentences[at + 1].hit == here.hit and here.text.rstrip().endswith(":")


def tells(text: str) -> bool:
    """Whether a sentence can say anything by itself: three words, or a field and its value; no number of a page, no heading."""
    words = text.split()
    return (len(words) >= _TELLING_WORDS or ":" in text) and not heading_of(text)


def _spans(text: str, hit: Hit) -> list[tuple[int, int]]:
    """The sentences of a page that lie in a passage; those that are cut by its edges end there."""
    start, end = hit.passage.start, hit.passage.end
    cut = ((max(a, start), min(b, end)) for a, b in sentence_spans(text) if a < end and b > start)
    return [(a, b) for a, b in cut if text[a:b].strip()]


def _scores(query: Query, hits: Sequence[Hit], ranks: Sequence[int], texts: Sequence[str], fields: Floats) -> Floats:
    """How well each sentence answers: by itself, by those beside it in its hit, by its heading, and by its passage."""
    own = _own_scores(query, ranks, texts) + _FIELD * fields
    near = [[i for i in (at - 1, at + 1) if 0 <= i < len(ranks) and ranks[i] == ranks[at]] for at in range(len(ranks))]
    beside = [max((own[i] for i in around), default=0.0) for around in near]
    above = [max((own[i] for i in around if i < at and heading_of(texts[i])), default=0.0) for at, around in enumerate(near)]
    best = max(hit.score for hit in hits)
    passage = [hit.score / best if best > 0 else 0.0 for hit in hits]
    scores: Floats = own + _NEIGHBOUR * np.array(beside) + _HEADING * np.array(above) + _PASSAGE * np.array(passage)
    return scores


def _own_scores(query: Query, ranks: Sequence[int], texts: Sequence[str]) -> Floats:
    candidates = Candidates(texts, ranks)
    words, _ = candidates.words(query.weights, forms=query.forms)
    said: Floats = np.zeros(len(texts))
    for concept in query.concepts:
        said += candidates.phrases(concept.phrases)[0]
    said += candidates.phrases([tuple(terms(phrase)) for phrase in query.phrases])[0]
    spoken = np.array([float(spoken_of(query.concepts, text) or False) for text in texts])
    kinds = np.array(has_kind(query.text, texts))
    scores: Floats = _WORDS * to_unit(words) + _CONCEPTS * to_unit(said) + _SPOKEN_OF * spoken
    scores += _KIND * kinds + _SAYS_IT * kinds * spoken
    return scores

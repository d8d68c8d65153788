"""Candidates in the order in which they are shown.

Every candidate has six scores: the words of the question in it and on its page, what documents say for the question's concepts
in it and on its page, its closeness in meaning, and how much the question speaks for its document. Each is brought to between
0 and 1, and they are added up with fixed weights. The passages of a document that the question plainly names are compared with
each other only, as if it alone were asked. What speaks of just what is asked for gains, and a front page a little; what stands
word for word in many documents is put back a little. Passages that only repeat a better one of their document come last, and
those that nothing finds do not come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muniment_retrieval.model import FoundBy, Passage
from muniment_retrieval.search.naming import IDENTIFIED, About
from muniment_retrieval.search.query import Query
from muniment_retrieval.search.scoring import Candidates, Floats, to_unit
from muniment_retrieval.search.vocabulary import spoken_of
from muniment_retrieval.search.words import terms

WORDS = 0.5
PAGE_WORDS = 0.5
CONCEPTS = 1.0
PAGE_CONCEPTS = 1.0
MEANING = 1.0
MEANING_ALONE = 1.5
DOCUMENT = 2.0
"""The weights were chosen by measuring, in a range where the figures hardly change (`tests/bench/bench_retrieval.py`).

Meaning counts for more where the vocabulary knows nothing of what is asked; but not in other letters than the Latin ones, of
whose languages small embedding models know little.
"""

SPOKEN_OF = 1.0
"""What is added where a passage speaks of just what is asked for."""

BOILERPLATE = 0.5
"""What is taken off a passage that says the same in many documents, and so little about any."""

FRONT = 0.3
"""What is added for a document's front page, which says what the whole is about."""

_SPOKEN_IN = 100
_FEWEST_COPIES = 4
_COPIED_SHARE = 0.3

_QUOTED = 4.0
"""A phrase in quotation marks counts as much as this many phrases of a concept."""

_CLOSE = 0.25
"""From this closeness on, a passage counts as found by meaning."""

_ALIKE = 0.9
_COMPARED = 60


@dataclass(frozen=True)
class Found:
    """A candidate with its score, comparable within one query, and its closeness in meaning."""

    passage: Passage
    score: float
    by: FoundBy
    closeness: float


def ranked(
    query: Query, passages: Sequence[Passage], meant: About, meaning: Floats, rarity: Mapping[str, float] | None = None
) -> list[Found]:
    """Those that words or meaning find, best first.

    `meaning` is the closeness of each passage, in the order given; `rarity` how much each of the query's terms says, where that
    cannot be judged among the passages.
    """
    if not passages:
        return []
    scores, by_words = _scored(query, passages, meaning, rarity)
    inside = np.array([i for i, p in enumerate(passages) if p.document_id in meant.meant], dtype=np.int64)
    if 0 < len(inside) < len(passages):
        scores[inside] = _scored(query, [passages[i] for i in inside], meaning[inside])[0]
    scores += SPOKEN_OF * _spoken_of(query, passages, scores)
    scores += DOCUMENT * np.minimum([meant.shares[p.document_id] for p in passages], IDENTIFIED)
    scores += FRONT * np.array([p.page_index == 0 for p in passages])
    scores -= BOILERPLATE * _boilerplate(passages)
    found_at_all = by_words | (meaning >= _CLOSE)
    found_at_all[inside] = True  # a document that is named is found, whatever of it
    order = [i for i in np.argsort(-scores, kind="stable") if found_at_all[i]]
    found = [
        Found(passages[i], float(scores[i]), _found_by(bool(by_words[i]), meaning[i] >= _CLOSE), float(meaning[i])) for i in order
    ]
    return _repeats_last(found)


def _scored(
    query: Query, passages: Sequence[Passage], meaning: Floats, rarity: Mapping[str, float] | None = None
) -> tuple[Floats, NDArray[np.bool_]]:
    """The scores of these passages among each other, and which have any of the query's words or phrases."""
    numbers: dict[tuple[int, int], int] = {}
    pages = [numbers.setdefault((p.document_id, p.page_index), len(numbers)) for p in passages]
    candidates = Candidates([p.text for p in passages], pages)
    words, page_words = candidates.words(query.weights, rarity, query.forms)
    said, page_said = _said(query, candidates)
    scores = WORDS * to_unit(words) + CONCEPTS * to_unit(said)
    scores += (MEANING if query.concepts or not query.latin else MEANING_ALONE) * to_unit(meaning)
    scores += (PAGE_WORDS * to_unit(page_words) + PAGE_CONCEPTS * to_unit(page_said))[candidates.pages]
    return scores, (words > 0) | (said > 0)


def _spoken_of(query: Query, passages: Sequence[Passage], scores: Floats) -> Floats:
    """1 for those of the best passages that speak of what the question asks for, else 0."""
    found = np.zeros(len(passages))
    for at in np.argsort(-scores, kind="stable")[:_SPOKEN_IN]:
        told = spoken_of(query.concepts, passages[at].text)
        if told is None:
            break
        found[at] = told
    return found


def _boilerplate(passages: Sequence[Passage]) -> Floats:
    """1 for passages that stand word for word in many of the candidates' documents, else 0."""
    holding: dict[str, set[int]] = {}
    for passage in passages:
        holding.setdefault(passage.text, set()).add(passage.document_id)
    documents = len({passage.document_id for passage in passages})
    many = max(_FEWEST_COPIES, _COPIED_SHARE * documents)
    return np.array([float(len(holding[passage.text]) >= many) for passage in passages])


def _said(query: Query, candidates: Candidates) -> tuple[Floats, Floats]:
    """Scores of texts and of pages by the phrases of the question's concepts, and by those that it quotes."""
    said = np.zeros(len(candidates.lengths))
    page_said = np.zeros(candidates.page_count)
    weighed = [(1.0, list(concept.phrases)) for concept in query.concepts]
    weighed.append((_QUOTED, [tuple(terms(phrase)) for phrase in query.phrases]))
    for weight, phrases in weighed:
        one, page = candidates.phrases(phrases)
        said += weight * one
        page_said += weight * page
    return said, page_said


def _found_by(words: bool, meaning: bool) -> FoundBy:
    if words and meaning:
        return FoundBy.BOTH
    return FoundBy.MEANING if meaning else FoundBy.WORDS


def _repeats_last(found: Sequence[Found]) -> list[Found]:
    """The same, but what nearly repeats a better passage of its document comes after all others; only the best are compared."""
    kept: list[Found] = []
    repeats: list[Found] = []
    seen: dict[int, list[frozenset[str]]] = {}
    for one in found[:_COMPARED]:
        words = frozenset(terms(one.passage.text))
        others = seen.setdefault(one.passage.document_id, [])
        if any(len(words & other) > _ALIKE * len(words | other) for other in others):
            repeats.append(one)
        else:
            others.append(words)
            kept.append(one)
    return [*kept, *found[_COMPARED:], *repeats]

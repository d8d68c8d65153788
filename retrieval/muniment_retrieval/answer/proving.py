"""Whether a sentence of an answer is what a document says, decided word by word.

What the question already said needs no proof; what the answer adds does. Numbers, dates, codes, names, negations and the
difference between may and shall are compared strictly: one that the source does not have, and the sentence is at most close.
Otherwise it counts how many of the words that the answer adds stand in the source.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from muniment_retrieval.answer.figures import Date, codes_in, dates_in, numbers_in
from muniment_retrieval.model import Badge
from muniment_retrieval.search.query import is_function_word
from muniment_retrieval.search.words import folded, terms, words_of

ENOUGH = 0.75
"""This share of what the answer adds must stand in the source for "verified"."""

HALF = 0.5
"""And this share for "close"."""

_EXACT_WORDS = 4
_BY_ITSELF = 3
"""More words than this that an answer adds are proof by themselves."""

_NEGATIONS = frozenset("no not never neither nor none without cannot nothing nobody unless except prohibited".split())  # noqa: SIM905
_MODALS = {"shall": "must", "must": "must", "will": "must", "may": "may", "can": "may", "might": "may", "should": "should"}


@dataclass(frozen=True)
class Particulars:
    """What must not differ between an answer and its source."""

    terms: tuple[str, ...]
    joined: str
    numbers: frozenset[str]
    dates: tuple[Date, ...]
    codes: frozenset[str]
    names: frozenset[str]
    negations: int
    modals: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """How well a source supports a sentence. `score` compares sources of one sentence."""

    badge: Badge
    score: float


@lru_cache(maxsize=4_096)
def particulars(text: str) -> Particulars:
    """Take a text apart for comparison."""
    listed = tuple(terms(text))
    return Particulars(
        listed,
        " " + " ".join(listed) + " ",
        frozenset(numbers_in(text)),
        tuple(dates_in(text)),
        frozenset(map(folded, codes_in(text))),
        _names(text),
        _negations(text),
        frozenset(_MODALS[w] for w in re.findall(r"[a-z]+", text.lower()) if w in _MODALS),
    )


def judge(sentence: str, source: str, given: frozenset[str], context: frozenset[str]) -> Verdict:
    """How well `source` supports `sentence`.

    `given` are the terms of the question; `context` are terms that the source's document stands for (its title and name). What
    is added must stand together with something of the question, or with nothing else: a number proves nothing by itself.
    """
    claim, proof = particulars(sentence), particulars(source)
    content = [t for t in dict.fromkeys(claim.terms) if not is_function_word(t)]
    if not content:
        return Verdict(Badge.NOT_FOUND, 0.0)
    have = frozenset(proof.terms)
    added = [t for t in content if t not in given]
    of_all = _share(content, have | context)
    of_added = _share(added, have) if added else of_all
    strict = _agrees(claim, proof, given, context)
    touches = not given or len(added) > _BY_ITSELF or any(t in have and not _is_code(t) for t in content if t in given)
    score = 2 * of_added + of_all + (0.5 if strict else 0.0)
    if len(claim.terms) >= _EXACT_WORDS and claim.joined in proof.joined:
        return Verdict(Badge.VERIFIED, score + 1)
    if strict and touches and of_added >= ENOUGH and (added or of_all >= ENOUGH) and _follows(claim, proof):
        return Verdict(Badge.VERIFIED, score)
    if touches and of_added >= HALF and (added or of_all >= HALF):
        return Verdict(Badge.CLOSE, score)
    return Verdict(Badge.NOT_FOUND, score)


def _is_code(term: str) -> bool:
    return any(c.isdigit() for c in term)


def _share(wanted: list[str], have: frozenset[str]) -> float:
    return sum(t in have for t in wanted) / len(wanted)


def _agrees(claim: Particulars, proof: Particulars, given: frozenset[str], context: frozenset[str]) -> bool:
    """Whether nothing that must not differ differs."""
    have = frozenset(proof.terms) | context | given
    return (
        all(n in proof.numbers or n in have for n in claim.numbers)
        and all(any(_same_date(d, p) for p in proof.dates) for d in claim.dates)
        and all(code in proof.codes or frozenset(terms(code)) <= have for code in claim.codes)
        and claim.names <= have
        and bool(claim.negations) == bool(proof.negations)
        and claim.modals <= proof.modals
    )


def _same_date(claimed: Date, proven: Date) -> bool:
    """Whether two dates agree in all that the claim says."""
    return all(c in (0, p) for c, p in zip(claimed, proven, strict=True))


def _follows(claim: Particulars, proof: Particulars) -> bool:
    """For a sentence that is nearly the source's own words: whether its names and numbers come in the source's order."""
    shared = sum((Counter(claim.terms) & Counter(proof.terms)).values())
    if shared < 0.8 * len(claim.terms) or len(claim.terms) < 8:
        return True
    if claim.negations > proof.negations:
        return False
    marks = [t for t in claim.terms if t in claim.names]
    at = 0
    for mark in marks:
        try:
            at = proof.terms.index(mark, at) + 1
        except ValueError:
            return mark not in proof.terms
    return True


def _names(text: str) -> frozenset[str]:
    """Terms that are written like names: with a capital, not for beginning a sentence; none where all is in capitals."""
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) > 0.6 * len(letters):
        return frozenset()
    names: set[str] = set()
    for word in words_of(text):
        begins = not text[: word.start].strip(" \"'“‘([") or text[: word.start].rstrip(" \"'”’)")[-1:] in ".!?:"
        if text[word.start].isupper() and not is_function_word(word.term) and not begins:
            names.add(word.term)
    return frozenset(names)


def _negations(text: str) -> int:
    lowered = text.lower().replace("’", "'")
    return sum(word in _NEGATIONS for word in re.findall(r"[a-z]+", lowered)) + lowered.count("n't")

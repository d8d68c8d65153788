"""Whether a sentence of an answer is what a document says, decided word by word.

What the question already said needs no proof; what the answer adds does. Numbers, dates, codes, names, negations and the
difference between may and shall are compared strictly: one that the source does not have, and the sentence is at most close.
Otherwise it counts how many of the words that the answer adds stand in the source.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from muniment_retrieval.answer.figures import Date, codes_in, dated_text, dates_in, numbers_in
from muniment_retrieval.model import Badge
from muniment_retrieval.search.query import is_function_word
from muniment_retrieval.search.words import folded, terms, words_of

ENOUGH = 0.75
"""This share of what the answer adds must stand in the source for "verified"."""

HALF = 0.5
"""And this share for "close"."""

_EXACT_WORDS = 4
_NEGATION = "negation"
_PARTICULAR = "particular"
_BEFORE = 4
_LONG = 8
_NEARLY = 0.8
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
    dated: frozenset[str]
    strict: tuple[str, ...]


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
        frozenset(terms(dated_text(text))),
        _strict(text),
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
    agrees = _agrees(claim, proof, given, context)
    dated = bool(claim.dates) and agrees
    added = [t for t in content if t not in given and t not in claim.dated]
    of_all = _share(content, have | context)
    of_added = _share(added, have) if added else max(of_all, float(dated))
    score = 2 * of_added + of_all + (0.5 if agrees else 0.0)
    if _is_part(claim, proof):
        return Verdict(Badge.VERIFIED, score + 1)
    known = [t for t in content if t in given and t in have and not _is_code(t)]
    if not known and len(added) <= _BY_ITSELF and _stands_in(claim, proof):
        return _of_value(given, have | context, score)
    if not (known or dated or not given or len(added) > _BY_ITSELF):
        return Verdict(Badge.NOT_FOUND, score)
    if agrees and of_added >= ENOUGH and _follows(claim, proof):
        return Verdict(Badge.VERIFIED, score)
    return Verdict(Badge.CLOSE if of_added >= HALF else Badge.NOT_FOUND, score)


def _of_value(given: frozenset[str], have: frozenset[str], score: float) -> Verdict:
    """A bare value ("N6024M") is proved by a source that speaks of what the question asks for."""
    asked = [t for t in given if not _is_code(t)]
    share = _share(asked, have) if asked else 1.0
    if share >= HALF:
        return Verdict(Badge.VERIFIED, score + share)
    return Verdict(Badge.CLOSE if share >= HALF / 2 else Badge.NOT_FOUND, score + share)


def _stands_in(claim: Particulars, proof: Particulars) -> bool:
    """Whether all words of a short answer stand in the source in their order, side by side."""
    return bool(claim.terms) and claim.joined in proof.joined


def _is_part(claim: Particulars, proof: Particulars) -> bool:
    """Whether a sentence stands in the source word for word, with no negation just before it."""
    at = proof.joined.find(claim.joined)
    if len(claim.terms) < _EXACT_WORDS or at < 0:
        return False
    first = proof.joined[:at].count(" ")
    return _NEGATION not in proof.strict[max(first - _BEFORE, 0) : first]


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
        and claim.names <= have | claim.dated
        and bool(claim.negations) == bool(proof.negations)
        and claim.modals <= proof.modals
    )


def _same_date(claimed: Date, proven: Date) -> bool:
    """Whether two dates agree in all that the claim says."""
    return all(c in (0, p) for c, p in zip(claimed, proven, strict=True))


def _follows(claim: Particulars, proof: Particulars) -> bool:
    """For a sentence that is nearly the source's own words: whether none was changed or left out that must not be."""
    shared = sum((Counter(claim.terms) & Counter(proof.terms)).values())
    if shared < _NEARLY * len(claim.terms) or len(claim.terms) < _LONG:
        return True
    steps = SequenceMatcher(None, claim.terms, proof.terms, autojunk=False).get_opcodes()
    inner = [s for at, s in enumerate(steps) if s[0] != "insert" or 0 < at < len(steps) - 1]
    return all(_harmless(step, claim, proof) for step in inner)


def _harmless(step: tuple[str, int, int, int, int], claim: Particulars, proof: Particulars) -> bool:
    """Whether a difference changes no particular. What a shorter saying leaves out is harmless, except a negation."""
    kind, a, b, c, d = step
    if kind == "equal":
        return True
    left_out = proof.strict[c:d]
    if kind == "insert":
        return _NEGATION not in left_out
    return not any(claim.strict[a:b]) and not any(left_out)


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


def _strict(text: str) -> tuple[str, ...]:
    """Of each term, what kind of particular it is; empty for one that may be said otherwise."""
    names = _names(text)
    found: list[str] = []
    for word in words_of(text):
        plain = text[word.start : word.end].lower()
        particular = plain in _MODALS or word.term in names or any(c.isdigit() for c in plain)
        found.append(_NEGATION if plain in _NEGATIONS else _PARTICULAR if particular else "")
    return tuple(found)


def _negations(text: str) -> int:
    lowered = text.lower().replace("’", "'")
    return sum(word in _NEGATIONS for word in re.findall(r"[a-z]+", lowered)) + lowered.count("n't")

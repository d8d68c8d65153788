"""A sentence laid beside its source: whether it stands together there, and whether what follows what is still in its place.

Only a sentence of some length can be laid beside another. The shortest stretch of the source is looked for that has all of it
that the source has; if that is much longer, the sentence was gathered together. Where it nearly is the source's own words, each
difference is looked at: a particular that was changed, put in or taken the place of is none of the source's.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from muniment_retrieval.answer.agreeing import same_date, same_measure
from muniment_retrieval.answer.atoms import Atom, Kind
from muniment_retrieval.answer.placing import placed
from muniment_retrieval.answer.polarity import contradicts, means_one_of, reporting
from muniment_retrieval.search.vocabulary import self_words

_LONG = 4
_NEARLY = 0.7
_CLOSELY = 1.3
"""A sentence of which the source has all in a stretch of no more than so many times its length is told from end to end."""

_APART = 2
"""What a sentence says stands in a stretch of the source of at most so many times its length."""

_WIDE = frozenset({"all", "any"})
"""Quantities that say no more than "the" before several."""


def follows(claim: tuple[Atom, ...], proof: tuple[Atom, ...], known: frozenset[str] = frozenset()) -> bool:
    """Whether what a sentence says stands together in the source; and for one that is nearly the source's own words, whether
    none was changed or left out that must not be. `known` are terms that need no proof.
    """
    ours, theirs = _keys(claim, proof), [a.key for a in proof]
    if len(ours) < _LONG:
        return True
    if _stretch(frozenset(ours), theirs) > _APART * len(ours) + _LONG:
        return False
    if not placed(claim, proof):
        return False
    if likeness(claim, proof) < _NEARLY:
        return True
    if _stretch(frozenset(ours), theirs) < _CLOSELY * len(ours) and _has_changed_places(claim, proof):
        return False
    steps = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    inner = [s for at, s in enumerate(steps) if s[0] != "insert" or 0 < at < len(steps) - 1]
    return all(
        (kind == "delete" and _names_the_document(claim[a : b + 1], known))
        or (
            _harmless(kind, claim[a:b], proof[c:d], known | _at_home(a, b - a, d - c, theirs))
            and not (kind == "insert" and _takes_the_place(claim[a], proof[c]))
        )
        for kind, a, b, c, d in inner
    )


def _has_changed_places(claim: tuple[Atom, ...], proof: tuple[Atom, ...]) -> bool:
    """Whether a word stands between two words of the source, and there stands neither behind the one nor before the other.

    What stands before the one there was done by it ("the lamp was carried by Bodil").
    """
    ours, theirs = (tuple(a for a in atoms if a.term not in self_words()) for atoms in (claim, proof))
    row = [a.key for a in theirs]
    near = set(pairwise(row))
    keys = _keys(ours, theirs)
    return any(
        {before, here, behind} <= set(row) and not {(before, here), (here, behind), (here, before)} & near
        for before, here, behind in zip(keys, keys[1:], keys[2:], strict=False)
    )


def _names_the_document(ours: tuple[Atom, ...], known: frozenset[str]) -> bool:
    """Whether words that the source lacks only say which document it is: "the Lucid lease" for "this Lease"."""
    *names, document = ours
    return document.term in self_words() and all(a.term and (a.term in known or a.term in self_words()) for a in names)


def _at_home(at: int, ours: int, theirs: int, listed: list[str]) -> frozenset[str]:
    """What may stand in the place of other words: what speaks of the source, at the beginning; and of several words, those that
    the source has elsewhere, for they were put in another order. One word for one is none of these.
    """
    opening = _of_itself() if at == 0 else frozenset[str]()
    return opening if ours == theirs == 1 else opening | frozenset(listed)


def _stretch(wanted: frozenset[str], listed: list[str]) -> int:
    """The length of the shortest stretch that has each of the wanted keys that the list has."""
    missing = wanted & frozenset(listed)
    have: Counter[str] = Counter()
    first, shortest = 0, len(listed)
    for at, key in enumerate(listed):
        have[key] += key in missing
        while sum(have[k] > 0 for k in missing) == len(missing) and first <= at:
            shortest = min(shortest, at - first + 1)
            have[listed[first]] -= listed[first] in missing
            first += 1
    return shortest


def _takes_the_place(ours: Atom, theirs: Atom) -> bool:
    """Whether a name, a date or a number stands where the source has another one before it gets to that one."""
    if ours.key == theirs.key or theirs.aside:
        return False
    return ours.kind is theirs.kind and ours.kind in (Kind.NAME, Kind.DATE, Kind.NUMBER)


def likeness(claim: tuple[Atom, ...], proof: tuple[Atom, ...]) -> float:
    """The share of a claim's atoms that the source has; 0 for a short claim, of which that says nothing.

    That an answer speaks of its source ("the agreement says") makes it no less like that.
    """
    told = tuple(a for a in claim if a.term not in _of_itself())
    ours, theirs = _keys(told, proof), [a.key for a in proof]
    return sum((Counter(ours) & Counter(theirs)).values()) / len(ours) if len(ours) >= _LONG else 0.0


@cache
def _of_itself() -> frozenset[str]:
    return reporting() | self_words()


def _keys(claim: tuple[Atom, ...], proof: tuple[Atom, ...]) -> list[str]:
    """The keys of a claim; a date that says less than the source's has that one's."""
    dates = [p for p in proof if p.kind is Kind.DATE]
    return [next((p.key for p in dates if same_date(a.date, p.date)), a.key) if a.kind is Kind.DATE else a.key for a in claim]


def _harmless(kind: str, ours: tuple[Atom, ...], theirs: tuple[Atom, ...], known: frozenset[str]) -> bool:
    """Whether a difference changes no particular. What a shorter saying leaves out is harmless, except a negation."""
    if kind == "equal":
        return all(same_measure(a, b) for a, b in zip(ours, theirs, strict=True) if a.kind is b.kind is Kind.NUMBER)
    if kind == "insert":
        return all(a.kind is not Kind.NEGATION for a in theirs)
    if kind == "delete":
        strict = [a for a in ours if a.particular and a.kind is not Kind.UNIT and a.key not in _WIDE]
        return all(a.term in self_words() for a in strict)
    acts = any(a.capital for a in ours) and any(a.capital for a in theirs)
    return not acts and not any(a.particular for a in (*ours, *theirs)) and _means_the_same(ours, theirs, known)


def _means_the_same(ours: tuple[Atom, ...], theirs: tuple[Atom, ...], known: frozenset[str]) -> bool:
    """Whether words that stand in the place of others are known or mean one of them, and none is the contrary of one."""
    keys = frozenset(a.key for a in theirs)
    if any(contradicts(a.key, keys) for a in ours):
        return False
    return all(a.key in known or a.term in known or means_one_of(a.key, keys) for a in ours)

"""Whether a sentence of an answer is what a document says, decided word by word.

What the question already said needs no proof; what the answer adds does. What must not differ (`atoms.py`) is compared strictly:
one particular that the source does not have so, and the sentence is at most close. Where the answer nearly is the source's
sentence, it is laid beside it, so that two parties or two numbers that changed their places are seen. Otherwise it counts how
many of the words that the answer adds stand in the source. Text that was read off a picture can prove that a sentence is
close where letters that look alike were taken for each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from muniment_retrieval.answer.agreeing import agrees, same_measure
from muniment_retrieval.answer.atoms import Atom, Kind, atoms_of
from muniment_retrieval.answer.attributing import attributes
from muniment_retrieval.answer.blurred import seen
from muniment_retrieval.answer.figures import dated_text
from muniment_retrieval.answer.following import follows, likeness
from muniment_retrieval.answer.joining import joins
from muniment_retrieval.answer.other_languages import SURELY
from muniment_retrieval.answer.relating import relates
from muniment_retrieval.languages import is_other
from muniment_retrieval.model import Badge
from muniment_retrieval.search.query import is_function_word
from muniment_retrieval.search.vocabulary import self_words
from muniment_retrieval.search.words import terms

ENOUGH = 0.75
"""This share of what the answer adds must stand in the source for "verified"."""

HALF = 0.5
"""And this share for "close"."""

_EXACT_WORDS = 4
_BEFORE = 4

_BY_ITSELF = 3
"""More words than this that an answer adds are proof by themselves."""


@dataclass(frozen=True)
class Particulars:
    """A text taken apart: all its comparable words, what must not differ, the words of its dates, and those of all that is
    compared as particulars and not as words.
    """

    terms: tuple[str, ...]
    joined: str
    atoms: tuple[Atom, ...]
    dated: frozenset[str]
    compared: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """How well a source supports a sentence. `score` compares sources of one sentence.

    `likeness` is the share of a longer sentence's atoms that the source has: near 1, the source speaks of just this.
    """

    badge: Badge
    score: float
    likeness: float = 0.0


@lru_cache(maxsize=4_096)
def particulars(text: str) -> Particulars:
    """Take a text apart for comparison."""
    listed = tuple(terms(text))
    atoms = atoms_of(text)
    compared = " ".join(text[a.start : a.end] for a in atoms if a.particular and a.kind is not Kind.NAME)
    joined = " " + " ".join(listed) + " "
    return Particulars(listed, joined, atoms, frozenset(terms(dated_text(text))), frozenset(terms(compared)))


def judge(
    sentence: str,
    source: str,
    given: frozenset[str],
    context: frozenset[str],
    *,
    blurred: bool = False,
    strictly: bool = False,
) -> Verdict:
    """How well `source` supports `sentence`.

    `given` are the terms of the question; `context` are terms that the source's document stands for (its title and name). What
    is added must stand together with something of the question, or with nothing else: a number proves nothing by itself.
    `blurred` is a source that was read off a picture. With `strictly`, numbers and names are not taken from the question: what
    is answered with yes would else prove itself.
    """
    claim, proof = particulars(sentence), particulars(source)
    verdict = _judged(claim, proof, given, context, blurred=blurred, strictly=strictly)
    if verdict.badge is Badge.VERIFIED and not _says_so(sentence, source, context, frozenset() if strictly else given):
        verdict = replace(verdict, badge=Badge.CLOSE)
    return replace(verdict, likeness=likeness(claim.atoms, proof.atoms))


def _says_so(sentence: str, source: str, context: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether what has all words of a sentence says it: of the same ones, with the same (English) small words, as a fact."""
    known = context | asked
    return is_other(source, SURELY) or (
        joins(sentence, source, context) and relates(sentence, source, known) and attributes(sentence, source, known)
    )


def _judged(
    claim: Particulars, proof: Particulars, given: frozenset[str], context: frozenset[str], *, blurred: bool, strictly: bool
) -> Verdict:
    content = [t for t in dict.fromkeys(claim.terms) if not is_function_word(t)]
    if not content:
        return Verdict(Badge.NOT_FOUND, 0.0)
    have = frozenset(proof.terms)
    asked = frozenset() if strictly else given
    agreed = agrees(claim.atoms, proof.atoms, asked, context)
    dated = any(a.kind is Kind.DATE for a in claim.atoms) and agreed
    added = [t for t in content if t not in given and t not in claim.dated]
    if agreed:
        added = _without_other_forms(added, claim, have)
    of_all = _share(content, have | context)
    of_added = _share(added, have) if added else max(of_all, float(dated))
    score = 2 * of_added + of_all + (0.5 if agreed else 0.0)
    if _is_part(claim, proof):
        return Verdict(Badge.VERIFIED, score + 1)
    known = [t for t in content if t in given and t in have and not _is_code(t)]
    if not known and len(added) <= _BY_ITSELF and _stands_in(claim, proof):
        return _of_value(given, have | context, score)
    if not (known or dated or not given or len(added) > _BY_ITSELF):
        return Verdict(Badge.NOT_FOUND, score)
    if agreed and of_added >= ENOUGH and follows(claim.atoms, proof.atoms, asked | context):
        return Verdict(Badge.VERIFIED, score)
    if blurred:
        of_added = max(of_added, seen(added, have))
    return Verdict(Badge.CLOSE if of_added >= HALF else Badge.NOT_FOUND, score)


def _without_other_forms(added: list[str], claim: Particulars, have: frozenset[str]) -> list[str]:
    """What is added, without what the source has in another form ("$5000"), and without the name of the document itself."""
    plain = [t for t in added if t in have or t not in claim.compared]
    named = [t for t in plain if t in have or t not in self_words()]
    return named if len(named) > _BY_ITSELF else plain


def _of_value(given: frozenset[str], have: frozenset[str], score: float) -> Verdict:
    """A bare value ("N6024M") is proved by a source that speaks of what the question asks for."""
    asked = [t for t in given if not _is_code(t)]
    share = _share(asked, have) if asked else 1.0
    if share >= HALF:
        return Verdict(Badge.VERIFIED, score + share)
    return Verdict(Badge.CLOSE if share >= HALF / 2 else Badge.NOT_FOUND, score + share)


def _stands_in(claim: Particulars, proof: Particulars) -> bool:
    """Whether all words of a short answer stand in the source in their order, side by side; those of a sentence undenied."""
    if not claim.terms or claim.joined not in proof.joined or not _same_measures(claim, proof):
        return False
    return len(claim.terms) < _EXACT_WORDS or _same_keys(claim.atoms, proof.atoms)


def _is_part(claim: Particulars, proof: Particulars) -> bool:
    """Whether a sentence stands in the source word for word, with no negation or condition just before it."""
    if len(claim.terms) < _EXACT_WORDS or claim.joined not in proof.joined:
        return False
    return _same_measures(claim, proof) and _same_keys(claim.atoms, proof.atoms)


def _same_keys(claim: tuple[Atom, ...], proof: tuple[Atom, ...]) -> bool:
    """Whether the atoms of a claim stand side by side in the source, with no negation before them."""
    ours, theirs = [a.key for a in claim], [a.key for a in proof]
    for at in range(len(theirs) - len(ours) + 1):
        if theirs[at : at + len(ours)] == ours and not any(a.kind is Kind.NEGATION for a in proof[max(at - _BEFORE, 0) : at]):
            return True
    return False


def _same_measures(claim: Particulars, proof: Particulars) -> bool:
    """Whether each number of the claim stands in the source with its unit."""
    numbers = [a for a in proof.atoms if a.kind is Kind.NUMBER]
    return all(any(same_measure(a, n) for n in numbers) for a in claim.atoms if a.kind is Kind.NUMBER)


def _is_code(term: str) -> bool:
    return any(c.isdigit() for c in term)


def _share(wanted: list[str], have: frozenset[str]) -> float:
    return sum(t in have for t in wanted) / len(wanted)

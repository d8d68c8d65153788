"""Whether anything that must not differ differs between what an answer says and its source.

Numbers (with their units), dates, codes, names and bounds of the answer must stand in the source. What may or must be done,
and what is denied, is compared verb by verb: who may do what, and what does a "not" stand before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muniment_retrieval.answer.atoms import Atom, Kind, opposite
from muniment_retrieval.answer.figures import Date
from muniment_retrieval.answer.polarity import contradicts, means_one_of
from muniment_retrieval.search.words import terms

_NEAR = 4
"""So many words after a "not" or a "may" can be what it is about."""


def agrees(claim: Sequence[Atom], proof: Sequence[Atom], known: frozenset[str], context: frozenset[str]) -> bool:
    """Whether no particular of `claim` differs.

    `known` are terms that need no proof, for the question has them; `context` those that the source's document stands for.
    """
    keys = frozenset(a.key for a in proof)
    have = frozenset(a.term for a in proof if a.term) | known | context
    return (
        all(_same_number(a, proof, known | context) for a in claim if a.kind is Kind.NUMBER)
        and all(any(same_date(a.date, p.date) for p in proof) for a in claim if a.kind is Kind.DATE)
        and all(a.key in keys or frozenset(terms(a.key)) <= have for a in claim if a.kind is Kind.CODE)
        and all(a.key in keys or _is_known(a, have, keys) for a in claim if a.kind is Kind.NAME)
        and all(a.key in keys for a in claim if a.kind in (Kind.BOUND, Kind.EXCEPTION))
        and not any(opposite(a.key) in keys and a.key not in keys for a in claim if a.kind is Kind.OPPOSITE)
        and all(_is_told(a, proof, have) for a in claim if a.kind is Kind.UNIT)
        and not any(contradicts(a.key, keys) for a in claim if a.kind in (Kind.WORD, Kind.NAME))
        and _denies_the_same(claim, proof)
        and _binds_the_same(claim, proof)
    )


def same_date(claimed: Date, proven: Date) -> bool:
    """Whether two dates agree in all that the claim says; (0, 0, 0) is no date."""
    return any(proven) and all(c in (0, p) for c, p in zip(claimed, proven, strict=True))


def same_measure(claimed: Atom, proven: Atom) -> bool:
    """Whether two numbers are one; a unit that only one of them has is no difference."""
    return claimed.key == proven.key and (not claimed.unit or not proven.unit or claimed.unit == proven.unit)


def _same_number(atom: Atom, proof: Sequence[Atom], known: frozenset[str]) -> bool:
    if any(same_measure(atom, p) for p in proof if p.kind is Kind.NUMBER):
        return True
    return atom.key in known or any(p.kind is Kind.DATE and atom.key in map(str, p.date) and not atom.unit for p in proof)


def _is_told(unit: Atom, proof: Sequence[Atom], have: frozenset[str]) -> bool:
    """Whether a unit without a number ("per month") stands in the source, be it as another form ("monthly")."""
    return unit.term in have or any(unit.key in (p.key, p.unit) or means_one_of(unit.key, frozenset({p.key})) for p in proof)


def _is_known(name: Atom, have: frozenset[str], keys: frozenset[str]) -> bool:
    """Whether a name is known by its word; one of two that are told apart by their endings only by itself."""
    return name.term in have and (name.key == name.term or not _others_of(name, keys))


def _others_of(name: Atom, keys: frozenset[str]) -> bool:
    """Whether the source has the other of two roles: "licensee", where the claim has "licensor"."""
    trunk = name.key[:-2]
    return any(key != name.key and key[:-2] == trunk for key in keys)


@dataclass(frozen=True)
class _About:
    """What a "not" or a "may" stands with: its subject, and the words that follow, the nearest first."""

    key: str
    subject: Atom | None
    follow: tuple[str, ...]


def _denies_the_same(claim: Sequence[Atom], proof: Sequence[Atom]) -> bool:
    said, meant = _abouts(claim, Kind.NEGATION), _abouts(proof, Kind.NEGATION)
    words = frozenset(a.key for a in proof)
    for one in said:
        near = [k for k in one.follow if k in words]
        if not meant or (one.follow and not (near and any(near[0] in other.follow for other in meant))):
            return False
    claimed = frozenset(a.key for a in claim)
    denied = {k for one in said for k in one.follow}
    return all(_is_left_out(one, claimed, denied) for one in meant)


def _is_left_out(meant: _About, claimed: frozenset[str], denied: set[str]) -> bool:
    """Whether what the source denies is denied by the claim, too, or is nothing that the claim speaks of."""
    spoken = [key for key in meant.follow if key in claimed]
    if not spoken or (meant.follow[0] not in claimed and 2 * len(spoken) < len(meant.follow)):
        return True
    return any(key in denied for key in spoken)


def _binds_the_same(claim: Sequence[Atom], proof: Sequence[Atom]) -> bool:
    meant = _abouts(proof, Kind.MODAL)
    keys = {one.key for one in meant}
    for said in _abouts(claim, Kind.MODAL):
        of_verb = [one for one in meant if said.follow and said.follow[0] in one.follow[:2]]
        if said.key not in keys or not (any(_binds(said, one) for one in of_verb) if of_verb else len(keys) == 1):
            return False
    return True


def _binds(said: _About, meant: _About) -> bool:
    """Whether two say the same of the same: "may", and where both name somebody, the same one."""
    if said.key != meant.key:
        return False
    ours, theirs = said.subject, meant.subject
    return ours is None or theirs is None or ours.key == theirs.key or not (ours.capital and theirs.capital)


def _abouts(atoms: Sequence[Atom], kind: Kind) -> list[_About]:
    found = []
    for at, atom in enumerate(atoms):
        if atom.kind is kind:
            follow = [
                a.key for a in atoms[at + 1 : at + 3 + _NEAR] if a.kind in (Kind.WORD, Kind.NAME, Kind.CODE, Kind.OPPOSITE)
            ][:_NEAR]
            beside = [a for a in atoms[:at] if not a.aside][-2:]
            before = [a for a in beside if a.kind in (Kind.WORD, Kind.NAME)]
            found.append(_About(atom.key, before[-1] if before else None, tuple(follow)))
    return found

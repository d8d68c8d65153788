"""Whether each name of a sentence stands where its source has it: before the same words, or behind them.

A source that speaks of two parties has both names, whichever of them a sentence says did it. So each name is looked for by the
words beside it: where the source has just these words, with another name in that place every time, the sentence is none of its.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muniment_retrieval.answer.atoms import Atom, Kind

_BESIDE = 2
"""So many words beside a name show its place; one does, where neither text has it twice."""

_LISTED = len(", and the ")
"""Names that are listed together have no more than this between them, in characters."""


def placed(claim: Sequence[Atom], proof: Sequence[Atom]) -> bool:
    """Whether no name that the source has, too, stands in the place of another one."""
    ours, theirs = [a for a in claim if not a.aside], [a for a in proof if not a.aside]
    return _before_the_same(ours, theirs) and _before_the_same(ours[::-1], theirs[::-1])


def _before_the_same(ours: list[Atom], theirs: list[Atom]) -> bool:
    """Whether the names of the one stand before the same words as in the other, as far as it has those words."""
    known = {atom.key for atom in theirs if atom.capital}
    for at, atom in enumerate(ours):
        if atom.capital and atom.key in known:
            found = list(_names_before(_beside(ours, theirs, at + 1), theirs))
            if found and all(names and atom.key not in names for names in found):
                return False
    return True


def _beside(ours: list[Atom], theirs: list[Atom], at: int) -> list[str]:
    """What follows a name in a claim, as far as it says where the name stands; nothing where it does not."""
    keys = [a.key for a in ours[at : at + _BESIDE]]
    if any(a.capital for a in ours[at : at + 1]) or not keys:
        return []
    if len(keys) == _BESIDE and any(True for _ in _places(keys, theirs)):
        return keys
    first = keys[:1]
    single = sum(a.key == first[0] for a in ours) == 1 and sum(a.key == first[0] for a in theirs) == 1
    return first if single and ours[at].kind is Kind.WORD else []


def _names_before(keys: list[str], atoms: list[Atom]) -> Iterator[set[str]]:
    """The names that stand before each place where the keys follow each other; none where there is no name before them."""
    for at in _places(keys, atoms):
        names: set[str] = set()
        last: Atom | None = None
        for atom in reversed(atoms[:at]):
            if not atom.capital or (last is not None and _apart(atom, last) > _LISTED):
                break
            names.add(atom.key)
            last = atom
        yield names


def _apart(one: Atom, other: Atom) -> int:
    """How many characters lie between two atoms, whichever comes first."""
    return max(one.start, other.start) - min(one.end, other.end)


def _places(keys: list[str], atoms: list[Atom]) -> Iterator[int]:
    if keys:
        yield from (at for at in range(len(atoms)) if [a.key for a in atoms[at : at + len(keys)]] == keys)

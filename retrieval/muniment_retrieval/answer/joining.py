"""Whether a sentence that rests on several clauses of its source joins what they say, or is patched together from their words.

"The ice became water. Bodil carried the lamp." says of nobody that they "carried the lamp and became water". So where a sentence
has words that only one clause has, and then some that only another has, those must begin with who does or has them there.
Headings, labels and introductions are joined with what they stand above; of fields, a label keeps its value.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from muniment_retrieval.answer.atoms import Atom
from muniment_retrieval.answer.clauses import Clause, clause_of, clauses_of
from muniment_retrieval.answer.polarity import reporting
from muniment_retrieval.search.vocabulary import self_words

_NOBODYS = -1


def joins(text: str, source: str, known: frozenset[str]) -> bool:
    """Whether nothing of a sentence is said of another than in the source; terms that are `known` belong to no clause."""
    clauses = clauses_of(source)
    if len(clauses) < 2:
        return True
    claim = clause_of(text)
    owners = _owners(claim, clauses, known)
    if len(set(owners) - {_NOBODYS}) < 2:
        return True
    return _begin_with_their_subjects(claim, owners, clauses) and _labels_keep_their_values(claim, owners, clauses)


def _owners(claim: Clause, clauses: Sequence[Clause], known: frozenset[str]) -> list[int]:
    """For each atom of a claim, which clause alone has it."""
    keys = [clause.keys for clause in clauses]
    free = known | self_words()
    opens = next((n for n, a in enumerate(claim.atoms) if a.term not in free | reporting()), 0)
    having = [[n for n, k in enumerate(keys) if a.key in k and a.term not in free] for a in claim.atoms]
    return [h[0] if len(h) == 1 and at >= opens else _NOBODYS for at, h in enumerate(having)]


def _begin_with_their_subjects(claim: Clause, owners: list[int], clauses: Sequence[Clause]) -> bool:
    begun: set[int] = set()
    for at, owner in enumerate(owners):
        if owner == _NOBODYS or owner in begun or clauses[owner].label:
            continue
        if clauses[owner].opens:
            begins = _opens(claim, at, owners, clauses[owner + 1 :])
        else:
            begins = _begins(claim, at, owners, clauses[owner])
        if not begins:
            return False
        begun.add(owner)
    return all(_says_more_than_who(claim, owners, n, clauses[n]) for n in begun)


def _opens(claim: Clause, at: int, owners: list[int], behind: Sequence[Clause]) -> bool:
    """Whether what opens a sentence stands with who acts behind it there, and does not act itself."""
    if not behind or behind[0].atoms[0].key not in claim.keys:
        return False
    end = next((n for n in range(at + 1, len(owners)) if claim.breaks(n)), len(owners))
    then = next((n for n in range(at + 1, end) if owners[n] not in (_NOBODYS, owners[at])), at)
    return then == at or not claim.acts(then) or claim.close(then)


def _begins(claim: Clause, at: int, owners: list[int], clause: Clause) -> bool:
    """Whether what begins with an atom of a claim begins with its subject in a clause, too."""
    for place in _places(claim, at, clause):
        same = _alike(claim, at, clause, place)
        for back in {0, same}:
            subjects = clause.subjects(place - back)
            if subjects is None or any(_is_said(subject, claim, at - back, owners, at) for subject in subjects):
                return True
    return False


def _places(claim: Clause, at: int, clause: Clause) -> list[int]:
    """Where a clause has an atom of a claim, with the next one behind it as well where it has that somewhere."""
    found = [n for n, atom in enumerate(clause.atoms) if atom.key == claim.atoms[at].key]
    behind = [n for n in found if [a.key for a in clause.atoms[n + 1 : n + 2]] == [a.key for a in claim.atoms[at + 1 : at + 2]]]
    return behind or found


def _alike(claim: Clause, at: int, clause: Clause, place: int) -> int:
    """How many words before an atom are the same in a claim as before a place of a clause."""
    pairs = zip(reversed(claim.atoms[:at]), reversed(clause.atoms[:place]), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].key == pair[1].key, pairs))


def _is_said(subject: tuple[Atom, ...], claim: Clause, at: int, owners: list[int], owned: int) -> bool:
    """Whether a subject stands before an atom of a claim: close to it, or where that goes on after "and", at its beginning.

    `owned` is the atom that only the clause of the subject has.
    """
    own = owners[owned]
    if not subject:
        return at == owned or not claim.close(at) or owners[at - 1] <= own
    first = at
    while first > 0 and owners[first - 1] in (_NOBODYS, own) and not claim.breaks(first):
        first -= 1
    if claim.stands_for_one(first) or _names(subject, claim, (first, at), owners, own):
        return True
    return claim.breaks(first) and _names(subject, claim, (0, _opening(claim)), owners, own)


def _opening(claim: Clause) -> int:
    return next((n for n in range(1, len(claim.atoms)) if not claim.close(n)), len(claim.atoms))


def _names(subject: tuple[Atom, ...], claim: Clause, stretch: tuple[int, int], owners: list[int], own: int) -> bool:
    """Whether a stretch of a claim has a subject, or its last word without the word of a clause behind it before that."""
    keys = [a.key for a in claim.atoms[slice(*stretch)]]
    if subject[-1].key not in keys:
        return False
    whole = all(a.key in keys for a in subject)
    at = stretch[0] + keys.index(subject[0 if whole else -1].key)
    before = owners[at - 1] if claim.close(at) else _NOBODYS
    return before in (_NOBODYS, own) or (whole and before < own)


def _says_more_than_who(claim: Clause, owners: list[int], owner: int, clause: Clause) -> bool:
    """Whether a clause of which a claim has the beginning alone goes on in the claim as well."""
    said = {claim.atoms[n].key for n, o in enumerate(owners) if o == owner}
    end = next((n for n in range(1, len(clause.atoms)) if not clause.close(n)), len(clause.atoms))
    if end == len(clause.atoms) or not said <= {a.key for a in clause.atoms[:end]}:
        return True
    return clause.atoms[end].key in claim.keys


def _labels_keep_their_values(claim: Clause, owners: list[int], clauses: Sequence[Clause]) -> bool:
    """Whether no label stands with the value of another field, and without its own."""
    labels, values = set[int](), set[int]()
    for atom, owner in zip(claim.atoms, owners, strict=True):
        if owner != _NOBODYS and clauses[owner].value:
            is_label = any(a.key == atom.key for a in clauses[owner].atoms[: clauses[owner].value])
            (labels if is_label else values).add(owner)
    return not (labels - values and values - labels)

"""Whether a sentence relates things as its source does: from or to which, before or after which, who to whom, and if what.

Small words make no atoms, and so "pays to Orion" has all that "pays from Orion" has. Where the source has a word with the
contrary small word each time, where it has the contrary of a word before what follows, where it has two words that stand side by
side only the other way round, or where it goes on with a condition of which the sentence says nothing, that is another matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from muniment_retrieval.answer.atoms import Atom, Kind, opposite
from muniment_retrieval.answer.clauses import Clause, clause_of, clauses_of
from muniment_retrieval.answer.polarity import contraries_of
from muniment_retrieval.search.vocabulary import self_words

_NEXT = 2
"""So many words further a word still belongs to the one before it."""

_EDGE = 3
"""So many words before a condition show that a sentence says what is on condition."""

_LONGEST = 10
"""So many words of a condition are looked at."""

_SAID = 1 / 3
"""With so much of a condition, a sentence says it, in whatever way."""

_ASKED = 0.6
"""A question with so much of a condition asks what happens on that condition."""

_LEADS = re.compile(r"\b(?:to|from|by|into|until|for|against|inside|outside|during|on|off)\b", re.I)
_AGAINST = {
    "to": frozenset({"from", "by"}),
    "from": frozenset({"to", "by", "into", "until"}),
    "by": frozenset({"to", "from"}),
    "into": frozenset({"from"}),
    "until": frozenset({"from"}),
    "for": frozenset({"against"}),
    "against": frozenset({"for"}),
    "inside": frozenset({"outside"}),
    "outside": frozenset({"inside", "during"}),
    "during": frozenset({"outside"}),
    "on": frozenset({"off"}),
    "off": frozenset({"on"}),
}
_CONDITION = re.compile(
    r"(?<!\bincluding )(?<!\beven )(?<!\bas )\b(?:(?P<except>unless|except(?! as\b))"
    r"|(?<!\bnot )only (?:if|when|where|while|upon|after|until|during|within|with|to|by|for|in|on|at|under)"
    r"|provided(?:,?(?: however,?)? that)?|assuming|subject to|(?:as|so) long as|on condition that|if|in the event)\b",
    re.I,
)
_FOR_A_TIME = re.compile(r"\b(?:until|when|whenever)\b", re.I)
_BOUND_TO_TIME = re.compile(r"\b(?:may|can|not|no|never)\b", re.I)
"""What is allowed or denied only until or when something is, is another matter without it; what happened then is not."""

_FOR_THESE_ONLY = re.compile(
    r"\s+(?:to|with|for|in|on|at|by|from|upon|after|during|within|under)\s+(?:[\w'’-]+\s+){1,4}only\s*(?:[.,;:]|$)", re.I
)


def relates(text: str, source: str, known: frozenset[str]) -> bool:
    """Whether a sentence relates nothing otherwise than its source; of conditions, terms that are `known` need not be said."""
    claim, clauses = clause_of(text), clauses_of(source)
    return (
        _leads_alike(claim, clauses)
        and _has_no_contrary(claim, clauses)
        and _is_in_order(claim, clauses)
        and not any(_is_left_out(condition, text, claim, known) for condition in _conditions(source, clauses))
    )


def _places(atom: Atom, clauses: Sequence[Clause]) -> Iterator[tuple[Clause, int]]:
    """Where an atom stands."""
    for clause in clauses:
        yield from ((clause, at) for at, other in enumerate(clause.atoms) if other.key == atom.key)


def _leads(clause: Clause, at: int) -> frozenset[str]:
    """The small words before an atom that say whereto or wherefrom."""
    return frozenset(word.lower() for word in _LEADS.findall(clause.gaps[at]))


def _leads_alike(claim: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether no word stands behind the contrary of the small word that it stands behind in the source each time.

    Where the source has it behind the same word, only there.
    """
    for at, atom in enumerate(claim.atoms):
        for lead in _leads(claim, at) & _AGAINST.keys():
            places = list(_places(atom, clauses))
            after = claim.atoms[at - 1].key if at else ""
            same = [(clause, n) for clause, n in places if n and clause.atoms[n - 1].key == after]
            found = [_leads(clause, n) for clause, n in same or places]
            against = [bool(leads & _AGAINST[lead]) for leads in found]
            if not any(lead in leads for leads in found) and (any(against) if same else found and all(against)):
                return False
    return True


def _has_no_contrary(claim: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether no word stands before a word that its contrary, and not itself, stands before in the source."""
    for at, atom in enumerate(claim.atoms[:-1]):
        if claim.breaks(at + 1):
            continue
        contraries = frozenset({opposite(atom.key)}) if atom.kind is Kind.OPPOSITE else contraries_of(atom.key)
        before = _before(claim.atoms[at + 1], clauses)
        if before & contraries and atom.key not in before:
            return False
    return True


def _before(atom: Atom, clauses: Sequence[Clause]) -> frozenset[str]:
    """The words that stand shortly before an atom."""
    return frozenset(a.key for clause, at in _places(atom, clauses) for a in clause.atoms[max(at - _NEXT, 0) : at])


def _is_in_order(claim: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether of two words side by side, none has the first only behind the second in the source."""
    for at in range(1, len(claim.atoms)):
        first, second = claim.atoms[at - 1 : at + 1]
        if not claim.acts(at) or claim.is_passive(at) or first.key == second.key:
            continue
        if not any(True for _ in _places(first, clauses)):
            continue
        found = list(_places(second, clauses))
        if found and not any(_comes_before(first, clause, place, clauses) for clause, place in found):
            return False
    return True


def _comes_before(first: Atom, clause: Clause, place: int, clauses: Sequence[Clause]) -> bool:
    """Whether a word stands before a place in its sentence, or may be meant there; "rate of interest" is an interest rate."""
    if clause.label or clause.subjects(place) is None:
        return True
    if any(a.key == first.key for a in clause.atoms[:place]):
        return True
    behind = range(place + 1, min(place + 2 + _NEXT, len(clause.atoms)))
    if any(clause.atoms[n].key == first.key and clause.led(n) for n in behind):
        return True
    at = clauses.index(clause)
    return any(first.key in other.keys for other in clauses[:at] if other.sentence == clause.sentence or other.label)


@dataclass(frozen=True)
class _Condition:
    """The words of a condition that stand nowhere else in a text, and the words at its edge that depend on it, nearest first."""

    exception: bool
    words: tuple[Atom, ...]
    edge: tuple[Atom, ...]


def _conditions(source: str, clauses: Sequence[Clause]) -> Iterator[_Condition]:
    everywhere = Counter(a.key for clause in clauses for a in clause.atoms)
    for _, group in groupby(clauses, key=lambda clause: clause.sentence):
        row = list(group)
        atoms = [a for clause in row for a in clause.atoms]
        gaps = [gap for clause in row for gap in clause.gaps]
        for at in range(len(atoms)):
            found = _CONDITION.search(gaps[at])
            if found or _is_for_a_time(gaps, at) or _is_for_these_only(source, atoms, at):
                comma = next((n for n in range(at + 1, len(atoms)) if "," in gaps[n]), len(atoms))
                end = min(at + _LONGEST, len(atoms) if at else comma)
                edge = atoms[max(at - _EDGE, 0) : at][::-1] if at else atoms[comma : comma + _EDGE]
                here = Counter(a.key for a in atoms[at:end])
                own = [a for a in atoms[at:end] if everywhere[a.key] == here[a.key] and a.term not in self_words()]
                if len(edge) > 1:
                    yield _Condition(bool(found and found["except"]), tuple(own or atoms[at:end]), tuple(edge))


def _is_for_a_time(gaps: Sequence[str], at: int) -> bool:
    """Whether what is allowed or denied is so only until or when what begins with an atom."""
    return bool(_FOR_A_TIME.search(gaps[at]) and _BOUND_TO_TIME.search(" ".join(gaps[:at] if at else gaps)))


def _is_for_these_only(source: str, atoms: Sequence[Atom], at: int) -> bool:
    """Whether an atom begins what is told to be the only case behind it ("to affiliates only")."""
    return at > 0 and bool(_FOR_THESE_ONLY.match(source, atoms[at - 1].end))


def _is_left_out(condition: _Condition, text: str, claim: Clause, known: frozenset[str]) -> bool:
    """Whether a sentence says what is on condition, and not the condition; or an exception as none."""
    edge, words = condition.edge, condition.words
    said = sum(a.key in claim.keys for a in words)
    if condition.exception and said > len(words) / 2:
        return len(words) > 1 and not _CONDITION.search(text)
    if edge[0].key not in claim.keys or sum(a.key in claim.keys for a in edge) < min(len(edge), _EDGE - 1):
        return False
    return said < _SAID * len(words) and sum(a.term in known for a in words) < _ASKED * len(words)

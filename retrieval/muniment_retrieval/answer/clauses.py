"""The clauses of a text: stretches that have a subject of their own, in which each word has somebody who does or has it.

Sentences are clauses, and so are the halves of one that "and", "but" or a semicolon joins, where both have a verb. No grammar is
looked up: a clause falls into segments at its commas and small words, and the noun that a segment begins with is taken for the
subject of what follows in it. A segment that begins with neither an article nor a name ("…, and carried the lamp") has the
subject of the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from muniment_retrieval.answer.atoms import Atom, Kind, atoms_of
from muniment_retrieval.answer.verbs import ACTS, is_past
from muniment_retrieval.sentences import sentence_spans

_SAYS_SOMETHING = frozenset({Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.DATE, Kind.CODE, Kind.UNIT, Kind.OPPOSITE})
_CONDITIONS = frozenset({"if", "regardless"})
_SMALL = {
    "article": r"the|an?|any|each|every|no|some|all|both|such|this|that|these|those|its|his|her|their|our|your|either|neither",
    "joins": r"and|or|but|nor|while|whereas|although|though|because|since|when|where|as|than|if|unless|until|so",
    "relates": r"which|who|whom|whose|that|it|he|she|they|we|i|you|there|this|these|those|such|both|either|neither|all|each",
    "leads": r"in|on|at|of|for|to|from|by|with|under|over|about|after|before|during|until|within|without|upon|unlike|like|per"
    r"|into|against|between|among|through|via|onto|towards?|regarding|near|behind|below|above|despite|except|as",
}
_BREAKS = re.compile(rf"[,;:()–—]|\b(?:{_SMALL['joins']}|which|who|whom|whose)\b", re.I)
_ARTICLE = re.compile(rf"\b(?:{_SMALL['article']})\b", re.I)
_LED = re.compile(rf"\b(?:{_SMALL['leads']})\b", re.I)
_ACTS = re.compile(rf"\b(?:{ACTS})\b", re.I)
_STANDS_FOR_ONE = re.compile(
    rf"\b(?:which|who|whom|it|he|she|they|we|you|there)\b|\b(?:{_SMALL['relates']})\s+(?:{ACTS})\b", re.I
)
_ONLY_ACTS = re.compile(rf"(?:[\s-]|\b(?:{ACTS}|also|not|never|still|then)\b)*", re.I)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b", re.I)
_HALVES = re.compile(r"[,;]\s*(?:and|but|while|whereas|although|though)\b|;|\b(?:but|while|whereas|although)\b", re.I)
_ENDS = '.!?;"”’)'
_NUMBERED = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]|[•·▪●◦‣*–—-]\s)")
_FIELD = re.compile(r"([^:.;]{1,48}):\s+(?=\S)[^|]*$")


@dataclass(frozen=True)
class Clause:
    """Atoms that say something, and before each the text from the one before it.

    `sentence` counts the sentences of its text. `label` tells that it is a heading, a label or an introduction, and has no
    subject; `opens` that it only leads to the clause behind it ("In April, …"); `value` is where the value of a field begins
    among its atoms, or 0.
    """

    atoms: tuple[Atom, ...]
    gaps: tuple[str, ...]
    sentence: int = 0
    label: bool = False
    opens: bool = False
    value: int = 0

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(atom.key for atom in self.atoms)

    def breaks(self, at: int) -> bool:
        """Whether a segment begins with an atom."""
        return at == 0 or bool(_BREAKS.search(self.gaps[at]))

    def led(self, at: int) -> bool:
        """Whether a preposition stands before an atom."""
        return bool(_LED.search(self.gaps[at]))

    def close(self, at: int) -> bool:
        """Whether nothing stands between an atom and the one before it."""
        return at > 0 and not self.gaps[at].strip(" -\n\t")

    def acts(self, at: int) -> bool:
        """Whether nothing, or only a small verb, stands between an atom and the one before it."""
        return at > 0 and bool(_ONLY_ACTS.fullmatch(self.gaps[at]))

    def is_passive(self, at: int) -> bool:
        """Whether something may be done to what stands before an atom ("the lamp was carried")."""
        return bool(_PASSIVE.search(self.gaps[at]))

    def subjects(self, at: int) -> list[tuple[Atom, ...]] | None:
        """What may be the subject of an atom, the nearest first; empty tuples where it is that itself.

        None where a word stands for the subject that is said elsewhere ("She walked").
        """
        found: list[tuple[Atom, ...]] = []
        end = at
        while True:
            start = next(n for n in range(end, -1, -1) if self.breaks(n))
            if self.stands_for_one(start):
                return None
            if not (start and self.led(start)):
                found.append(() if self._is_name_of(start, at) else self.atoms[start : self._close_from(start, at)])
            if not self._goes_on(start):
                return found
            end = start - 1

    def _is_name_of(self, start: int, at: int) -> bool:
        """Whether an atom is the name of what its segment begins with ("her brother Karl")."""
        return self.atoms[at].capital and all(self.close(n) for n in range(start + 1, at + 1))

    def stands_for_one(self, at: int) -> bool:
        """Whether a word before an atom stands for somebody who is named elsewhere."""
        return bool(_STANDS_FOR_ONE.search(self.gaps[at]))

    def _close_from(self, start: int, before: int) -> int:
        end = start
        while end < before and (end == start or self.close(end)):
            end += 1
        return end

    def _goes_on(self, start: int) -> bool:
        """Whether a segment has the subject of the one before it."""
        if start == 0:
            return False
        gap = self.gaps[start]
        own = _ARTICLE.search(gap) or self.atoms[start].capital
        return self.led(start) or not own


def clause_of(text: str) -> Clause:
    """A text as one clause."""
    return Clause(*_row(text, 0, _telling(text, 0, len(text))))


@lru_cache(maxsize=2_048)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a text that say something, in order."""
    spans = sentence_spans(text)
    return tuple(clause for number, (start, end) in enumerate(spans) for clause in _in_sentence(text, number, start, end))


def _in_sentence(text: str, number: int, start: int, end: int) -> Iterator[Clause]:
    marked = _NUMBERED.match(text, start, end)
    begin = marked.end() if marked else start
    atoms = _telling(text, begin, end)
    if not atoms:
        return
    if field := _FIELD.match(text, start, end):
        value = next((n for n, a in enumerate(atoms) if a.start >= field.end(1)), 0)
        yield Clause(*_row(text, begin, atoms), number, label=True, value=value)
        return
    label = text[start:end].rstrip()[-1:] not in _ENDS
    for at, opens in _halves(text, begin, atoms):
        yield Clause(*_row(text, begin, atoms[:at]), number, opens=opens)
        begin, atoms = atoms[at - 1].end, atoms[at:]
    yield Clause(*_row(text, begin, atoms), number, label=label)


def _telling(text: str, start: int, end: int) -> list[Atom]:
    told = (a for a in atoms_of(text) if start <= a.start < end and a.kind in _SAYS_SOMETHING and a.key not in _CONDITIONS)
    return [a for a in told if not (a.kind is Kind.WORD and _LED.fullmatch(text, a.start, a.end))]


def _row(text: str, start: int, atoms: list[Atom]) -> tuple[tuple[Atom, ...], tuple[str, ...]]:
    """Atoms, and what stands before each."""
    ends = [start, *(a.end for a in atoms)]
    return tuple(atoms), tuple(text[before : a.start] for before, a in zip(ends, atoms, strict=False))


def _halves(text: str, begin: int, atoms: list[Atom]) -> list[tuple[int, bool]]:
    """How many atoms each clause of a sentence but the last has, and whether it only opens it."""
    found: list[tuple[int, bool]] = []
    first = 0
    _, gaps = _row(text, begin, atoms)
    for at in range(1, len(atoms)):
        joint = _HALVES.search(gaps[at])
        opens = first == 0 and not joint and "," in gaps[at] and bool(_LED.search(gaps[0]))
        rest = gaps[at][joint.end() :] if joint else gaps[at].partition(",")[2]
        own = (_ARTICLE.search(rest) or atoms[at].capital) and not _LED.search(rest)
        if own and (opens or (joint and _acts(text, atoms[first:at]))) and _acts(text, atoms[at:]):
            found.append((at - first, opens))
            first = at
    return found


def _acts(text: str, atoms: list[Atom]) -> bool:
    """Whether a stretch has a verb."""
    stretch = text[atoms[0].start : atoms[-1].end]
    return bool(_ACTS.search(stretch)) or any(is_past(text[a.start : a.end]) for a in atoms if not a.capital)

"""Each sentence of a summary to the places that hold it.

A sentence is first compared with the places that share most with it, as a sentence of an answer is, and is verified where one of
them says it. One that draws several places together is compared with up to three of one stretch of what the model has read, which
must have most of its words between them, its names aside; then it is at most close. A sentence with a number, a date, a name or a
negation that its places do not have has no support, however much else they share; nor one whose date stands alone in its place.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from muniment_retrieval.answer.agreeing import agrees
from muniment_retrieval.answer.atoms import Atom, Kind
from muniment_retrieval.answer.citing import citation_of
from muniment_retrieval.answer.proving import Verdict, judge, particulars
from muniment_retrieval.model import Badge, Sentence
from muniment_retrieval.search.query import is_function_word
from muniment_retrieval.search.words import terms

from .focus import TELLING
from .told import Told

_CANDIDATES = 12
_TOGETHER = 3
_MOST, _SPOKEN = 0.7, 0.6
"""So much of what a sentence says stands in the places that it draws together; of what was spoken a little less, which is told
in other words.
"""

_STRETCH, _STRETCH_SPOKEN = 4, 8
"""So many sentences that follow each other can be told in one; what is gathered from anywhere in a document proves anything."""

_BEFORE = 12
"""So many sentences before a place somebody may have been named whom it speaks of."""

_WIDER = 0.1
_GAP = 20
"""Characters that may stand between two sentences that follow each other."""

_RANK = {Badge.NOT_FOUND: 0, Badge.CLOSE: 1, Badge.VERIFIED: 2}
_WISHED = re.compile(
    r"\b(?:suggest|propos|recommend|agree|argu|ask|wonder|want|wish|decid)\w*(?: \w+){0,3} (?:that|whether|if)\b", re.IGNORECASE
)
_SOFT = ("should", "could")
"""Who tells that somebody suggested something says "should" where it was said as "let us" or "I would"."""

_DENIED = 4
"""So many words after a "not" are what it denies."""

_FEWEST = 4
"""So many words of a sentence that is close stand in its places; of a shorter one, all."""

_NEAR = 1.3
"""How much more a place counts that the model has just read."""


def _without_wishes(text: str, atoms: Sequence[Atom]) -> list[Atom]:
    """What must not differ, but for the "should" that belongs to telling that it was suggested."""
    wished = _WISHED.search(text)
    if wished is None:
        return list(atoms)
    return [a for a in atoms if a.start < wished.end() or text[a.start : a.end].lower() not in _SOFT]


def _without_asides(claim: Sequence[Atom], proof: Sequence[Atom]) -> list[Atom]:
    """What stands in a place of a transcript, but for a "not" before words of which the text has no more than half.

    Who speaks says "I did not make that clear" before saying what was meant.
    """
    said = {atom.key for atom in claim}
    if any(atom.kind is Kind.NEGATION for atom in claim):
        return list(proof)
    found = []
    for at, atom in enumerate(proof):
        follow = [a.key for a in proof[at + 1 : at + 1 + _DENIED] if a.kind is not Kind.NEGATION]
        if atom.kind is not Kind.NEGATION or 2 * sum(key in said for key in follow) > len(follow):
            found.append(atom)
    return found


def _content(text: str) -> set[str]:
    """The words of a text that carry meaning."""
    return {t for t in particulars(text).terms if not is_function_word(t)}


def _names(text: str) -> set[str]:
    return {atom.term for atom in particulars(text).atoms if atom.kind is Kind.NAME}


def _names_within(text: str) -> set[str]:
    """The names of a text but for those that begin a sentence: whoever it is about is one of the words that it says."""
    return {atom.term for atom in particulars(text).atoms if atom.kind is Kind.NAME and not atom.begins}


class Prover:
    """Finds the support of sentences in the sentences of the documents."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = told
        self._at: dict[str, list[int]] = {}
        for i, one in enumerate(told):
            for term in set(one.content):
                self._at.setdefault(term, []).append(i)

    def prove(self, text: str, near: Sequence[int] = ()) -> Sentence:
        """The sentence with its badge and citations. `near` are the sentences that it was written from, in their order."""
        ranked = self.candidates(text, near)
        if not ranked:
            return Sentence(text, Badge.NOT_FOUND)
        verdict, window = self._best(text, ranked)
        if verdict.badge is Badge.VERIFIED and self._says(text, window):
            first, last = self._told[window[0]].source, self._told[window[-1]].source
            return Sentence(text, verdict.badge, (citation_of(first, last),))
        return self._drawn(text, ranked, near) or Sentence(text, Badge.NOT_FOUND)

    def _drawn(self, text: str, ranked: Sequence[int], near: Sequence[int]) -> Sentence | None:
        """The sentence with the places that it draws together, where they support it."""
        stretch = self._stretch(text, ranked, near)
        places = self._together(text, stretch)
        most = _SPOKEN if self._is_spoken(places) else _MOST
        supported = (
            self._says(text, places)
            and self._share(text, ranked, places) >= most
            and self._holds(text, places, self._named_before(places))
            and self._belongs(text, places)
        )
        return Sentence(text, Badge.CLOSE, tuple(citation_of(self._told[i].source) for i in places)) if supported else None

    def _stretch(self, text: str, ranked: Sequence[int], near: Sequence[int]) -> Sequence[int]:
        """The sentences that follow each other, where the text was written from, which have the most of its own words."""
        read = near or range(len(self._told))
        at = {i: k for k, i in enumerate(read)}
        wanted = self._own(text, ranked)
        starts = {max(at[i] - back, 0) for i in ranked if i in at for back in range(self._long(i))}
        stretches = [read[start : start + self._long(read[start])] for start in sorted(starts)]
        return max(stretches, key=lambda stretch: len(wanted & self._there(stretch)), default=())

    def _long(self, i: int) -> int:
        return _STRETCH_SPOKEN if self._told[i].speaker else _STRETCH

    def candidates(self, text: str, near: Iterable[int] = ()) -> list[int]:
        """The sentences that share most with a text, the best first; `near` are those that it was written from."""
        near = frozenset(near)
        shared: defaultdict[int, float] = defaultdict(float)
        for term in set(terms(text)):
            places = self._at.get(term, ())
            for i in places:
                shared[i] += self._weight(len(places)) * (_NEAR if i in near else 1.0)
        return sorted(shared, key=lambda i: (-shared[i], i))[:_CANDIDATES]

    def _weight(self, places: int) -> float:
        return math.log(1 + len(self._told) / places)

    def _shared(self, wanted: frozenset[str], i: int) -> float:
        return sum(self._weight(len(self._at[t])) for t in wanted & frozenset(self._told[i].content))

    def _best(self, text: str, ranked: Sequence[int]) -> tuple[Verdict, list[int]]:
        """The place that supports a text best: a sentence, or two that follow each other on a page."""
        windows = [window for i in ranked for window in ([i], [i - 1, i], [i, i + 1]) if self._is_place(window)]
        judged = [(judge(text, self._of(window), frozenset(), self._context(window)), window) for window in windows]
        return max(judged, key=lambda one: (_RANK[one[0].badge], one[0].score - _WIDER * len(one[1])))

    def _is_place(self, window: Sequence[int]) -> bool:
        if window[0] < 0 or window[-1] >= len(self._told):
            return False
        first, last = self._told[window[0]].source, self._told[window[-1]].source
        return first.page is last.page and last.start - first.end < _GAP

    def _of(self, window: Sequence[int]) -> str:
        first, last = self._told[window[0]].source, self._told[window[-1]].source
        return first.page.text[first.start : last.end]

    def _together(self, text: str, stretch: Sequence[int]) -> list[int]:
        """Up to three places of a stretch that have most of the words of a text between them."""
        left = frozenset(terms(text))
        found: list[int] = []
        while left and len(found) < _TOGETHER:
            best = max((i for i in stretch if i not in found), key=lambda i: self._shared(left, i), default=None)
            if best is None or not left & frozenset(self._told[best].content):
                break
            found.append(best)
            left -= frozenset(self._told[best].content)
        return sorted(found)

    def _is_spoken(self, at: Sequence[int]) -> bool:
        return any(self._told[i].speaker for i in at)

    def _holds(self, text: str, at: Sequence[int], named: frozenset[str]) -> bool:
        """Whether nothing that must not differ is in a text and not in its places; `named` are the names that stand before."""
        proof = " ".join(self._said(i) for i in at)
        claim: Sequence[Atom] = particulars(text).atoms
        there: Sequence[Atom] = particulars(proof).atoms
        if self._is_spoken(at):
            claim, there = _without_wishes(text, claim), _without_asides(claim, there)
        return agrees(claim, there, frozenset(), self._context(at) | named)

    def _named_before(self, places: Sequence[int]) -> frozenset[str]:
        """Names that places may speak of as "he" or "it"."""
        before = {j for i in places for j in range(max(i - _BEFORE, 0), i + 1) if self._is_of_one(i, j)}
        return frozenset(name for j in before for name in _names(self._said(j)))

    def _is_of_one(self, i: int, j: int) -> bool:
        return self._told[i].source.document.id == self._told[j].source.document.id

    def _says(self, text: str, at: Sequence[int]) -> bool:
        """Whether enough of a text stands in its places: half of a short one ("they are married") is a name and chance."""
        wanted = _content(text)
        return len(wanted & self._there(at)) >= min(len(wanted), _FEWEST)

    def _share(self, text: str, ranked: Sequence[int], at: Sequence[int]) -> float:
        """How much of what a text says of those whom it names stands in its places."""
        wanted = self._own(text, ranked)
        return len(wanted & self._there(at)) / len(wanted) if wanted else 0.0

    def _own(self, text: str, ranked: Sequence[int]) -> set[str]:
        """The words of a text that carry meaning, but for names, which every sentence about somebody has, and in what was
        spoken but for telling that it was.
        """
        words = _content(text)
        names = _names_within(text).union(*(_names_within(self._said(i)) for i in ranked))
        telling = TELLING if self._is_spoken(ranked) else frozenset()
        return words - names - telling or words

    def _there(self, at: Sequence[int]) -> set[str]:
        return {t for i in at for t in particulars(self._said(i)).terms} | self._context(at)

    def _belongs(self, text: str, at: Sequence[int]) -> bool:
        """Whether each number and date of a text stands, in its place, with something else that the text speaks of."""
        claim = particulars(text)
        words = _content(text) - claim.dated - claim.compared
        speaking = [i for i in at if words & set(self._told[i].content)]
        there = [particulars(self._said(i)).atoms for i in speaking]
        loose = [atom for atom in claim.atoms if atom.kind in (Kind.DATE, Kind.NUMBER)]
        return all(any(agrees([atom], atoms, frozenset(), frozenset()) for atoms in there) for atom in loose)

    def _context(self, at: Sequence[int]) -> frozenset[str]:
        sources = [self._told[i].source for i in at]
        return frozenset(t for s in sources for t in terms(f"{s.document.title} {s.document.name} {s.heading}"))

    def _said(self, i: int) -> str:
        source = self._told[i].source
        return source.page.text[source.start : source.end]

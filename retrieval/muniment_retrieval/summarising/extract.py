"""The sentences that matter: those that say most of what a document keeps coming back to, each thing once.

A word weighs more the more sentences speak of it, and less where nearly all do. Then sentences are taken one by one, each time
the one that adds the most weight for its length; words that were told already add less, and so does a section that has had its
share. What stands at the beginning or the end of a document weighs more, and what the focus is about weighs most.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from .told import Told, tells

LONGEST_WORDS = 60
"""A longer sentence is a list or a table; it is taken where there is nothing else."""

_AGAIN = 0.5
_SECTION = 0.85
_LENGTH = 0.75
_EDGE = 0.6
_AT_EDGE = 0.04
_SPEECH = 0.5
_SPEAKS = re.compile(r"[\"“](?:[^\"”]*$|.*[,.?!][\"”])")
"""What somebody says in a story: it tells little without what is around it."""

_FOCUS = 10.0
_ONCE = 1e-9
"""The weight of a word that only one sentence has: just enough to tell two sentences without any other apart."""


@dataclass
class Taken:
    """What has been chosen so far, and what that leaves to be said."""

    at: set[int] = field(default_factory=set)
    words: int = 0
    told: Counter[str] = field(default_factory=Counter)
    sections: Counter[int] = field(default_factory=Counter)


def chosen(sentences: Sequence[Told], words: int, wanted: Sequence[float] = (), *, longest: int = LONGEST_WORDS) -> list[int]:
    """Which sentences matter most, in their order, of about so many words together.

    `wanted` is how much each is what the focus asks for, from 0 to 1; empty without a focus. One of more than `longest` words
    is taken where there is nothing else.
    """
    usable = [i for i, s in enumerate(sentences) if tells(s) and s.words <= longest]
    usable = usable or [i for i, s in enumerate(sentences) if s.content]
    weights = _weights([sentences[i] for i in usable])
    taken = Taken()
    prior = {i: _prior(i, sentences) for i in usable}
    typical = sum(_gain(sentences[i], weights, taken) for i in usable) / max(len(usable), 1)
    asked = {i: _FOCUS * wanted[i] * max(typical, _ONCE) if wanted else 0.0 for i in usable}
    gains = dict.fromkeys(usable, math.inf)
    while taken.words < words and gains:
        best = _best(sentences, gains, weights, (prior, asked), taken)
        if taken.at and taken.words + sentences[best].words > words * 1.1 + 5:
            del gains[best]
            continue
        _take(sentences[best], best, taken)
        del gains[best]
    return sorted(taken.at)


def _best(
    sentences: Sequence[Told],
    gains: dict[int, float],
    weights: dict[str, float],
    before: tuple[dict[int, float], dict[int, float]],
    taken: Taken,
) -> int:
    """The sentence that adds most. What a sentence adds only ever falls, so that old gains bound the new ones from above."""
    prior, asked = before
    ranked = sorted(gains, key=lambda i: -gains[i])
    best, most = ranked[0], -1.0
    for i in ranked:
        if gains[i] <= most:
            break
        gains[i] = _gain(sentences[i], weights, taken) * prior[i] + asked[i]
        if gains[i] > most:
            best, most = i, gains[i]
    return best


def _gain(sentence: Told, weights: dict[str, float], taken: Taken) -> float:
    new = sum(weights.get(t, 0.0) * _AGAIN ** taken.told[t] for t in set(sentence.content))
    share: float = new * _SECTION ** taken.sections[sentence.section] / (sentence.words + 4) ** _LENGTH
    return share


def _take(sentence: Told, at: int, taken: Taken) -> None:
    taken.at.add(at)
    taken.words += sentence.words
    taken.told.update(set(sentence.content))
    taken.sections[sentence.section] += 1


def _weights(sentences: Sequence[Told]) -> dict[str, float]:
    """How much each word matters: how often it is spoken of, times how much that tells sentences apart."""
    counted = Counter(t for s in sentences for t in set(s.content))
    total = len(sentences) + 1
    return {t: math.log1p(n) * math.log(total / n) if n > 1 else _ONCE for t, n in counted.items()}


def _prior(at: int, sentences: Sequence[Told]) -> float:
    edge = at < _AT_EDGE * len(sentences) or at >= len(sentences) * (1 - _AT_EDGE / 2)
    return (1 + _EDGE if edge else 1.0) * (_SPEECH if is_speech(sentences[at]) else 1.0)


def is_speech(told: Told) -> bool:
    """Whether a sentence is, or begins, what somebody says in a story."""
    return _SPEAKS.match(told.text) is not None

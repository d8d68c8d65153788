"""Stretches: what the model reads is a few sentences that stand together, for one torn out of its place tells a reader little.

A document is cut into stretches of about the same length, within its sections, and a turn of somebody who speaks is kept whole
where it can be. They are weighed as sentences are. Of those that are chosen, what says nothing ("Yeah, okay.") is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .extract import chosen
from .told import Told

LONG = 45
"""A stretch ends with the sentence, or in a transcript with the turn, that brings it to so many words."""

_LONGEST = 90
"""A turn that goes on for so many words is cut."""

_BESIDE = 0.3
"""How much the other sentences of a stretch count, beside the one that is most what the focus asks for."""


def chosen_in_stretches(told: Sequence[Told], words: int, wanted: Sequence[float] = ()) -> list[int]:
    """Which sentences the model shall read, in their order, of about so many words together. `wanted` as for `chosen`."""
    stretches = _stretches(told)
    worth = [_wanted(stretch, wanted) for stretch in stretches] if wanted else []
    best = chosen([_as_one(told, stretch) for stretch in stretches], words, worth, longest=2 * _LONGEST)
    return [i for k in best for i in stretches[k] if _says(told[i])]


def _stretches(told: Sequence[Told]) -> list[list[int]]:
    found: list[list[int]] = []
    words = 0
    for i, one in enumerate(told):
        before = told[i - 1] if i else None
        turns = before is None or one.speaker != before.speaker or not one.speaker
        full = words >= LONG and (turns or words >= _LONGEST)
        if before is None or full or one.section != before.section:
            found.append([])
            words = 0
        found[-1].append(i)
        words += one.words
    return found


def _as_one(told: Sequence[Told], stretch: Sequence[int]) -> Told:
    """A stretch, to be weighed as a sentence is."""
    said = [told[i] for i in stretch]
    content = tuple(term for one in said for term in one.content)
    text = " ".join(one.text for one in said)
    return replace(said[0], speaker="", text=text, words=sum(one.words for one in said), content=content)


def _wanted(stretch: Sequence[int], wanted: Sequence[float]) -> float:
    ranked = sorted((wanted[i] for i in stretch), reverse=True)
    return min(ranked[0] + _BESIDE * sum(ranked[1:]) / max(len(ranked) - 1, 1), 1.0)


def _says(one: Told) -> bool:
    return len(one.content) > 1 or (len(one.content) == 1 and not one.speaker)

"""Puts together what is to be masked in a text: the vault's own words, the rules, and what a model says, if there is one.

Each finding is brought to whole words and loses what is not part of a name (a possessive's ending, a bracket that opens only).
A name that was found once is then looked for in all of the text, because a model may know it in one sentence and not in the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from .contacts import mails, network_addresses, phones
from .employers import employers
from .names import addresses, organisations, people
from .numbers import accounts, cards, ibans, identities
from .references import births, cases
from .spans import GUESSED, MaskKind, Span, is_whole, widened, without_overlaps
from .words import listed

RULES: tuple[Callable[[str], Iterator[Span]], ...] = (
    mails, network_addresses, ibans, cards, identities, accounts, phones, births, cases, addresses, people, organisations,
    employers,
)  # fmt: skip

_POSSESSIVE = re.compile(r"['’]s?$|['’]$")
_EDGES = " \t\n\r.,;:!?·•*_“”\"'’‘()[]{}<>"
_NAMES: tuple[MaskKind, ...] = ("person", "organisation", "place", "word")
_SHORTEST = 3


def find(text: str, terms: Sequence[str] = (), named: Iterable[Span] = ()) -> list[Span]:
    """What is to be masked, in the order of the text, without overlaps. `terms` is the vault's list, `named` a model's."""
    found = [span for rule in RULES for span in rule(text)]
    found += [tidied for span in named if (tidied := _tidied(text, span)) is not None]
    kept = without_overlaps([*listed(text, terms), *_whole_addresses(found)])
    return without_overlaps([*kept, *_again(text, kept)])


def _whole_addresses(found: Sequence[Span]) -> list[Span]:
    """The same, with an address as sure as the surest part of it, so that the whole of it wins."""
    streets = [span for span in found if span.kind == "address"]
    return [
        replace(span, score=max(s.score for s in streets if span.start <= s.start and s.end <= span.end))
        if span.kind == "address"
        else span
        for span in found
    ]


def _tidied(text: str, span: Span) -> Span | None:
    start, end = widened(text, span.start, span.end)
    if span.kind in _NAMES:
        end -= len(found[0]) if (found := _POSSESSIVE.search(text[start:end])) else 0
        while start < end and text[start] in _EDGES:
            start += 1
        while start < end and text[end - 1] in _EDGES:
            end -= 1
    return Span(start, end, span.kind, span.score) if start < end else None


def _again(text: str, kept: Sequence[Span]) -> Iterator[Span]:
    """The same names elsewhere, and a person's surname alone where the text has it in no other use."""
    wanted: dict[str, MaskKind] = {}
    for span in kept:
        if span.kind in _NAMES:
            value = text[span.start : span.end]
            wanted.setdefault(value, span.kind)
            if span.kind == "person" and len(words := value.split()) > 1:
                wanted.setdefault(words[-1], "person")
    for value, kind in wanted.items():
        if len(value) < _SHORTEST or value.islower() or _is_common(text, value):
            continue
        at = text.find(value)
        while at >= 0:
            if is_whole(text, at, at + len(value)):
                yield Span(at, at + len(value), kind, GUESSED / 2)
            at = text.find(value, at + len(value))


def _is_common(text: str, value: str) -> bool:
    """Whether a single word is written small elsewhere in the text, as a name would not be."""
    return " " not in value and re.search(rf"(?<!\w){re.escape(value.lower())}(?!\w)", text) is not None

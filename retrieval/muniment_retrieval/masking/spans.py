"""What can be masked, and where it stands. Places are code points of a text; what stands is never half of a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

MaskKind = Literal[
    "word", "mail", "url", "ip", "iban", "card", "account", "identity", "phone", "birth", "case",
    "address", "person", "organisation", "place",
]  # fmt: skip
"""`word` is one of the vault's own list, `identity` a number that a state or an employer gives a person (passport, tax, health
insurance), `birth` a date of birth, `case` the number of a case or a file, `place` a town, region or country."""

KINDS: tuple[MaskKind, ...] = get_args(MaskKind)
"""Where two findings overlap and are as sure, the one whose kind stands first wins."""

CERTAIN, LIKELY, GUESSED = 1.0, 0.85, 0.6
"""How sure a finding is: by a checksum or by a form that nothing else has; by what stands around it; by a model alone."""

_WORD = re.compile(r"[^\W_]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts that write no spaces between words, so that a letter beside a span does not make it half of one."""


@dataclass(frozen=True)
class Span:
    """Something to be masked, from `start` up to `end`. `score` is between 0 and 1."""

    start: int
    end: int
    kind: MaskKind
    score: float

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on over either edge."""
    return not (_joined(text, start) or _joined(text, end))


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The same span without spaces at its edges, and with the whole of the words that it cuts."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and _joined(text, start):
        start -= 1
    while start < end and _joined(text, end):
        end += 1
    return start, end


def without_overlaps(found: Iterable[Span]) -> list[Span]:
    """The surest of those that overlap, then the longest, in the order of the text."""
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (-s.score, s.start - s.end, KINDS.index(s.kind), s.start)):
        if span.start < span.end and not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _joined(text: str, at: int) -> bool:
    """Whether the characters before and after a place belong to one word."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return bool(_WORD.match(before) and _WORD.match(after)) and not (_UNSPACED.match(before) or _UNSPACED.match(after))

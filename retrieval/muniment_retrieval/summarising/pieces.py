"""What the model reads, in pieces that fit: sentences in their order, those of one place together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .prompts import Piece
from .told import Told

ENOUGH = 25
"""No piece is told in fewer words."""


_FILLERS = re.compile(r"(?<![\w'’])(?:u[mh]+|m+[ -]?h?mm*|h?mm+|er+m?|ah+|oh)\b[ ,.]*", re.I)
_AGAIN = re.compile(r"\b(\w+)(?:[ ,]+\1\b)+", re.I)
"""What people say while they think costs a model as much reading as what they mean."""


@dataclass(frozen=True)
class Reading:
    """A piece, and which sentences it consists of."""

    piece: Piece
    sentences: tuple[int, ...]


def readings_of(told: Sequence[Told], at: Sequence[int], characters: int, words: int, fewest: int = 1) -> list[Reading]:
    """The sentences `at` in pieces of at most `characters`, all of about the same size, and one document each where that fits.

    `words` is how long the summaries of all pieces shall be together; there are `fewest` pieces, or more.
    """
    gathered = _gathered(told, at, characters, fewest)
    sizes = [sum(told[i].words for i in piece) for piece in gathered]
    whole = sum(sizes) or 1
    found = []
    for number, (piece, size) in enumerate(zip(gathered, sizes, strict=True), 1):
        share = max(round(words * size / whole), ENOUGH)
        spoken = sum(bool(told[i].speaker) for i in piece) > len(piece) / 2
        shown_piece = Piece(_title(told, piece, spoken), shown(told, piece), number, len(gathered), share, spoken)
        found.append(Reading(shown_piece, tuple(piece)))
    return found


def shown(told: Sequence[Told], at: Sequence[int]) -> str:
    """Sentences as a model reads them: a line for each place, with who speaks once, and dots where something is left out."""
    lines: list[str] = []
    before: int | None = None
    speaker = ""
    for i in at:
        one = _plainly(told[i])
        follows = before is None or (i == before + 1 and one.section == told[before].section)
        before = i
        if not any(c.isalnum() for c in one.text):
            continue
        if lines and follows and one.speaker == speaker:
            lines[-1] += f" {one.text}"
        else:
            lines.append(("" if follows else "… ") + one.said)
        speaker = one.speaker
    return "\n".join(lines)


def _plainly(one: Told) -> Told:
    """What somebody says in a transcript, without the noises and the words that are said twice."""
    if not one.speaker:
        return one
    return replace(one, text=re.sub(r" (?=[,.?!])", "", _AGAIN.sub(r"\1", _FILLERS.sub("", one.text))))


def _gathered(told: Sequence[Told], at: Sequence[int], characters: int, fewest: int) -> list[list[int]]:
    total = sum(len(told[i].said) + 1 for i in at)
    several = max(-(-total // max(characters, 1)), fewest)
    aim = total / several if several else 0
    found: list[list[int]] = []
    size = 0
    for i in at:
        grown = len(told[i].said) + 1
        if not found or size + grown > characters or (size >= aim and len(found) < several):
            found.append([])
            size = 0
        found[-1].append(i)
        size += grown
    return found


def _title(told: Sequence[Told], at: Sequence[int], spoken: bool) -> str:
    """What the documents of a piece are called; the first line of what was spoken is no title."""
    documents = dict.fromkeys(told[i].source.document for i in at)
    names = dict.fromkeys(d.name if spoken else d.title or d.name for d in documents)
    return " ".join("”, “".join(list(names)[:3]).split())[:160]

"""What the model reads, in pieces that fit: sentences in their order, those of one place together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .prompts import Piece
from .told import Told

ENOUGH = 25
"""No piece is told in fewer words."""


@dataclass(frozen=True)
class Reading:
    """A piece, and which sentences it consists of."""

    piece: Piece
    sentences: tuple[int, ...]


def readings_of(told: Sequence[Told], at: Sequence[int], characters: int, words: int) -> list[Reading]:
    """The sentences `at` in pieces of at most `characters`, all of about the same size, and one document each where that fits.

    `words` is how long the summaries of all pieces shall be together.
    """
    gathered = _gathered(told, at, characters)
    sizes = [sum(told[i].words for i in piece) for piece in gathered]
    whole = sum(sizes) or 1
    found = []
    for number, (piece, size) in enumerate(zip(gathered, sizes, strict=True), 1):
        share = max(round(words * size / whole), ENOUGH)
        spoken = sum(bool(told[i].speaker) for i in piece) > len(piece) / 2
        shown_piece = Piece(_title(told, piece), shown(told, piece), number, len(gathered), share, spoken)
        found.append(Reading(shown_piece, tuple(piece)))
    return found


def shown(told: Sequence[Told], at: Sequence[int]) -> str:
    """Sentences as a model reads them: a line for each place, with who speaks once, and dots where something is left out."""
    lines: list[str] = []
    before: int | None = None
    for i in at:
        one = told[i]
        follows = before is not None and i == before + 1 and one.section == told[before].section
        if follows and before is not None and one.speaker == told[before].speaker:
            lines[-1] += f" {one.text}"
        else:
            lines.append(("" if follows or before is None else "… ") + one.said)
        before = i
    return "\n".join(lines)


def _gathered(told: Sequence[Told], at: Sequence[int], characters: int) -> list[list[int]]:
    total = sum(len(told[i].said) + 1 for i in at)
    several = -(-total // max(characters, 1))
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


def _title(told: Sequence[Told], at: Sequence[int]) -> str:
    names = dict.fromkeys((told[i].source.document.title or told[i].source.document.name) for i in at)
    return " ".join("”, “".join(list(names)[:3]).split())[:160]

"""How long each way will take here: what there is to read and to write, by the speeds that were measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .prompts import Piece, kind_of, most_tokens
from .speed import Pace
from .wish import Way
from .writer import SPARE

SECONDS_A_WORD = 12e-6
"""How long code takes for a word of a document, on a plain machine."""


@dataclass(frozen=True)
class Offer:
    """One way to make a summary, with the seconds it takes here and how many requests to the model it needs.

    `reads` and `writes` are about how many tokens that are, `writes` at most.
    """

    way: Way
    seconds: float
    requests: int = 0
    reads: int = 0
    writes: int = 0


@dataclass(frozen=True)
class Forecast:
    """How long the summary that begins now will take, and in how many steps. `reused` were done before."""

    seconds: float
    steps: int
    reused: int = 0


def seconds_of(pieces: Sequence[Piece], focus: str, characters_a_token: float, pace: Pace) -> float:
    """How long the model takes for pieces, with what it takes to ask again and to prove."""
    return sum(
        pace.seconds(kind_of(p, focus), len(p.text) / characters_a_token + SPARE / 2, most_tokens(p.words)) for p in pieces
    )

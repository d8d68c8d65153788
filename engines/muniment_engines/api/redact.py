"""Engines that find names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from muniment_engines.api.cancel import Cancel

NameKind = Literal["person", "organisation", "place", "address"]


@dataclass(frozen=True)
class Named:
    """A name in a text, from `start` up to `end` in code points. `score` is between 0 and 1.

    A `place` is a town, region or country, an `address` where in it: a street, a house, a postcode, or all of it together.
    """

    start: int
    end: int
    kind: NameKind
    score: float


@runtime_checkable
class Redact(Protocol):
    """Finds names in texts, so that they can be masked."""

    def names(self, texts: Sequence[str], cancel: Cancel) -> list[tuple[Named, ...]]:
        """Of each text, in the order given, its names in their order, none within another. Raises `Cancelled`."""
        ...

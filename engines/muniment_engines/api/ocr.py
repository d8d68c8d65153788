"""Engines that read pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from muniment_engines.api.cancel import Cancel
from muniment_engines.api.parse import Pixels


@dataclass(frozen=True)
class SeenWord:
    """A word in a picture; its box is left, top, right, bottom in pixels of the picture as it was given."""

    text: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class SeenLine:
    """Words that follow each other on one line. `confidence` is between 0 and 1."""

    words: tuple[SeenWord, ...]
    confidence: float


@dataclass(frozen=True)
class Seen:
    """What a picture says, in the order in which a person reads it.

    `turned` is by how many degrees, clockwise (0, 90, 180 or 270), the writing stands turned in the picture.
    """

    lines: tuple[SeenLine, ...]
    turned: int = 0


@runtime_checkable
class Ocr(Protocol):
    """Reads pictures."""

    def recognise(self, pixels: Pixels, cancel: Cancel) -> Seen:
        """The lines of a picture, of which there may be none. Raises `Cancelled`."""
        ...

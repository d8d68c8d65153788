"""Cuts a text into stretches that the model looks at one by one.

A paragraph is looked at by itself. One that is longer than the model sees well is cut where sentences or lines end, or
else in overlapping stretches, so that nothing is judged at the edge of what is seen: of each, only the middle counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 180
"""Characters that the model sees at a time; in much longer stretches it finds less."""
SHARED = 60
"""Characters that two neighbours have in common, at most."""

_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_END = re.compile(r"(?:[.!?;:]['\"”’)]?\s|\n)\s*")


@dataclass(frozen=True)
class Window:
    """What is seen goes from `start` to `end`; what counts of it from `first` up to `last`."""

    start: int
    end: int
    first: int
    last: int


def windows(text: str) -> Iterator[Window]:
    """Stretches, in the order of the text, that together count all of it but the space between paragraphs."""
    for paragraph in _PARAGRAPH.finditer(text):
        yield from _within(text, *paragraph.span())


def _within(text: str, start: int, stop: int) -> Iterator[Window]:
    first = start
    while stop - start > LONGEST:
        ended = _last_end(text, start + LONGEST // 2, start + LONGEST)
        if ended:
            yield Window(start, ended, first, ended)
            start = first = ended
        else:
            end = _space(text, start + LONGEST)
            counts = _space(text, end - SHARED // 2)
            yield Window(start, end, first, counts)
            start, first = _space(text, end - SHARED), counts
    yield Window(start, stop, first, stop)


def _last_end(text: str, lowest: int, highest: int) -> int:
    """Behind the last sentence or line that ends between these; 0 where none does."""
    return max((found.end() for found in _END.finditer(text, lowest, highest)), default=0)


def _space(text: str, at: int) -> int:
    """The nearest place before `at`, and not far from it, where a word ends; `at` where there is none."""
    lowest = at - SHARED // 3
    return next((place for place in range(at, lowest, -1) if text[place - 1].isspace()), at)

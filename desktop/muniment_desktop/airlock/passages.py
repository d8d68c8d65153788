"""The passages of a request, as a person takes them out: stretches of lines that belong together.

An excerpt begins with its document's title in brackets and goes on to the next one, or to the question. Where there are none, a
passage is what stands between two empty lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TITLE = re.compile(r"\[.{1,80}\]")
_QUESTION = "Question: "


@dataclass(frozen=True)
class Passage:
    """`lines` are counted from 1, as a `Draft` counts them; `text` is the original, in one line."""

    lines: frozenset[int]
    text: str


def passages_of(lines: Sequence[str]) -> list[Passage]:
    """In the order in which they stand; the lines of the question are in none."""
    starts = [n for n, line in enumerate(lines) if _TITLE.fullmatch(line) and (n == 0 or not lines[n - 1].strip())]
    if starts:
        end = max((n for n, line in enumerate(lines) if n > starts[-1] and line.startswith(_QUESTION)), default=len(lines))
        stretches = list(zip(starts, [*starts[1:], end], strict=True))
    else:
        stretches = _between_blanks(lines)
    return [_passage(lines, first, end) for first, end in stretches]


def _between_blanks(lines: Sequence[str]) -> list[tuple[int, int]]:
    found, first = [], -1
    for n, line in enumerate([*lines, ""]):
        if line.strip() and first < 0:
            first = n
        elif not line.strip() and first >= 0:
            found.append((first, n))
            first = -1
    return found


def _passage(lines: Sequence[str], first: int, end: int) -> Passage:
    while end > first + 1 and not lines[end - 1].strip():
        end -= 1
    return Passage(frozenset(range(first + 1, end + 1)), " ".join(" ".join(lines[first:end]).split()))

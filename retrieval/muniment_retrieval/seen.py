"""Makes a page of what an OCR engine has seen in its picture: its text, and where each word of it stands.

Rows of words become lines, the cells of a table's row with bars between them. A row that stands further below the last than rows
of one paragraph do, or is written larger or smaller, begins a paragraph. Words that are broken at a row's end are made whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from muniment_engines.api import Page, Seen, Words
from numpy.typing import NDArray

from .seen_rows import Row, confidence_of, rows_of

WIDER = 0.4
"""How many heights more than usual a row stands below the last that begins a paragraph."""
USUAL = 25
"""Percentile of a page's distances between rows that lies within its paragraphs."""
LARGER = 1.35
"""How many times larger or smaller writing is that is of another paragraph: a heading, a footnote."""

_QUARTERS = 4
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]{2,})[-‐¬]$")
_GOES_ON = re.compile(r"[^\W\d_]{2,}")
_COMPOUNDING = {"non", "self", "cross", "quasi"}
"""First halves that are seldom words of their own, and seldom the begin of a broken one."""


@dataclass
class _Writing:
    """A text as it grows, with the span and the box of each word."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[tuple[int, int]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    def put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def put_word(self, text: str, box: tuple[float, float, float, float]) -> None:
        self.spans.append((self.length, self.length + len(text)))
        self.boxes.append(box)
        self.put(text)


def page_of(seen: Seen, pixels_per_point: float, page: Page) -> tuple[Page, float]:
    """`page` with what was seen in its picture, which was drawn at `pixels_per_point`, and how sure of it the engine is (0 to 1).

    A picture in which nothing is written leaves the page as it was.
    """
    rows = rows_of(seen)
    if not rows:
        return page, 1.0
    writing = _written(rows)
    boxes = np.array(writing.boxes, np.float64) * (_QUARTERS * page.factor / pixels_per_point)
    words = Words(np.array(writing.spans, np.int32), _within(boxes, page))
    return replace(page, text="".join(writing.pieces), words=words, scanned=False), confidence_of(seen.lines)


def _within(boxes: NDArray[np.float64], page: Page) -> NDArray[np.int16]:
    """Boxes in quarter points, rounded outwards, but not beyond the page."""
    rounded = np.concatenate((np.floor(boxes[:, :2]), np.ceil(boxes[:, 2:])), axis=1)
    furthest = np.ceil(np.array([page.width, page.height] * 2) * _QUARTERS * page.factor)
    return rounded.clip(0, furthest.clip(0, 32767)).astype(np.int16)


def _written(rows: Sequence[Row]) -> _Writing:
    writing, known = _Writing(), _known(rows)
    ends = _ends(rows)
    begin = 0
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else None
        broken = below is not None and not row.cells and not below.cells and _is_broken(row, below, begin)
        _write(writing, row, begin, len(row.words) - broken)
        begin = 0
        if below is not None and broken:
            _write_broken(writing, row, below, known, spaced=len(row.words) > 1)
            begin = 1
            if len(below.words) == 1:
                continue  # nothing is left of the row below; its own end comes with it
        if below is not None:
            writing.put("\n" if broken else ends[number])
    return writing


def _write(writing: _Writing, row: Row, begin: int, end: int) -> None:
    """The words of a row from `begin` on, up to `end`."""
    for at in range(begin, end):
        if at > begin:
            writing.put(" | " if at in row.cells else " ")
        writing.put_word(row.words[at].word.text, row.words[at].word.box)


def _is_broken(row: Row, below: Row, begin: int) -> bool:
    """Whether a row's last word goes on with the next row's first."""
    ends = _BROKEN.search(row.words[-1].word.text)
    return len(row.words) > begin and ends is not None and _GOES_ON.match(below.words[0].word.text) is not None


def _write_broken(writing: _Writing, row: Row, below: Row, known: frozenset[str], *, spaced: bool) -> None:
    """A word in two parts, on two rows, with a row of boxes for each; its hyphen stays where it is a compound's."""
    first, second = row.words[-1].word, below.words[0].word
    if spaced:
        writing.put(" ")
    whole = _is_one_word(first.text, second.text, known)
    writing.put_word(first.text[:-1] if whole else first.text, first.box)
    writing.put_word(second.text, second.box)


def _is_one_word(before: str, after: str, known: frozenset[str]) -> bool:
    """Whether two parts are one word without the hyphen between them, by the words of the page.

    Where the page does not say, they are: who types compounds seldom ends a row with one.
    """
    left, right = _left(before), _GOES_ON.findall(after)[0].lower()
    if left + right in known:
        return True
    is_compound = f"{left}-{right}" in known or left in _COMPOUNDING or (left in known and right in known)
    return not is_compound and after[0].islower()


def _left(before: str) -> str:
    found = _BROKEN.search(before)
    return found[1].lower() if found else ""


def _known(rows: Sequence[Row]) -> frozenset[str]:
    """The words of the page, but for those that a row's end may have broken."""
    whole = (word.word.text for row in rows for word in row.words[: len(row.words) - 1])
    last = (row.words[-1].word.text for row in rows if not _BROKEN.search(row.words[-1].word.text))
    return frozenset(found.lower() for texts in (whole, last) for text in texts for found in _WORD.findall(text))


def _ends(rows: Sequence[Row]) -> list[str]:
    """What stands after each row but the last: one break, or two where a paragraph ends."""
    pairs = list(pairwise(rows))
    steps = np.array([below.middle - row.middle for row, below in pairs])
    heights = np.array([min(row.height, below.height) for row, below in pairs])
    within = steps[(steps > 0) & (steps < 3 * heights)]
    usual = float(np.percentile(within, USUAL)) if len(within) else np.inf
    return [
        "\n\n" if not (row.cells and below.cells) and (step > usual + WIDER * height or _differ(row, below)) else "\n"
        for (row, below), step, height in zip(pairs, steps, heights, strict=True)
    ]


def _differ(row: Row, below: Row) -> bool:
    return max(row.height, below.height) > LARGER * min(row.height, below.height)

"""What to call a document: its own title where that is one, and otherwise the line of its first page that looks like a title.

The title stands before every passage when it is searched for, so that a poor one does harm: rather none than junk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median

import numpy as np

from muniment_engines.bundled.pdf.characters import BREAK
from muniment_engines.bundled.pdf.text import Composed, decoded

CHARACTERS = 10_000
"""Of the first page, to look at."""

LONGEST = 200
LONGEST_LINE = 100
LINES = 30
"""Lines of the first page among which a title is looked for."""

LARGER = 1.15
"""How much larger than the usual line a title is, where size is what tells it."""

_PROGRAM = re.compile(r"^(microsoft (word|excel|powerpoint)|powerpoint presentation|word document)\b\s*[-–:]?\s*", re.I)
_FILE_NAME = re.compile(r"\.(docx?|xlsx?|pptx?|od[tsp]|rtf|txt|html?|pdf|tex|dvi|indd|qxd|png|jpe?g|tiff?|eps|ps|wpd)$", re.I)
_NONE = re.compile(
    r"(untitled.*|no ?title|title|document ?\d*|unknown|default|blank|\W*null\W*|scan(ned)?( document)?|image|print|slide ?\d*)$",
    re.I,
)
_LETTERS = re.compile(r"[^\W\d_]")
_FURNITURE = re.compile(
    r"\W*(\d+[.)]?\s|[ivx]+[.)]\s"
    r"|(exhibit|quicklinks|page|contents|table of contents|back to|source|prepared by|printed|dated?|draft|copy|confidential"
    r"|execution copy|execution version|certain|portions of|information|material|omitted|between|among|and|by and)\b"
    r"|(form of|ex-\S*)\W*$)",
    re.I,
)
_ENDS_SENTENCE = re.compile(r"[,;:.\-–—)\]…]$")


def usable(title: str) -> str:
    """A document's own title without its program's name; empty where it is a file's name, a number or no title at all."""
    title = _PROGRAM.sub("", " ".join(title.split()))[:LONGEST].strip()
    letters = len(_LETTERS.findall(title))
    if letters < 3 or letters * 2 < len(title.replace(" ", "")) or _FILE_NAME.search(title) or _NONE.match(title):
        return ""
    return title


@dataclass(frozen=True)
class Line:
    """A line of text, and how high its letters are in points."""

    text: str
    height: float


def lines_of(page: Composed) -> list[Line]:
    """The lines of a page, in order, without blank ones."""
    ends = np.append(np.flatnonzero(page.codes == BREAK), len(page.codes))
    starts = np.append(0, ends[:-1] + 1)
    lines = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        boxes = page.boxes[start:end][~page.blank[start:end]]
        if len(boxes):
            lines.append(Line(decoded(page.codes[start:end]), float(np.median(boxes[:, 3] - boxes[:, 1]))))
    return lines


def from_first_page(lines: Sequence[Line]) -> str:
    """The largest line among the first, with those of its size that follow it; else the first set in capitals; else nothing."""
    candidates = [line for line in lines[:LINES] if _may_be_title(line.text)]
    if not candidates:
        return ""
    largest = max(line.height for line in candidates)
    if largest >= LARGER * median(line.height for line in lines):
        first = next(i for i, line in enumerate(lines) if line.height == largest and line in candidates)
        following = takewhile(
            lambda line: line.height >= 0.98 * largest and len(line.text) <= LONGEST_LINE, lines[first : first + 3]
        )
        return " ".join(line.text for line in following)[:LONGEST].strip()
    return next((line.text for line in candidates if _is_capitalised(line.text)), "")


def _may_be_title(text: str) -> bool:
    if len(_LETTERS.findall(text)) < 4 or len(text) > LONGEST_LINE:
        return False
    return not (text[0].islower() or _FURNITURE.match(text) or _ENDS_SENTENCE.search(text))


def _is_capitalised(text: str) -> bool:
    """Whether all words of three letters or more begin with a capital, and there are two words or more, or all is capitals."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 2]
    return bool(words) and all(word[0].isupper() for word in words) and (len(words) > 1 or text.isupper())

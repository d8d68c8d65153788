"""The day on which an agreement begins, and the day that it bears: what its term is counted from.

Both stand in its opening, or beside the words "effective date"; where only one of them is given, it stands for the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .written_dates import WrittenDate, written_dates

_ROOM = 120
"""Characters between the words and the date."""

_FAR = 600
"""Characters behind the day that an agreement takes effect, in which the day may stand that it bears."""

_OPENING = 6_000
"""Characters of a page in which an agreement is said to be made."""

_EFFECTIVE_BEFORE = re.compile(
    r"\beffective\s+(?:as\s+of|on|from|this)|\b(?:effective|commencement|start)\s+date\b[\"”’)]*\s*(?::|\||is|means|shall\s+(?:be|mean)|of\b)|\b(?:take|"
    r"becomes?)\s+effect(?:ive)?\s+(?:as\s+of|on|from)",
    re.I,
)
_EFFECTIVE_AFTER = re.compile(r"\s*+\.?,?\s*+\(?\s*+[^()]{0,60}?[\"“”]?(?:effective|commencement)\s+date", re.I)
_DATED = re.compile(
    r"\b(?:dated|made|entered\s+into|executed|concluded|agreement\s+date|date\s+of\s+(?:this\s+)?agreement|signed)\b(?!\s+(?:the|and\s+the|in\s+the)\s+[A-Z])",
    re.I,
)


@dataclass(frozen=True)
class Day:
    """A day that a page names: `text[date.start:date.end]` writes it."""

    page: int
    date: WrittenDate


@dataclass(frozen=True)
class Starts:
    """When an agreement takes effect, and when it was made."""

    effective: Day | None = None
    made: Day | None = None


def starts_of(pages: Sequence[str]) -> Starts:
    """What the first pages of an agreement say of its beginning."""
    effective = made = None
    for index, text in enumerate(pages):
        for date in written_dates(text):
            if effective is None and _is_effective(text, date):
                effective = Day(index, date)
            if made is None and date.start < _OPENING and not _is_far(index, date, effective) and _follows(_DATED, text, date):
                made = Day(index, date)
    return Starts(effective or made, made or effective)


def _is_far(page: int, date: WrittenDate, effective: Day | None) -> bool:
    """Whether a day is of another paper, which the recitals speak of, for it comes long behind the beginning of this one."""
    return effective is not None and (page > effective.page or date.start > effective.date.start + _FAR)


def _is_effective(text: str, date: WrittenDate) -> bool:
    return _follows(_EFFECTIVE_BEFORE, text, date, 40) or bool(_EFFECTIVE_AFTER.match(text, date.end))


def _follows(words: re.Pattern[str], text: str, date: WrittenDate, room: int = _ROOM) -> bool:
    """Whether a date stands behind words, with no sentence that ends between them."""
    before = text[max(0, date.start - room) : date.start]
    return any(not re.search(r"\.\s+[A-Z]", before[match.end() :]) for match in words.finditer(before))

"""Dates as they are written, in one form (2019-03-05), each with what is uncertain about it.

The names of months are known in seven languages (`months.toml`). Of 05/03/2019, day and month could be either, unless a dot
stands between them (then the day is first), or the document writes another date that can only be read one way.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

_YEAR = re.compile(r"1[6-9]\d\d|20\d\d")
_NUMERIC = 3
"""Which of the forms writes the year with two digits, and can be read two ways."""

_NAMED = re.compile(
    r"\b(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:day\s+)?(?:of\s+)?)?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?(d)|\s+\d{1,2}\b(?!\d))"
)
"""A month with the day before it, or behind it."""

_PIVOT = 50
"""Years of two digits below this are of this century."""


class Certainty(StrEnum):
    """What one must know of a date. Empty where it is plain."""

    SURE = ""
    MONTH = "the day is not given"
    EITHER = "day and month could be the other way round"
    SHORT = "the year has two digits"
    ABOUT = "it is said to be about that day"
    YEAR = "the year is taken from the date of the document"
    COUNTED = "counted from the date of the document"
    BORNE = "the date that the document bears"
    QUARTER = "only the quarter is given"
    FISCAL = "a quarter of a fiscal year, which may not begin in January"


@dataclass(frozen=True)
class WrittenDate:
    """`text[start:end]` writes the date; `day` is 0 where it is not given."""

    start: int
    end: int
    year: int
    month: int
    day: int
    certainty: Certainty = Certainty.SURE

    @property
    def iso(self) -> str:
        """ "2019-03-05", or "2019-03" without a day; in the order of time where sorted as text."""
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")


@cache
def _months() -> dict[str, int]:
    listed = tomllib.loads(files(__package__).joinpath("months.toml").read_text(encoding="utf-8"))["months"]
    return {name: number for number, names in enumerate(listed, 1) for name in names.split()}


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<m>{'|'.join(sorted(_months(), key=len, reverse=True))})\b\.?"
    day = r"(?P<d>\d{1,2})(?:\s?(?:st|nd|rd|th|er|º|ª)\b|\.)?"
    year = r"(?P<y>(?:1[6-9]|20)\d\d)\b"
    link = r"(?:\s?,)?\s+(?:de\s+|del\s+|of\s+)?"
    return tuple(
        re.compile(form, re.I)
        for form in (
            rf"\b{month}\s+{day}(?:\s?,\s*|\s+(?:of\s+)?){year}",
            rf"\b{day}[\s-]+(?:day\s+)?(?:of\s+|de\s+)?{month}(?:{link}|-){year}",
            r"(?<![\d/.-])(?P<y>(?:1[6-9]|20)\d\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d/]|[.-]\d)",
            r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:1[6-9]|20)\d\d|\d\d)(?![\d/]|[.-]\d)",
            r"(?<![\d年])(?P<y>(?:1[6-9]|20)\d\d)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?:(?P<d>\d{1,2})\s?日)?",
            rf"\b{month}(?:{link}|-){year}",
        )
    )


def written_dates(text: str, day_first: bool | None = None, likely: bool | None = None) -> list[WrittenDate]:
    """The dates of a text in the order in which they stand. `day_first` is what is known of the document's numeric dates.

    `likely` is how those are read that could be either, without making them certain.
    """
    found: list[WrittenDate] = []
    forms = _forms() if _YEAR.search(text) else _forms()[_NUMERIC : _NUMERIC + 1]
    for form in forms:
        for match in form.finditer(text):
            free = all(match.end() <= date.start or match.start() >= date.end for date in found)
            if free and (date := _date(match, day_first, likely)) is not None:
                found.append(date)
    return sorted(found, key=lambda date: date.start)


def day_first(texts: Sequence[str]) -> bool | None:
    """Whether the numeric dates of a document begin with the day, where it writes some that can only be read one way."""
    seen = {a > 12 for text in texts for a, b in _numeric(text) if (a > 12) != (b > 12)}
    return seen.pop() if len(seen) == 1 else None


def likely_day_first(texts: Sequence[str]) -> bool | None:
    """Whether the document names the day before the month ("20 April") wherever it writes a month by its name."""
    seen = {bool(match["d"]) for text in texts for match in _NAMED.finditer(text)}
    return seen.pop() if len(seen) == 1 else None


def _numeric(text: str) -> Iterator[tuple[int, int]]:
    return ((int(match["a"]), int(match["b"])) for match in _forms()[_NUMERIC].finditer(text) if match["sep"] != ".")


def _date(match: re.Match[str], first: bool | None, likely: bool | None) -> WrittenDate | None:
    parts = match.groupdict()
    year, short = _year(parts["y"])
    if parts.get("a"):
        numbers = int(parts["a"]), int(parts["b"])
        either = max(numbers) <= 12 and numbers[0] != numbers[1] and parts["sep"] != "." and first is None
        meant = likely if first is None else first
        leading_day = parts["sep"] == "." or numbers[0] > 12 or (meant is True and numbers[1] <= 12)
        day, month = numbers if leading_day else numbers[::-1]
    else:
        either, day = False, int(parts.get("d") or 0)
        month = int(parts["m"]) if parts["m"].isdigit() else _months()[parts["m"].lower()]
    if not 1 <= month <= 12 or day > _longest(year, month) or (day == 0 and parts.get("d")):
        return None
    certainty = Certainty.EITHER if either else Certainty.SHORT if short else Certainty.SURE if day else Certainty.MONTH
    return WrittenDate(match.start(), match.end(), year, month, day, certainty)


def _year(written: str) -> tuple[int, bool]:
    year = int(written)
    if len(written) > 2:
        return year, False
    return year + (2000 if year < _PIVOT else 1900), True


def _longest(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31

"""Dates that only say what they mean beside another one: a day without its year, "last Tuesday" in a letter, a quarter.

The date that a document bears (of a mail its field, else the first that stands near its beginning) says which year, and which
week. Whatever is counted from it says so; what somebody quotes of an older mail is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from .written_dates import Certainty, WrittenDate

_BEGINNING = 600
"""Characters at the beginning of a document in which its own date stands."""

_NEAR = 60
"""Characters between a day without a year and the date that gives it one."""

_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_MONTH = rf"(?P<m>{'|'.join(_MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEARLY = r"\s*,?\s*(?:of|in)\s+(?:each|every|any|such|the|that)\b"
_YEARLESS = (
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?![\d:]|\s*,?\s*\d{{4}}|{_YEARLY})"),
    re.compile(rf"(?<![\d/.$-])\b{_DAY}\s+(?:day\s+)?(?:of\s+)?{_MONTH}(?!\s*,?\s*\d{{4}}|{_YEARLY})"),
)
_RANGE = re.compile(r"(?<![\d/.])(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*(?:and|to|until|–|-)\s*$")
_RANGE_AFTER = re.compile(rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})\s*(?:-|–|to|and)\s*(?P<e>\d{{1,2}}),?\s+(?P<y>(?:19|20)\d\d)\b")
_QUARTER = re.compile(
    r"\b(?:Q(?P<n>[1-4])|(?P<w>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter)(?:\s+of|,)?\s+(?P<f>(?:fiscal|financial)\s+(?:year\s+)?)?"
    r"(?P<y>(?:19|20)\d\d)\b",
    re.I,
)
_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_BEARS = re.compile(r"\bdate first (?:above )?(?:written|set forth|mentioned|stated)(?: above)?\b", re.I)
_ABOUT = re.compile(r"\b(?:on or about|on or around|approximately|around|about|circa|roughly)(?: the)?\s*$", re.I)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
_COUNTS = "one two three four five six seven eight nine ten".split()  # noqa: SIM905
_COUNTED = re.compile(
    r"\b(?:(?P<day>the day before yesterday|yesterday|today|tomorrow)|(?P<which>last|next)\s+(?P<week>"
    + "|".join(_WEEKDAYS)
    + r")"
    r"|(?P<n>\d{1,2}|a|" + "|".join(_COUNTS) + r")\s+(?P<unit>day|week)s?\s+ago)\b",
    re.I,
)
_FIELD = re.compile(r"\s*(?:date|sent)\s*:", re.I)
_STEPS = {"the day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1}


def borne(text: str, dates: Sequence[WrittenDate]) -> WrittenDate | None:
    """The date that a document bears, of those on its first page."""
    first = [one for one in dates if one.day and one.start < _BEGINNING]
    return next(
        (one for one in first if _line_before(text, one).strip().lower() in ("date:", "sent:")), first[0] if first else None
    )


def told_dates(text: str, dates: Sequence[WrittenDate], own: WrittenDate | None, *, letter: bool) -> list[WrittenDate]:
    """The dates of a page with those that are only told beside them, in the order in which they stand.

    `dates` are those that are written in full; `own` is the date that the document bears. In a letter, days are counted from it,
    and it has the year of those without one.
    """
    found = [_about(text, one) for one in dates]
    ways = [_ranges(text, dates), _periods(text)]
    if own is not None:
        ways.append(_named(text, own))
        ways += [_yearless(text, dates, own), _counted(text, own)] if letter else [_yearless(text, dates, None)]
    for way in ways:
        found += [one for one in way if all(one.end <= f.start or one.start >= f.end for f in found)]
    return sorted(found, key=lambda one: one.start)


def is_letter(text: str, own: WrittenDate | None) -> bool:
    """Whether the date that a document bears is that of its writing: in a field, or alone, with no more than a place before."""
    if own is None:
        return False
    end = text.find("\n", own.end)
    rest = text[own.end : end if end >= 0 else len(text)]
    field = _FIELD.match(_line_before(text, own))
    alone = len(rest.split()) <= 1 and len(_line_before(text, own).split()) <= 2
    return bool(field) or alone


def _line_before(text: str, one: WrittenDate) -> str:
    return text[text.rfind("\n", 0, one.start) + 1 : one.start]


def _about(text: str, one: WrittenDate) -> WrittenDate:
    vague = one.certainty is Certainty.SURE and _ABOUT.search(text, max(one.start - 30, 0), one.start)
    return replace(one, certainty=Certainty.ABOUT) if vague else one


def _ranges(text: str, dates: Sequence[WrittenDate]) -> Iterator[WrittenDate]:
    """The first day of "6 and 9 April 2020", and both of "May 3–5, 2021"."""
    for one in dates:
        before = _RANGE.search(text, max(one.start - 16, 0), one.start)
        if before and one.day and text[one.start].isdigit() and (made := _made(before, one.year, one.month, int(before["d"]))):
            yield replace(made, end=before.end("d"))
    for match in _RANGE_AFTER.finditer(text):
        for name in ("d", "e"):
            if made := _made(match, int(match["y"]), _month(match), int(match[name])):
                start = match.start() if name == "d" else match.start("e")
                yield replace(made, start=start, end=match.end("d") if name == "d" else match.end())


def _periods(text: str) -> Iterator[WrittenDate]:
    """Quarters, by their first month."""
    for match in _QUARTER.finditer(text):
        quarter = int(match["n"]) if match["n"] else _QUARTERS[match["w"].lower()]
        certainty = Certainty.FISCAL if match["f"] else Certainty.QUARTER
        yield WrittenDate(match.start(), match.end(), int(match["y"]), 3 * quarter - 2, 0, certainty)


def _yearless(text: str, dates: Sequence[WrittenDate], own: WrittenDate | None) -> Iterator[WrittenDate]:
    """Days without a year: in that year in which they are nearest to the date beside them, or to that of the document."""
    for form in _YEARLESS:
        for match in form.finditer(text):
            near = [d for d in dates if d.day and 0 <= d.start - match.end() <= _NEAR and "." not in text[match.end() : d.start]]
            if not (near or own):
                continue
            by = _day(near[0] if near else own or near[0])
            made = [
                one for year in (by.year - 1, by.year, by.year + 1) if (one := _made(match, year, _month(match), int(match["d"])))
            ]
            if made:
                nearest = min(made, key=lambda one: abs((_day(one) - by).days))
                yield nearest if near else replace(nearest, certainty=Certainty.YEAR)


def _named(text: str, own: WrittenDate) -> Iterator[WrittenDate]:
    for match in _BEARS.finditer(text):
        yield replace(own, start=match.start(), end=match.end(), certainty=Certainty.BORNE)


def _counted(text: str, own: WrittenDate) -> Iterator[WrittenDate]:
    """Days that are counted from the date of a letter."""
    for match in _COUNTED.finditer(text):
        if text[text.rfind("\n", 0, match.start()) + 1 :].lstrip()[:1] != ">":
            meant = _day(own) + timedelta(days=_steps(match, _day(own).weekday()))
            yield WrittenDate(match.start(), match.end(), meant.year, meant.month, meant.day, Certainty.COUNTED)


def _steps(match: re.Match[str], weekday: int) -> int:
    if match["day"]:
        return _STEPS[match["day"].lower()]
    if match["week"]:
        apart = _WEEKDAYS.index(match["week"].lower()) - weekday
        return apart % 7 or 7 if match["which"].lower() == "next" else -(-apart % 7 or 7)
    said = match["n"].lower()
    n = int(said) if said.isdigit() else 1 if said == "a" else _COUNTS.index(said) + 1
    return -n * (7 if match["unit"].lower() == "week" else 1)


def _made(match: re.Match[str], year: int, month: int, day: int) -> WrittenDate | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    return WrittenDate(match.start(), match.end(), year, month, day)


def _day(one: WrittenDate) -> date:
    return date(one.year, one.month, one.day)


def _month(match: re.Match[str]) -> int:
    return 1 + next(n for n, name in enumerate(_MONTHS) if name.startswith(match["m"][:3]))

"""When an agreement ends, from the sentence that says so: a day, a time that is counted from its beginning, or no end at all.

A day that stands in the sentence is taken as it is. A time ("three years from the Effective Date", "the fifth anniversary") is
counted from the day that the sentence names, or from the beginning of the agreement; where it runs from anything else, nothing
is counted. What is counted is said to be so, with what it was counted from.
"""

from __future__ import annotations

import calendar
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from muniment_retrieval.answer.figures import numbers_in

from .anchors import anchors_of
from .starts import Day, Starts
from .values import LENGTH, Gives, Value, values_in
from .written_dates import WrittenDate, written_dates

NO_END = "no end is set"

_TERM = re.compile(
    r"\b(?:(?<!any\s)(?<!material\s)term(?!\s*[\"“])|duration|terms?\s+of\s+(?:this|the)\b[^.;]{0,40}|(?:remain|continue|be|is)s?\s+(?:\w+\s+){0,3}(?:in\s+(?:full\s+)?(?:force|effect)|valid|effective)"
    r"|(?:shall|will|to)\s+(?:\w+\s+)?(?:continue|remain|last|run|expire|terminate|end)|expires?|continues?)\b",
    re.I,
)
_BEFORE_LENGTH = 130
_NOT_OF_THE_TERM = re.compile(
    r"\b(?:renew\w*|success\w+|additional|exten[ds]\w*|notice|notif\w+|prior|within|at\s+least|not\s+less\s+than|upon|(?:un)?cure[ds]?|breach|each|any|option\w*"
    r"|after|following|preceding|remaining|every|written|days?[’']|less\s+than|more\s+than|longer\s+than|fewer|during)\b",
    re.I,
)
_AFTER_THE_END = re.compile(
    r"\s*(?:after|following|from|of)\b[^.;,]{0,40}\b(?:terminat|expir)|\s*(?:prior|[’']|written|notice|advance|thereafter|[\s-]to[\s-])",
    re.I,
)
_FROM = re.compile(
    r"[\s,)]*(?:\([^)]{0,20}\)\s*)?(?:from|after|following|of|beginning|commencing|starting|as\s+of|since)\s+(?:and\s+after\s+)?(?:(?:on|with|at|from|as\s+of)\s+)?",
    re.I,
)
_ANNIVERSARY = re.compile(
    r"\b(?P<before>(?:day|date)\s+(?:immediately\s+|that\s+is\s+)?(?:prior\s+to|before|preceding)\s+)?(?:the\s+)?(?P<n>\w+(?:-\w+)?)\s*(?:\(\s*\w+\s?\w*\s*\)\s*)?anniversary\s+of\s+",
    re.I,
)
_EFFECTIVE = re.compile(
    r"(?:the\s+|its\s+|such\s+)?[\"“]?(?:effective|commencement|start(?:ing)?)\s+date\b|(?:the\s+)?commencement\s+of\s+(?:this|the\s+term)",
    re.I,
)
_MADE = re.compile(
    r"(?:the\s+|its\s+)?(?:(?:agreement|execution|signing|signature)\s+date|date\s+(?:hereof|first\s+(?:above\s+)?(?:written|set)|of\s+(?:this|the|its|execution|signing|signature|entry)"
    r"|on\s+which\s+this\s+agreement|(?:above|set\s+forth)\b)|signing|execution|signature|the\s+date\s+of\s+this|this\s+(?:agreement|contract|lease)|hereof)\b",
    re.I,
)
_THAT_DATE = re.compile(r"(?:that|such|said|the\s+above|this)\s+dat(?:e|e\s+of)\b", re.I)
_ENDLESS = re.compile(
    r"\b(?:continue|remain|in\s+(?:full\s+)?(?:force|effect)|term)\b[^.;]{0,90}\b(?:unless\s+(?:and|or)\s+)?until\b[^.;]{0,60}\b(?:terminat|cancel|revok|gives?\s+notice)"
    r"|\b(?:perpetual|perpetuity|indefinite(?:ly)?)\b",
    re.I,
)
_SUBJECT = re.compile(
    r"\b(?:agreement|contract|lease|licen[cs]e|term|engagement|appointment|employment|effective\s+date|it)\b(?!.*\b(?:failure|breach|default|obligations?|payments?)\b)",
    re.I | re.S,
)
_OF_AGREEMENT = re.compile(
    r"\b(?:(?:this|the|said)\s+(?:\w+\s+){0,3}(?:agreement|contract|lease|licen[cs]e|amendment|appointment|engagement|employment)"
    r"|term|effective\s+date|expir(?:ation|y)|duration|employment)\b",
    re.I,
)
_OF_OTHERS = re.compile(r"\b(?:my|notary|commission)\b[^.;]{0,20}\bexpires?\b", re.I)
_EARLIER = re.compile(r"\bearli(?:er|est)\s+(?:of|to\s+occur)\b|\bunless\s+(?:\w+\s+)?(?:earlier|sooner)\b", re.I)
_LATER = re.compile(r"\blat(?:er|est)\s+(?:of|to\s+occur)\b", re.I)
_TO = re.compile(r"\s*(?:to|through|until|till|–|-|and\s+ending(?:\s+on)?)\s*", re.I)
_RANGE = re.compile(r"\bterm\b[^.;]{0,80}$", re.I)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905


@dataclass(frozen=True)
class End:
    """`value` is the end as it is shown; `note` says how it was counted, or is empty where it stands so in the source.

    With `of_term`, the sentence speaks of the agreement, or of its term.
    """

    value: Value
    note: str = ""
    of_term: bool = False


def end_in(text: str, starts: Starts) -> End | None:
    """What a sentence says of the end: a day that stands in it, a time that can be counted, or that there is none."""
    of_term = bool(_OF_AGREEMENT.search(text)) and not _OF_OTHERS.search(text)
    end = range_end(text) or _written_end(text) or counted_end(text, starts) or endless(text)
    return None if end is None else replace(end, of_term=of_term)


def _written_end(text: str) -> End | None:
    (anchor,) = (anchor for anchor in anchors_of("expire", Gives.DATE) if anchor.kind is Gives.DATE)
    near = anchor.near(text, values_in(Gives.DATE, text))
    return End(near[0], _limit(text).strip()) if near else None


def counted_end(text: str, starts: Starts) -> End | None:
    """The end that a sentence gives as a time from the beginning; None where it gives none, or none that can be counted."""
    dates = written_dates(text)
    for match in _ANNIVERSARY.finditer(text):
        years = _ordinal(match["n"])
        begun = _base(text, match.end(), dates, starts)
        if years and begun is not None:
            return _end(match.span(), match.group().strip(), begun, 12 * years, -1 if match["before"] else 0, text)
    for match in LENGTH.finditer(text):
        if not _is_of_the_term(text, match):
            continue
        begun = _base(text, match.end(), dates, starts)
        if begun is not None:
            number, unit = float((numbers_in(match["n"]) or ["1"])[0]), match["unit"].lower()
            with suppress(OverflowError, ValueError):  # no day can be told: a lease may run for longer than there are dates
                return _end(match.span(), match.group(), begun, *_measured(number, unit), text)
    return None


def range_end(text: str) -> End | None:
    """The second of two days between which a term runs ("Term: 1 May 2014 to 31 October 2017")."""
    dates = written_dates(text)
    for first, last in pairwise(dates):
        if _TO.fullmatch(text, first.end, last.start) and _RANGE.search(text[: first.start]):
            return End(Value(last.start, last.end, " ".join(text[last.start : last.end].split()), last.iso))
    return None


def endless(text: str) -> End | None:
    """Whether a sentence says that there is no end before somebody makes one."""
    found = _ENDLESS.search(text)
    if found is None or not _TERM.search(text) or LENGTH.search(found.group()) or written_dates(found.group()):
        return None
    return End(Value(found.start(), found.end(), NO_END, ""))


def length_of_term(text: str) -> End | None:
    """How long a sentence says that the term is, for where nothing says from when on."""
    found = next((match for match in LENGTH.finditer(text) if _is_of_the_term(text, match)), None)
    if found is None:
        return None
    value = next(value for value in values_in(Gives.LENGTH, text) if value.start == found.start())
    return End(value, "", of_term=True)


def _is_of_the_term(text: str, length: re.Match[str]) -> bool:
    before = text[max(0, length.start() - _BEFORE_LENGTH) : length.start()]
    terms = [match for match in _TERM.finditer(before) if _is_of_agreement(before, match)]
    if not terms or _AFTER_THE_END.match(text, length.end()):
        return False
    return not _NOT_OF_THE_TERM.search(before[terms[-1].end() :])


def _is_of_agreement(text: str, verb: re.Match[str]) -> bool:
    """Whether it is the agreement or its term that goes on or ends, and not a failure, a payment or a duty."""
    if verb.group().lower().startswith(("term", "duration")):
        return True
    return bool(_SUBJECT.search(re.split(r"[;:]|\.\s", text[: verb.start()])[-1]))


def _base(text: str, at: int, dates: list[WrittenDate], starts: Starts) -> Day | WrittenDate | None:
    """The day that a time runs from: one in the sentence, or the beginning of the agreement; None for anything else."""
    lead = _FROM.match(text, at)
    anniversary = text[:at].rstrip().lower().endswith("anniversary of")
    if lead is None and not anniversary:
        named = [
            d
            for d in dates
            if re.search(
                r"\b(?:commenc\w+|effective|begin\w*|start\w*|from|as\s+of|on)\s*(?:on\s+|as\s+of\s+)?(?:the\s+)?$",
                text[: d.start],
                re.I,
            )
        ]
        return named[0] if named else starts.effective
    start = lead.end() if lead is not None else at
    for day in dates:
        if start <= day.start <= start + 12 and not text[start : day.start].strip(" \nthe"):
            return day
    if _THAT_DATE.match(text, start):
        return next((d for d in reversed(dates) if d.end <= start), None)
    if _EFFECTIVE.match(text, start):
        return starts.effective
    return starts.made if _MADE.match(text, start) else None


def _end(span: tuple[int, int], said: str, begun: Day | WrittenDate, months: int, days: int, text: str) -> End:
    first, place = (begun.date, f" (page {begun.page + 1})") if isinstance(begun, Day) else (begun, "")
    iso = _later(first, months, days)
    said = " ".join(said.split())
    note = f"Computed: {said if said.endswith(' of') else f'{said} from'} {_shown(first.iso)}{place}.{_limit(text)}"
    return End(Value(span[0], span[1], f"{_shown(iso)} (computed)", iso), note)


def _limit(text: str) -> str:
    """What else a sentence says of the end."""
    return " It may end earlier." if _EARLIER.search(text) else " It may end later." if _LATER.search(text) else ""


def _later(first: WrittenDate, months: int, days: int) -> str:
    """The day so much later. Raises `OverflowError` or `ValueError` where that is none."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if not first.day and days > 0:
        raise ValueError("no days can be counted from a month")
    begun = date(year, month + 1, min(first.day or 1, calendar.monthrange(year, month + 1)[1]))
    return (begun + timedelta(days=days)).isoformat() if first.day else f"{begun:%Y-%m}"


def _measured(number: float, unit: str) -> tuple[int, int]:
    """A length of time in months and days."""
    months = {"year": 12, "quarter": 3, "month": 1}.get(unit)
    return (round(number * months), 0) if months else (0, round(number * (7 if unit == "week" else 1)))


def _ordinal(word: str) -> int:
    plain = word.lower()
    if plain in _ORDINALS:
        return _ORDINALS.index(plain) + 1
    digits = re.match(r"(\d{1,2})(?:st|nd|rd|th)", plain)
    return int(digits[1]) if digits else 0


def _shown(iso: str) -> str:
    year, month, *day = iso.split("-")
    name = calendar.month_name[int(month)]
    return f"{int(day[0])} {name} {year}" if day else f"{name} {year}"

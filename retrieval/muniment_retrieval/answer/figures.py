"""Numbers and dates in a text, in one form: "1,577.00", "$1577" and "one thousand five hundred seventy-seven" are 1577.

Dates are found first and taken out, so that the day of a date is not also a number; then codes, which are compared as they
stand; then numbers in figures (a time of day among them: "11:30" is 1130); then numbers in words. A date is (year, month,
day), with 0 for what is not said; where day and month could be either, the month comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

Date = tuple[int, int, int]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE_FORMS = (
    re.compile(rf"\b(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<d>\d{{1,2}})\s*(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?(?P<m>{_MONTH})\s*,?\s+(?P<y>\d{{4}})\b", re.I),
    re.compile(r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d/])"),
    re.compile(r"(?<![\d/.-])(?P<m>\d{1,2})[/.-](?P<d>\d{1,2})[/.-](?P<y>(?:19|20)?\d\d)(?![\d/])"),
    re.compile(rf"\b(?P<m>{_MONTH})\s*,?\s+(?P<y>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b", re.I),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH})\b", re.I),
)

_TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?!\d)")
_CODE = re.compile(r"(?<!\w)(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?!\w)")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|s|h|m|x)$", re.IGNORECASE)
_WITH_UNIT = re.compile(
    r"\d+-(?:second|minute|hour|day|week|month|quarter|year|mile|foot|inch|knot|pound|ton|gallon|degree|share)s?$", re.I
)
_FIGURES = re.compile(r"(?<![A-Za-z\d])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![A-Za-z\d.,])\d+(?:\.\d+)?|(?<=[A-Za-z])\d+")
_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12, "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "sixtieth": 60, "ninetieth": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9, "trillion": 10**12}
_WORD = re.compile(r"[a-z]+", re.I)


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where codes stand; a number with its unit ("30-day") is none."""
    return [
        code.span() for code in _CODE.finditer(text) if not _ORDINAL.match(code.group()) and not _WITH_UNIT.match(code.group())
    ]


def dates_in(text: str) -> list[Date]:
    """The dates of a text, in the order of how fully they are written."""
    return [date for date, _, _ in _dates(text)]


def dated_spans(text: str) -> list[tuple[Date, int, int]]:
    """The dates of a text with where they stand."""
    return _dates(text)


def dated_text(text: str) -> str:
    """What of a text writes dates and times of day, which can be written in many ways."""
    parts = [text[start:end] for _, start, end in _dates(text)]
    return " ".join([*parts, *(time.group() for time in _TIME.finditer(text))])


def numbers_in(text: str) -> list[str]:
    """The numbers of a text that belong to no date, as plain decimals without trailing zeros ("1577", "2.5")."""
    blanked = list(text)
    for _, start, end in _dates(text):
        blanked[start:end] = " " * (end - start)
    rest = _TIME.sub(r"\1\2", "".join(blanked))
    rest = _CODE.sub(lambda code: code.group() if _ORDINAL.match(code.group()) else " ", rest)
    return [*_in_figures(rest), *_in_words(rest)]


def codes_in(text: str) -> list[str]:
    """What has both letters and digits ("NYC08CA047", "PA-28-140"); not "30th"."""
    return [code.group() for code in _CODE.finditer(text) if not _ORDINAL.match(code.group())]


def _dates(text: str) -> list[tuple[Date, int, int]]:
    found: list[tuple[Date, int, int]] = []
    for form in _DATE_FORMS:
        for match in form.finditer(text):
            date = _date(match.groupdict())
            if date and all(match.end() <= start or match.start() >= end for _, start, end in found):
                found.append((date, match.start(), match.end()))
    return found


def _date(parts: dict[str, str]) -> Date | None:
    year, month, day = int(parts.get("y") or 0), parts["m"], int(parts.get("d") or 0)
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    if number > 12 and 1 <= day <= 12:
        number, day = day, number
    if 0 < year < 100:
        year += 2000 if year < 50 else 1900
    return (year, number, day) if 1 <= number <= 12 and day <= 31 else None


def _in_figures(text: str) -> Iterator[str]:
    for match in _FIGURES.finditer(text):
        try:
            yield plain(Decimal(match.group().replace(",", "")))
        except InvalidOperation:
            continue


def _in_words(text: str) -> Iterator[str]:
    """Numbers in words; "one" and "first" alone are taken for what they mostly are: an article."""
    total, part, any_word, single = 0, 0, False, True
    for word in [match.group().lower() for match in _WORD.finditer(text)] + [""]:
        value = _UNITS.get(word, _TENS.get(word, _ORDINALS.get(word)))
        if value is not None:
            single = not any_word
            part, any_word = part + value, True
        elif word in _SCALES and any_word:
            single = False
            part *= _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, part = total + part, 0
        elif any_word and word != "and":
            if not (single and total + part <= 1):
                yield plain(Decimal(total + part))
            total, part, any_word, single = 0, 0, False, True


def value_in_words(text: str) -> int | None:
    """The value of a number that is written in words alone ("one hundred and twenty-five")."""
    total, part, known = 0, 0, False
    for word in [match.group().lower() for match in _WORD.finditer(text)]:
        value = _UNITS.get(word, _TENS.get(word, _ORDINALS.get(word)))
        if value is not None:
            part, known = part + value, True
        elif word in _SCALES:
            part, known = (part or 1) * _SCALES[word], True
            if _SCALES[word] >= 1_000:
                total, part = total + part, 0
        elif word != "and":
            return None
    return total + part if known else None


def plain(value: Decimal) -> str:
    """A number without trailing zeros, never with an exponent."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

"""Dates of birth, and the numbers of cases, files and claims: by the words that stand before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .spans import LIKELY, Span

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|"
    r"Dec(?:ember)?|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)\.?"
)
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})|\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})\b", re.I,
)  # fmt: skip
_BORN = re.compile(
    r"(?:\bborn\b|\bbirth(?:day|date)?\b|\bDOB\b|\bd\.o\.b\.?|\bgeb(?:oren|\.)|Geburtsdatum|\bnée?\b)[^\n.;]{0,30}$", re.I
)

_NUMBERED = re.compile(
    r"\b(?:case|file|docket|claim|policy|matter|reference|ref|cause|complaint|invoice|contract|customer|patient|medical record|"
    r"MRN|Aktenzeichen|Az|Geschäftszeichen|dossier)"
    r"(?:\s+(?:numbers?|nos?|nr|id|ref|reference))?\b\.?\s{0,2}[:#]?\s{0,2}(?:(?:numbers?|nos?|nr|id)\b\.?\s{0,2}[:#]?\s{0,2})?"
    r"(?P<number>#?(?=[\w:/.-]*\d)[A-Z0-9]+(?:[:/._-][A-Z0-9]+)*)", re.I,
)  # fmt: skip
_DOCKET = re.compile(r"(?<![\w:-])\d:\d{2}-(?:cv|cr|mc|mj|bk|ap)-\d{3,6}(?:-[A-Z]{2,4}){0,2}(?![\w-])", re.I)
_BEFORE = 48
_FEWEST = 4


def births(text: str) -> Iterator[Span]:
    for found in _DATE.finditer(text):
        if _BORN.search(text[max(0, found.start() - _BEFORE) : found.start()]):
            yield Span(found.start(), found.end(), "birth", LIKELY)


def cases(text: str) -> Iterator[Span]:
    """The number alone; a year, or a number of an exhibit or a page, is none."""
    for found in _DOCKET.finditer(text):
        yield Span(found.start(), found.end(), "case", LIKELY)
    for found in _NUMBERED.finditer(text):
        number = found["number"]
        if sum(c.isdigit() for c in number) >= _FEWEST and not re.fullmatch(r"(?:19|20)\d\d", number):
            yield Span(*found.span("number"), "case", LIKELY)

"""The value that a sentence gives for what is asked: a law, a date, a length of time, an amount, as it stands, and comparable.

What kind of value is meant is read off the question ("governing law", "expire", "notice period", "fee"). A value is `shown` as it
stands in the source; its `measure` is for comparing: days of a length of time, the number of an amount, a date as "2019-03-05".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from muniment_retrieval.answer.figures import numbers_in
from muniment_retrieval.search.query import Query

from .laws import governing_places
from .written_dates import written_dates


class Gives(StrEnum):
    """What a question wants to be given."""

    LAW = "law"
    DATE = "date"
    LENGTH = "length of time"
    AMOUNT = "amount"
    SENTENCE = "sentence"


@dataclass(frozen=True)
class Value:
    """`text[start:end]` is the value. `measure` is comparable within one kind: days, an amount, an ISO date, the name of a place.

    `unit` is the currency of an amount.
    """

    start: int
    end: int
    shown: str
    measure: float | str
    unit: str = ""


_ASKS = (
    (Gives.LENGTH, r"periods?|how long|durations?|length|how much notice|(?:renewal|initial) terms?"),
    (Gives.AMOUNT, r"(?:price|fee|amount|cost|salary|rent|royalty|rate|payment|deposit|penalty|value)s?|how much"),
    (
        Gives.DATE,
        r"dates?|dated|when|expir\w+|(?:begin|start|commence|end|run|term)s?|signed|executed|made|effective|entered into",
    ),
)

_ONLY_TERM = re.compile(r"(?:initial |contract )?(?:terms?|durations?)(?: lengths?)?", re.I)
_ONE_TO_NINE = "one|two|three|four|five|six|seven|eight|nine"
LENGTH = re.compile(
    rf"""
    \b(?P<n>
        (?: (?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:{_ONE_TO_NINE}))?
          | {_ONE_TO_NINE}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen
          | (?:one\s|a\s)?hundred(?:\s(?:and\s)?(?:twenty|eighty))?
          | \d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?
          | an?(?=\s(?:year|month|week)) )
        (?: \s*\(\s*\w+\s*\) )? )
    [\s-]+(?: (?:calendar|business|working|full|consecutive|successive|additional|clear)\s+ )?
    (?P<unit>day|week|month|quarter|year)s?\b
    """,
    re.I | re.X,
)
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "quarter": 91.3, "year": 365.25}
_AMOUNT = re.compile(
    r"""
    (?P<c>US\s?\$|USD|EUR|GBP|CHF|\$|€|£|¥)\s?(?P<a>\d[\d,]*(?:\.\d+)?)(?P<big>\s?(?:thousand|million|billion|m|bn|k)\b)?
    | (?P<a2>\d[\d,]*(?:\.\d+)?)(?P<big2>\s?(?:thousand|million|billion))?\s?
      (?P<c2>US\sdollars|dollars|euros?|pounds(?:\ssterling)?|USD|EUR|GBP|CHF|%|per\s?cent)
    """,
    re.I | re.X,
)
_BIG = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
_CURRENCY = {"$": "usd", "us$": "usd", "us dollars": "usd", "dollars": "usd", "€": "eur", "euro": "eur", "euros": "eur"}
_CURRENCY |= {"£": "gbp", "pounds": "gbp", "pounds sterling": "gbp", "¥": "jpy", "per cent": "%", "percent": "%"}


def gives(topic: str, query: Query) -> Gives:
    """What kind of value is asked for."""
    if any(concept.name == "governing law" for concept in query.concepts):
        return Gives.LAW
    if _ONLY_TERM.fullmatch(topic):
        return Gives.LENGTH
    return next((kind for kind, asks in _ASKS if re.search(rf"\b(?:{asks})\b", topic, re.I)), Gives.SENTENCE)


def values_in(kind: Gives, text: str, day_first: bool | None = None) -> list[Value]:
    """The values of a kind in a sentence, in the order in which they stand. `day_first` is as in `written_dates`."""
    if kind is Gives.LAW:
        return [Value(start, end, _shown(text[start:end]), place) for start, end, place in governing_places(text)]
    if kind is Gives.DATE:
        return [Value(d.start, d.end, _plain(text[d.start : d.end]), d.iso) for d in written_dates(text, day_first)]
    if kind is Gives.LENGTH:
        return _lengths(text)
    return _amounts(text) if kind is Gives.AMOUNT else []


def nearest_value(values: Sequence[Value], at: int) -> Value | None:
    """The value that stands nearest to a place in the sentence."""
    return min(values, key=lambda value: abs(value.start - at), default=None)


def _lengths(text: str) -> list[Value]:
    found = []
    for match in LENGTH.finditer(text):
        numbers = numbers_in(match["n"]) or ["1"]
        found.append(Value(match.start(), match.end(), _plain(match.group()), float(numbers[0]) * _DAYS[match["unit"].lower()]))
    return found


def _amounts(text: str) -> list[Value]:
    found = []
    for match in _AMOUNT.finditer(text):
        number = float((match["a"] or match["a2"]).replace(",", ""))
        times = _BIG.get((match["big"] or match["big2"] or "").strip().lower(), 1.0)
        written = _plain((match["c"] or match["c2"]).lower()).replace("us $", "us$")
        found.append(Value(match.start(), match.end(), _plain(match.group()), number * times, _CURRENCY.get(written, written)))
    return found


def _plain(text: str) -> str:
    return " ".join(text.split())


def _shown(place: str) -> str:
    """A place as a person writes it, where the source shouts it."""
    plain = _plain(place)
    return plain.title().replace(" And ", " and ").replace(" Of ", " of ") if plain.isupper() and len(plain) > 3 else plain

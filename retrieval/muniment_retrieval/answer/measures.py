"""Numbers of a text with their units, each once: "thirty (30) days" is 30 days, "Ten Thousand Dollars ($10,000)" is $10000.

Figures and words are read alike; a number that is told again in parentheses counts once. A unit is a currency, a percentage, or
the word after the number ("business days" are no "days"). Dates and codes are left to `figures`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files

from muniment_retrieval.answer.figures import plain, value_in_words

_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\d)\.\d+"
_WORD = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|trillion"
    r"|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|fifteenth|twentieth|thirtieth|sixtieth|ninetieth)"
)
_WORDS = rf"{_WORD}(?:(?:\s+and\s+|[\s-]+){_WORD})*"
_SCALE = r"(?:\s(?:hundred|thousand|million|billion|trillion)\b)?"
_AGAIN = re.compile(r"\s*\(\s*$")


@dataclass(frozen=True)
class Measure:
    """A number where it stands: `value` as a plain decimal, `unit` empty where none is told."""

    value: str
    unit: str
    start: int
    end: int


def measures_in(text: str) -> list[Measure]:
    """The numbers of a text in order. "First" and, without a unit, "one" are none: mostly they are an article."""
    found: list[Measure] = []
    for match in _number().finditer(text):
        unit = _named(match["before"], _currencies()) or _unit_after(text, match.end())
        value = "1" if unit and (match["words"] or "").lower() == "one" else _value(match)
        if value is None:
            continue
        one = Measure(value, unit, match.start(), match.end())
        last = found[-1] if found else None
        if last is not None and last.value == one.value and _AGAIN.fullmatch(_between(text, last, one)):
            found[-1] = Measure(value, unit or last.unit, last.start, one.end)
        else:
            found.append(one)
    return found


@lru_cache(maxsize=65_536)
def unit_of(word: str) -> str:
    """The unit that a word is the name of, or nothing."""
    return next((name for name, pattern in (*_units(), *_currencies()) if pattern.fullmatch(word)), "")


def _between(text: str, last: Measure, one: Measure) -> str:
    """What stands between two numbers, without the unit of the first."""
    return re.sub(r"^\s*(?:%|[^\W\d]+(?:\s[^\W\d]+)?)?(?=\s*\()", "", text[last.end : one.start])


def _value(match: re.Match[str]) -> str | None:
    if figures := match["figures"]:
        scale = {"": 1, "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
        return plain(Decimal(figures.replace(",", "")) * scale[(match["scale"] or "").strip().lower()])
    value = value_in_words(match["words"])
    single = not re.search(r"[\s-]", match["words"])
    return None if value is None or (single and value <= 1) else plain(Decimal(value))


def _unit_after(text: str, at: int) -> str:
    rest = re.sub(r"^(?:\)|\s*\([^()]{1,30}\))?[\s-]*", "", text[at : at + 60])
    for name, pattern in (*_currencies(), *_units()):
        if pattern.match(rest):
            return name
    return ""


def _named(written: str | None, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    text = (written or "").strip()
    return next((name for name, pattern in patterns if text and pattern.match(text)), "")


@cache
def _number() -> re.Pattern[str]:
    before = r"(?P<before>(?:\b(?:us|c|ca|cad|a|au|hk)|u\.s\. ?)?\$|€|£|¥|\b(?:usd|eur|gbp|jpy|chf|rmb|cny|inr)(?=[\s\d]))?\s?"
    return re.compile(
        rf"{before}(?:(?<![\w.,])(?P<figures>{_FIGURES})(?P<scale>{_SCALE})(?:(?=[a-z]*\b)(?:st|nd|rd|th)\b)?|\b(?P<words>{_WORDS})\b)",
        re.I,
    )


@cache
def _currencies() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return _patterns("currencies")


@cache
def _units() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return _patterns("units")


def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    file = tomllib.loads(files(__package__).joinpath("particulars.toml").read_text(encoding="utf-8"))
    return tuple(
        (name, re.compile(rf"(?:{written.replace(' ', chr(92) + 's+')})(?!\w)", re.I)) for name, written in file[table].items()
    )

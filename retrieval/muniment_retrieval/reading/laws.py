"""Which law a sentence says governs: the place that stands with the word law, as it is written.

The places that have a law of their own are known (`places.toml`); another one is taken where the sentence plainly says whose law
it is ("the laws of the Republic of Ruritania").
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Found = tuple[int, int, str]
"""Where a place is written, and what it is called here: in lower case, without "the State of"."""

_WITHIN = 90
"""A place belongs to the law that stands at most so many characters before it."""

_GOVERNS = re.compile(
    r"\b(?:govern|constru|interpret)|\b(?:applicable|subject to|accordance|under the laws?|choice of law)\b", re.I
)
_LAW = re.compile(r"\blaws?\b", re.I)
_OTHERWISE = re.compile(
    r"\b(?:organi[sz]ed|incorporated|formed|existing|registered|chartered|courts?|venue|jurisdiction|arbitrat\w+)\b", re.I
)
_UNLISTED = re.compile(
    r"\blaws?\s+(?:of|in force in)\s+(?:the\s+)?(?:(?i:state|republic|kingdom|commonwealth|province|country|principality)"
    r"\s+of\s+)(?:the\s+)?(?P<p>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2})"
)


def governing_places(text: str) -> list[Found]:
    """The places whose law governs, in the order in which they stand; none where a sentence speaks of no such law."""
    if not (_GOVERNS.search(text) and _LAW.search(text)):
        return []
    return _beside_law(text) or [(m.start("p"), m.end("p"), called(m["p"])) for m in _UNLISTED.finditer(text)]


def place_in(text: str) -> str:
    """The place whose law a question names ("New York law", "the laws of England", "Swiss law"); empty for none."""
    found = _beside_law(text) or [(m.start("p"), m.end("p"), called(m["p"])) for m in _UNLISTED.finditer(text)]
    return found[0][2] if found else ""


def same_place(one: str, other: str) -> bool:
    """Whether two places are one, or one holds the other by its name ("england" and "england and wales")."""
    return any(re.search(rf"\b{re.escape(a)}\b", b) for a, b in ((one, other), (other, one)))


def called(written: str) -> str:
    plain = " ".join(written.lower().split())
    return str(_file()["adjectives"].get(plain, plain))


def _beside_law(text: str) -> list[Found]:
    found: list[Found] = []
    for law in _LAW.finditer(text):
        for place in _places().finditer(text):
            if place.end() <= law.start():
                near = re.fullmatch(
                    r"(?:['’]s?)?\s+(?:(?:state|internal|substantive|domestic|governing)\s+){0,2}",
                    text[place.end() : law.start()],
                    re.I,
                )
            else:
                between = text[law.end() : place.start()]
                near = None if len(between) > _WITHIN or _OTHERWISE.search(between) or re.search(r"[;]|\.\s", between) else law
            if near and all(place.end() <= start or place.start() >= end for start, end, _ in found):
                found.append((place.start(), place.end(), called(place.group())))
    return sorted(found)


@cache
def _places() -> re.Pattern[str]:
    file = _file()
    names = [name.strip() for group in ("states", "provinces", "countries") for name in file[group].split(";")]
    names += file["adjectives"]
    written = "|".join(r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:{written})\b", re.I)


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("places.toml").read_text(encoding="utf-8"))

"""Questions about the library itself ("which files are from 2021", "what is the largest PDF"), which the vault's tables answer.

Only questions that speak of files as files are taken: of documents, files, PDFs and the like, and of nothing but when, where, how
large, of which type and how readable they are. "Which documents must the seller deliver" speaks of what a document says.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from muniment_engines.errors import MunimentError

from muniment_retrieval.narrowing import Narrow, period_of, type_of


@dataclass(frozen=True)
class OfLibrary:
    """What of the library is asked for.

    `show` is the column that is asked: "changed", "pages", "size" or "state". `state` is what documents must be: "scans",
    "unreadable" or "encrypted". `least` and `most` are bounds of `show`, both included.
    `first` is 1 for the smallest or oldest, -1 for the largest or newest alone. `name` is the end of one document's path.
    """

    narrow: Narrow = field(default_factory=Narrow)
    show: str = "changed"
    state: str = ""
    least: int | None = None
    most: int | None = None
    first: int = 0
    name: str = ""
    counts: bool = False


_OF_TIME = re.compile(
    r"from|of|in|since|after|before|until|on|dated|made|changed|the|and|to"
    r"|(?:jan|febr)(?:uary)?|feb|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|(?:sept?|octo?|nov|dec)(?:em)?(?:ber)?"
)
_TYPED = frozenset(["pdf", "pdfs", "spreadsheets", "presentations", "emails", "e-mails", "mails", "images", "pictures"])
_SUPERLATIVES = {
    "largest": ("size", -1), "biggest": ("size", -1), "smallest": ("size", 1), "longest": ("pages", -1), "shortest": ("pages", 1),
    "newest": ("changed", -1), "latest": ("changed", -1), "oldest": ("changed", 1), "most recent": ("changed", -1),
    "most recently changed": ("changed", -1),
}  # fmt: skip
_KINDS_OF_REST = frozenset(["time", "folder", "scans", "encrypted", "unreadable", "pages", "size", "type"])
_BYTES = {"kb": 10**3, "mb": 10**6, "gb": 10**9}


def of_library(text: str, today: date | None = None) -> OfLibrary | None:
    """What a question (without its mark) asks of the library, or None for one that is about what documents say."""
    if found := _pattern("when_changed").fullmatch(text):
        return OfLibrary(show="changed", name=found["name"].strip())
    if found := _pattern("superlative").fullmatch(text):
        show, first = _SUPERLATIVES[found["how"].lower()]
        return replace(_sorted(found), show=show, first=first)
    found = _pattern("which").fullmatch(text)
    if found is None:
        return None
    asked = replace(_sorted(found), counts=text.lower().startswith("how many"))
    rest = (found["rest"] or "").strip()
    if not rest:
        plain = re.match(r"(?:list|show|how many)", text, re.I) or found["noun"].lower() == "scans"
        return asked if plain and found["noun"].lower() not in ("document", "file") else None
    try:
        return _with_rest(asked, rest, today or date.today())
    except (MunimentError, ValueError):
        return None


def _sorted(found: re.Match[str]) -> OfLibrary:
    kind, noun = (found["type"] or "").lower(), found["noun"].lower()
    if "scan" in (kind, noun) or kind == "scanned" or noun == "scans":
        return OfLibrary(state="scans", show="state")
    word = kind or (noun if noun in _TYPED else "")
    return OfLibrary(narrow=Narrow(types=(type_of(word),))) if word else OfLibrary()


def _with_rest(asked: OfLibrary, rest: str, today: date) -> OfLibrary | None:
    for name in _rests():
        found = _pattern(name).fullmatch(rest)
        if found is None:
            continue
        what = name.split("_")[0]
        if what == "time":
            since, until = _period(found["when"], today)
            return replace(asked, narrow=replace(asked.narrow, since=since, until=until))
        if what == "folder":
            return replace(asked, narrow=replace(asked.narrow, folder=found["folder"]))
        if what == "type":
            return replace(asked, narrow=replace(asked.narrow, types=(type_of(found["kind"]),)))
        if what in ("pages", "size"):
            return _bounded(asked, what, found)
        return replace(asked, state=what, show="state")
    return None


def _bounded(asked: OfLibrary, what: str, found: re.Match[str]) -> OfLibrary:
    unit = _BYTES[found["unit"].lower()] if what == "size" else 1
    number = int(float(found["n"].replace(",", "")) * unit)
    bound = (found["bound"] or ("at least" if found.group().endswith("or more") else "exactly")).lower()
    if bound in ("more than", "over", "larger than", "bigger than"):
        return replace(asked, show=what, least=number + 1)
    if bound == "at least":
        return replace(asked, show=what, least=number)
    if bound == "at most":
        return replace(asked, show=what, most=number)
    if bound == "exactly":
        return replace(asked, show=what, least=number, most=number)
    return replace(asked, show=what, most=number - 1)


def _period(when: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day that is meant; raises where it is no time at all."""
    plain = when.lower()
    if plain in ("today", "yesterday"):
        day = today - timedelta(days=plain == "yesterday")
        return day, day
    if named := re.fullmatch(r"(this|last) (week|month|year)", plain):
        return _around(today, named[2], last=named[1] == "last")
    if not all(_OF_TIME.fullmatch(w) for w in re.findall(r"[a-z]+", plain)):
        raise ValueError("words that tell no time")
    bare = re.sub(r"^(?:(?:from|of|in|since|after|before|until|on|dated|made|changed|the) )+", "", plain)
    first, last = period_of(bare)
    if plain.startswith("since"):
        return first, None
    if plain.startswith("after"):
        return last + timedelta(days=1), None
    if plain.startswith("before"):
        return None, first - timedelta(days=1)
    return (None, last) if plain.startswith("until") else (first, last)


def _around(today: date, unit: str, *, last: bool) -> tuple[date, date]:
    if unit == "week":
        first = today - timedelta(days=today.weekday() + 7 * last)
        return first, first + timedelta(days=6)
    if unit == "year":
        return date(today.year - last, 1, 1), date(today.year - last, 12, 31)
    month = today.replace(day=1)
    return period_of((month - timedelta(days=1) if last else month).strftime("%Y-%m"))


@cache
def _patterns() -> dict[str, str]:
    file = tomllib.loads(files(__package__).joinpath("library.toml").read_text(encoding="utf-8"))
    return {name: pattern.replace("\n", "") for name, pattern in file["patterns"].items()}


@cache
def _rests() -> tuple[str, ...]:
    """What may follow the files that are asked for, in the order in which it is looked for."""
    return tuple(name for name in _patterns() if name.split("_")[0] in _KINDS_OF_REST)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    pattern = _patterns()[name]
    while (named := re.search(r"<([A-Z]+)>", pattern)) is not None:
        pattern = pattern.replace(named.group(), _patterns()[named[1]])
    return re.compile(pattern, re.I)

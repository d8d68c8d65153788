"""One change that makes a true sentence false, for `bench_badges.py`: a value is exchanged for another of its kind.

The other value stands in the same document where there is one. A negation is put in or taken out, what may be done must be done
and the other way round, and of two parties each takes the place of the other.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from muniment_retrieval.answer.figures import dates_in

KINDS = ("number", "date", "party", "negation", "may or shall")
OTHERS = ("bound", "unit")
"""Kinds that are told apart from those that are counted together."""

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b(?:(?:{_MONTH}) \d{{1,2}}, \d{{4}}|\d{{1,2}} (?:{_MONTH}) \d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    rf"|(?:{_MONTH}),? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th) day of (?:{_MONTH}),? \d{{4}}|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?)\b"
)
_WORDS = "two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty ninety hundred".split()  # noqa: SIM905
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.I)
_FIGURES = re.compile(r"(?<![\w.,/-])\$?\d[\d,]*(?:\.\d+)?%?(?![\w/-]|\.\d)")
_MODAL = re.compile(r"\b(?:shall|must|will|may)\b")
_ROLE = re.compile(
    r"\b([A-Z][A-Za-z&]+(?: [A-Z][A-Za-z&]+){0,2}) (?:shall|will|may|agrees|must|represents|warrants|has the right)\b"
)
_NO_ROLES = frozenset(
    [
        *("Agreement", "This Agreement", "The Agreement", "Term", "The Term", "The", "Any", "Such", "Either", "Each", "Neither"),
        *("Party", "It", "They", "There", "That", "This", "Notice", "Parties", "The Parties", "Section", "All", "No", "Nothing"),
        *("Services", "Products", "Either Party", "Each Party", "Neither Party", "Such Party", "We", "You", "Payment"),
        *("Termination", "Affiliates"),
    ]
)
_BOUNDS = (
    ("at least", "at most"), ("not less than", "not more than"), ("no later than", "no earlier than"), ("prior to", "after"),
    ("before", "after"), ("after", "before"), ("more than", "less than"), ("less than", "more than"), ("within", "after"),
    ("minimum", "maximum"), ("maximum", "minimum"), ("exceed", "fall below"), ("following", "preceding"),
)  # fmt: skip
_UNITS = (
    ("days", "months"),
    ("months", "years"),
    ("years", "months"),
    ("business days", "calendar days"),
    ("month", "year"),
    ("hours", "days"),
)


@lru_cache(maxsize=512)
def parties_of(text: str) -> list[str]:
    """The roles and names that do or may do things in a document, the most frequent first."""
    found = Counter(match[1].removeprefix("The ") for match in _ROLE.finditer(text) if match[1] not in _NO_ROLES)
    return [name for name, times in found.most_common(6) if times > 1]


def change(kind: str, text: str, whole: str, chance: random.Random) -> str | None:
    """The sentence with one change of that kind; nothing where it has nothing of the kind. `whole` is its document's text."""
    return _CHANGES[kind](text, whole, chance)


def stands_in(text: str, whole: str) -> bool:
    """Whether a document has a changed sentence as well, with whatever verb of duty: then it is true, after all."""
    return _bare(text) in _bare(whole)


@lru_cache(maxsize=512)
def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", re.sub(r"\b(?:must|will)\b", "shall", text.casefold())).strip()


def _other(value: str, pool: Sequence[str], chance: random.Random) -> str | None:
    plain = value.strip("$%").replace(",", "")
    others = sorted({p for p in pool if p.strip("$%").replace(",", "").lower() != plain.lower()})
    return chance.choice(others) if others else None


def _number(text: str, whole: str, chance: random.Random) -> str | None:
    dated = [m.span() for m in _DATE.finditer(text)]
    free = [m for m in _FIGURES.finditer(text) if not any(a <= m.start() < b for a, b in dated)]
    spelled = list(_NUMBER_WORD.finditer(text))
    if not free and not spelled:
        return None
    match = chance.choice([*free, *spelled])
    if match in spelled:
        new = _other(match.group(), [w.lower() for w in _NUMBER_WORD.findall(whole)], chance) or "eleven"
        return at(text, match.span(), new.capitalize() if match.group()[0].isupper() else new)
    shape = [p for p in _FIGURES.findall(whole) if p[:1] == match.group()[:1] == "$" or "$" not in p + match.group()]
    new = _other(match.group(), [p.strip("%") for p in shape], chance) or str(int(re.sub(r"\D", "", match.group())) + 1)
    return at(text, match.span(), new + ("%" if match.group().endswith("%") else ""))


def _date(text: str, whole: str, chance: random.Random) -> str | None:
    found = list(_DATE.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    others = [other for other in _DATE.findall(whole) if not set(dates_in(other)) & set(dates_in(match.group()))]
    if chance.random() < 0.5 and (new := _other(match.group(), others, chance)):
        return at(text, match.span(), new)
    part = chance.choice(list(re.finditer(rf"\d+|{_MONTH}", match.group())))
    old = part.group()
    other = chance.choice([m for m in _MONTH.split("|") if m != old]) if old.isalpha() else _stepped(old, chance)
    return at(text, (match.start() + part.start(), match.start() + part.end()), other)


def _stepped(number: str, chance: random.Random) -> str:
    most = 12 if len(number) < 3 else 9999
    return str((int(number) + chance.randint(1, 7) - 1) % most + 1 if len(number) < 3 else int(number) + chance.randint(1, 7))


def _party(text: str, whole: str, chance: random.Random) -> str | None:
    parties = parties_of(whole)
    here = [p for p in parties if re.search(rf"\b{re.escape(p)}\b", text)]
    if not here or len(parties) < 2:
        return None
    if len(here) > 1 and chance.random() < 0.6:
        first, second = chance.sample(here, 2)
        joined = r",? (?:and|or|and/or) "
        if re.search(rf"{re.escape(first)}{joined}{re.escape(second)}|{re.escape(second)}{joined}{re.escape(first)}", text):
            return None  # of two that are only listed together, the order says nothing
        swap = {first: second, second: first}
        return re.sub(rf"\b(?:{re.escape(first)}|{re.escape(second)})\b", lambda m: swap[m.group()], text)
    old = chance.choice(here)
    others = [p for p in parties if p.casefold() not in old.casefold() and old.casefold() not in p.casefold()]
    new = chance.choice(others or ["Guarantor"])
    return re.sub(rf"\b{re.escape(old)}\b", new, text)


def _negation(text: str, _whole: str, chance: random.Random) -> str | None:
    if match := re.search(r"\b(?:shall|will|may|must|does|is|are) (not )(?!limited)", text):
        return at(text, match.span(1), "")
    found = list(re.finditer(r"\b(?:shall|will|may|must|is|are)\b", text))
    if not found or re.search(r"\b(?:no|neither|nor|never)\b", text, re.I):
        return None
    match = chance.choice(found)
    return at(text, (match.end(), match.end()), " not")


def _may_or_shall(text: str, _whole: str, chance: random.Random) -> str | None:
    found = list(_MODAL.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    return at(text, match.span(), "shall" if match.group() == "may" else "may")


def replaced(pairs: Sequence[tuple[str, str]]) -> Callable[[str, str, random.Random], str | None]:
    """The change that exchanges one of these words or phrases for the other one of its pair."""

    def changed(text: str, _whole: str, chance: random.Random) -> str | None:
        able = [(m, new) for old, new in pairs if (m := re.search(rf"\b{old}\b", text))]
        if not able:
            return None
        match, new = chance.choice(able)
        return at(text, match.span(), new)

    return changed


def at(text: str, span: tuple[int, int], new: str) -> str:
    """The text with another word in that place."""
    return " ".join((text[: span[0]] + new + text[span[1] :]).split())


bounds, units = replaced(_BOUNDS), replaced(_UNITS)

_CHANGES: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "number": _number,
    "date": _date,
    "party": _party,
    "negation": _negation,
    "may or shall": _may_or_shall,
    "bound": bounds,
    "unit": units,
}

"""Changes of what relates the words of a true sentence, for `bench_badges.py --further`.

Small words are exchanged ("to", "from"); two things or two numbers change their places, and the day and the month of a date;
who acts becomes somebody whom no document knows; a condition is left off; and somebody does what somebody else does in a sentence
beside.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from badge_changes import at, replaced

_GIVES = (
    *("paid", "pay", "pays", "delivered", "deliver", "sent", "send", "provided", "provide", "given", "give", "granted", "grant"),
    *("grants", "transferred", "assigned", "submitted", "notice", "payment"),
)
_TAKES = ("received", "receive", "obtained", "obtain", "purchased", "purchase", "arising", "resulting", "derived", "collected")
_SMALL = (
    *((rf"(?<={word} )to", "from") for word in _GIVES),
    *((rf"(?<={word} )by", "to") for word in (*_GIVES, "increased", "decreased")),
    *((rf"(?<={word} )from", "to") for word in _TAKES),
)  # fmt: skip
_ACTS = r"(?:shall|will|may|must|is|are|was|were|has|had|have|agrees|represents|warrants)"
_DOES = re.compile(rf"(?P<who>[A-Z][\w’'-]*(?: [\w’'-]+){{0,4}}?) (?P<does>{_ACTS}\b.{{15,}})[.;]")
_NOBODY = re.compile(
    r"(?:It|He|She|They|We|I|You|There|This|These|Those|Such|That|Each|Either|Neither|No|Any|All)\b(?! [a-z]{4,})"
)
_SOMEBODY = re.compile(rf"[A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}} (?={_ACTS}\b)")
_STRANGERS = ("Kessler", "Brindle", "Harwold Shipping", "Ostrander", "Velka Industries", "Marchetti")
_AFTER_A_NOUN = (
    r"of|to|for|in|on|by|with|and|or|from|at|shall|will|may|must|is|are|was|were|has|had|that|which|under|before|after"
)
_THING = re.compile(
    r"(?<=\bthe )(?!(?:other|same|only|first|last|party|parties|agreement|contract|document)\b)[a-z]{4,}"
    rf"(?=[,.;]| (?:{_AFTER_A_NOUN})\b)"
)
_NUMBER = re.compile(r"(?<![\w.,/-])\$?\d[\d,]*(?:\.\d+)?(?![\w/-]|\.\d)")
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_DATED = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}})(?=,? (?:19|20)\d\d)")
_NO_CONDITION_BEHIND = ("and", "or", "but", "that", "including", "even", "as")
_CONDITIONED = re.compile(
    r"(.{40,}?)" + "".join(rf"(?<!\b{word})" for word in _NO_CONDITION_BEHIND) + ",? "
    r"(?:unless|except(?! as)|only (?:if|when|upon|to the extent)|provided,?(?: however,?)? that|if) .{15,}[.;]$"
)


def _swapped(pattern: re.Pattern[str]) -> Callable[[str, str, random.Random], str | None]:
    """Two things that a pattern finds, with words between them, change their places."""

    def changed(text: str, _whole: str, chance: random.Random) -> str | None:
        found = list(pattern.finditer(text))
        pairs = [
            (a, b)
            for n, a in enumerate(found)
            for b in found[n + 1 :]
            if a.group() != b.group()
            and (a.group()[0] == "$") is (b.group()[0] == "$")
            and len(re.findall(r"[a-z]{3,}", text[a.end() : b.start()])) > 1
        ]
        if not pairs:
            return None
        a, b = chance.choice(pairs)
        return text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]

    return changed


def _day_and_month(text: str, _whole: str, chance: random.Random) -> str | None:
    able = [m for m in _DATED.finditer(text) if 0 < int(m[2]) <= len(_MONTHS) and _MONTHS[int(m[2]) - 1] != m[1]]
    if not able:
        return None
    match = chance.choice(able)
    return at(text, match.span(), f"{_MONTHS[int(match[2]) - 1]} {_MONTHS.index(match[1]) + 1}")


def _stranger(text: str, _whole: str, chance: random.Random) -> str | None:
    found = _SOMEBODY.match(text)
    return at(text, (found.start(), found.end() - 1), chance.choice(_STRANGERS)) if found else None


def _without_condition(text: str, _whole: str, _chance: random.Random) -> str | None:
    found = _CONDITIONED.match(text)
    return found[1] + "." if found else None


def _patched(text: str, whole: str, chance: random.Random) -> str | None:
    """Who acts in a sentence does, instead or as well, what another does in the sentence beside it."""
    here, start = _DOES.fullmatch(text), whole.find(text)
    if not here or start < 0 or _NOBODY.match(text):
        return None
    before, behind = whole[max(start - 400, 0) : start].strip(), whole[start + len(text) :][:400].strip()
    beside = (re.split(r"(?<=[.;]) ", before)[-1], re.split(r"(?<=[.;]) ", behind)[0])
    others = [other for other in map(_DOES.fullmatch, beside) if other and not _NOBODY.match(other["who"])]
    words = set(re.findall(r"\w{3,}", here["who"].lower())) - {"the"}
    others = [other for other in others if not words & set(re.findall(r"\w{3,}", other["who"].lower()))]
    if not others:
        return None
    other = chance.choice(others)
    return f"{here['who']} {other['does']}." if chance.random() < 0.5 else f"{text[:-1]} and {other['does']}."


RELATING: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "patchwork": _patched,
    "stranger": _stranger,
    "swapped things": _swapped(_THING),
    "swapped numbers": _swapped(_NUMBER),
    "day and month": _day_and_month,
    "small word": replaced(_SMALL),
    "left condition": _without_condition,
}

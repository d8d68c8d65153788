"""A fragment in the place of its counterpart in the question before: "And in 2019?" after "What was the rent in 2018?".

A year stands for a year, a name for a name, a party for a party, a document for a document, and what follows a preposition for
what followed the same one. Where there is no counterpart, what begins with a preposition is added at the end.
"""

from __future__ import annotations

import re

from .phrases import Kind, Phrase, Token, kind_of, phrases, tokens, words

_DATE = re.compile(
    r"\b(?:(?:fiscal (?:year )?|FY ?|Q[1-4] (?:of )?)?(?:1[5-9]|20)\d\d|Q[1-4]|(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)(?: (?:of )?(?:1[5-9]|20)\d\d)?)\b"
)
_WHAT_IS = re.compile(r"^(?P<lead>what(?:'s|’s| is| are| was| were) )", re.I)


def in_its_place(fragment: str, before: str) -> str | None:
    """The question before with the fragment in it, or None where it has no place there."""
    last = re.sub(r"\s*\([^()]*\?\)$", "", " ".join(before.split()).rstrip(" ?!."))
    said = fragment.strip()
    preposition, core = _split(said)
    if not core:
        return None
    dated = _DATE.fullmatch(re.sub(r"^the ", "", core))
    if dated:
        found = _DATE.search(last)
        if found:
            return last[: found.start()] + core + last[found.end() :]
        return f"{last} {preposition or 'in'} {core}"
    place = _counterpart(core, preposition, last)
    if place is not None:
        return last[: place.start] + _fitting(core, last[place.start : place.end]) + last[place.end :]
    if preposition:
        return f"{last} {said}"
    return _topic_changed(core, last)


def _topic_changed(core: str, last: str) -> str | None:
    """The question before about another thing: what it asks for where it is "what is …", else the last thing that it names."""
    said = tokens(core)
    named = phrases(last)
    what = _WHAT_IS.match(last)
    if what and not said[0].is_capital:
        first = next((p for p in named if p.start >= what.end()), None)
        if first is not None:
            return last[: first.start] + core + last[first.end :]
    alike = [p for p in named if p.kind is Kind.THING and said[0].low == tokens(p.text)[0].low in words("determiners")]
    if not alike:
        return None
    return last[: alike[-1].start] + core + last[alike[-1].end :]


def _split(fragment: str) -> tuple[str, str]:
    first, _, rest = fragment.partition(" ")
    return (first, rest) if first.lower() in words("prepositions") and rest else ("", fragment)


def _counterpart(core: str, preposition: str, last: str) -> Phrase | None:
    """The phrase of the question before that stands where the fragment would."""
    said = tokens(core)
    kind = kind_of(said)
    named = [p for p in phrases(last) if not _asked_word(p, last)]
    if kind is Kind.TIME:
        ordinal = any(t.low in words("ordinals") for t in said)
        alike = [p for p in named if p.kind is Kind.TIME and (p.head == said[-1].low or not ordinal)]
        return _one(alike, preposition, last)
    if kind is Kind.NAME:
        alike = [p for p in named if p.kind is Kind.NAME]
        people = [p for p in named if p.kind is Kind.PERSON or p.is_organisation]
        return _one(alike, preposition, last) or _one(people, preposition, last)
    if kind is Kind.PERSON:
        people = [p for p in named if p.kind is Kind.PERSON or p.is_organisation]
        return _one(people, preposition, last) or _one([p for p in named if p.kind is Kind.NAME], preposition, last)
    if kind is Kind.DOCUMENT:
        return _one([p for p in named if p.kind is Kind.DOCUMENT], preposition, last)
    if preposition:
        alike = [p for p in named if p.kind is Kind.THING and _before(p, last) == preposition.lower()]
        return alike[0] if len(alike) == 1 else None
    heads = [p for p in named if p.kind is Kind.THING and p.head == said[-1].low]
    return heads[0] if len(heads) == 1 else None


def _one(alike: list[Phrase], preposition: str, last: str) -> Phrase | None:
    """The one that stands behind the same preposition; else the first, which mostly is the one that acts."""
    if preposition:
        behind = [p for p in alike if _before(p, last) == preposition.lower()]
        alone = preposition.lower() == "for" and len(alike) == 1 and not _before(alike[0], last)
        return behind[0] if behind else alike[0] if alone else None
    inner = [p for p in alike if not any(q.start <= p.start and p.end <= q.end and q is not p for q in alike)]
    return inner[0] if inner else None


def _before(phrase: Phrase, text: str) -> str:
    """The preposition before a phrase, or nothing."""
    words_before: list[Token] = tokens(text[: phrase.start])
    low = words_before[-1].low if words_before else ""
    return low if low in words("prepositions") else ""


def _asked_word(phrase: Phrase, text: str) -> bool:
    return phrase.start == 0 and text.split(" ", 1)[0].lower() in words("wh")


def _fitting(core: str, place: str) -> str:
    """The fragment with the possessive ending that stands in its place."""
    ending = re.search(r"[’']s?$", place)
    return core + ("’s" if ending and not core.endswith(("'s", "’s")) else "")

"""A fragment in the place of its counterpart in the question before: "And in 2019?" after "What was the rent in 2018?".

A year stands for a year, a name for a name, a party for a party, a document for a document, and what follows a preposition for
what followed the same one. Where there is no counterpart, what begins with a preposition is added at the end.
"""

from __future__ import annotations

import re

from .forms import words
from .phrases import Kind, Phrase, kind_of, phrases, tokens
from .siblings import by_one_word, of_another, stands_behind, with_same_ending
from .topics import whole

_DATE = re.compile(
    r"\b(?:(?:fiscal (?:year )?|FY ?|Q[1-4] (?:of )?)?(?:1[5-9]|20)\d\d|Q[1-4]|(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)(?: (?:of )?(?:1[5-9]|20)\d\d)?)\b"
)
RELATIVE_TIME = re.compile(
    r"(?:(?:the|a|one|two|three) )?(?:year|quarter|month|week|day|decade)s? (?:before|earlier|later|after|ago|prior)"
    r"|(?:last|next|the (?:previous|following|next|prior)) (?:year|quarter|month|week|day)",
    re.I,
)
"""A time that is told from the one that was asked about."""

_NUMBER = r"(?:\d+[a-z]?|[ivx]+|[a-h]|one|two|three|four|five|six|seven|eight|nine|ten)"
_NUMBERED = re.compile(rf"(?P<label>[a-z]+) {_NUMBER}", re.I)
_MOMENT = re.compile(r"(?:at|on|in|before|after|during|since|until|by|under|without|with|off) (?!the\b|an?\b)[a-z]\w+")
_ANY = ("a", "an", "any")
_WHEN = ("before", "after", "since", "until", "till", "by", "in", "on", "during")
_WHO_IS = re.compile(r"^who(?:'s|’s| is| are| was| were) ", re.I)
_WHAT_IS = re.compile(r"^(?P<lead>what(?:'s|’s| is| are| was| were) )", re.I)


def in_its_place(fragment: str, before: str) -> str | None:
    """The question before with the fragment in it, or None where it has no place there."""
    last = re.sub(r"\s*\([^()]*\?\)$", "", " ".join(before.split()).rstrip(" ?!."))
    said = fragment.strip()
    preposition, core = _split(said)
    if not core or _is_part(core):
        return None
    if (told := by_one_word(core, last) or of_another(core, last) or with_same_ending(core, last)) is not None:
        return told
    if RELATIVE_TIME.fullmatch(said):
        return f"{last} {said[:1].lower()}{said[1:]}"
    dated = _DATE.fullmatch(re.sub(r"^the ", "", core))
    if dated:
        found = _DATE.search(last)
        if found:
            return _until_its_time(last[: found.start()], preposition) + core + last[found.end() :]
        return f"{last} {preposition or 'in'} {core}"
    numbered = _NUMBERED.fullmatch(re.sub(r"^the ", "", core))
    if numbered and (same := re.search(rf"\b{re.escape(numbered['label'])} {_NUMBER}\b", last, re.I)):
        return last[: same.start()] + core + last[same.end() :]
    place = _counterpart(core, preposition, last)
    if place is not None:
        return last[: place.start] + _fitting(core, last[place.start : place.end]) + last[place.end :]
    if preposition:
        return _at_the_end(said, last)
    return _topic_changed(core, last)


def _until_its_time(before: str, preposition: str) -> str:
    """What stands before a date, with the other preposition where the fragment has one: "before 2020" and "and after 2020?"."""
    return re.sub(rf"\b(?:{'|'.join(_WHEN)})\s+$", f"{preposition.lower()} ", before) if preposition.lower() in _WHEN else before


def _is_part(core: str) -> bool:
    """Whether a fragment is a part of what was asked about, and so never in its place: "the other half"."""
    lows = {t.low for t in tokens(core)}
    return bool(lows & {"other", "others", "rest", "half", "remainder", "one", "ones"})


def _at_the_end(said: str, last: str) -> str:
    """In the place of the last words that say when or where, where both are one bare word: "at discharge"."""
    if _MOMENT.fullmatch(said) and (moment := re.search(rf" {_MOMENT.pattern}$", last)):
        return f"{last[: moment.start()]} {said}"
    return f"{last} {said[:1].lower()}{said[1:]}"


def _topic_changed(core: str, last: str) -> str | None:
    """The question before about another thing: what it asks for where it is "what is …", else the last thing that it names."""
    said = tokens(core)
    named = phrases(last)
    if _WHO_IS.match(last) and kind_of(said) not in (Kind.PERSON, Kind.NAME):
        return None
    what = _WHAT_IS.match(last)
    if what and not said[0].is_capital:
        first = next((p for p in named if p.start >= what.end()), None)
        if first is not None:
            return last[: first.start] + core + _whole_of(first, core) + last[first.end :]
    things = [p for p in named if p.kind is Kind.THING]
    if said[0].low in _ANY and (any_thing := next((p for p in things if tokens(p.text)[0].low in _ANY), None)) is not None:
        return last[: any_thing.start] + core + last[any_thing.start + len(whole(any_thing, last)) :]
    alike = [p for p in things if said[0].low == tokens(p.text)[0].low in words("determiners")]
    if not alike:
        return None
    return last[: alike[-1].start] + core + _whole_of(alike[-1], core) + last[alike[-1].end :]


def _whole_of(replaced: Phrase, core: str) -> str:
    """What the replaced thing was of: the new one is of it, too, unless it is somebody or says itself what it is of."""
    at = replaced.text.find(" of ")
    return "" if at < 0 or " of " in core or kind_of(tokens(core)) in (Kind.PERSON, Kind.NAME) else replaced.text[at:]


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
    if preposition and said[0].low in words("determiners") and kind in (Kind.NAME, Kind.THING):
        return _behind(preposition, [p for p in named if p.kind in (Kind.NAME, Kind.THING)], last)
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
        return _behind(preposition, [p for p in named if p.kind is Kind.THING], last)
    heads = [p for p in named if p.kind is Kind.THING and p.head == said[-1].low]
    return heads[0] if len(heads) == 1 else None


def _behind(preposition: str, alike: list[Phrase], last: str) -> Phrase | None:
    """The only one that stands behind the same preposition."""
    behind = [p for p in alike if stands_behind(p, last) == preposition.lower()]
    return behind[0] if len(behind) == 1 else None


def _one(alike: list[Phrase], preposition: str, last: str) -> Phrase | None:
    """The one that stands behind the same preposition; else the first, which mostly is the one that acts."""
    if preposition:
        behind = [p for p in alike if stands_behind(p, last) == preposition.lower()]
        alone = preposition.lower() == "for" and len(alike) == 1 and not stands_behind(alike[0], last)
        return behind[0] if behind else alike[0] if alone else None
    inner = [p for p in alike if not any(q.start <= p.start and p.end <= q.end and q is not p for q in alike)]
    return inner[0] if inner else None


def _asked_word(phrase: Phrase, text: str) -> bool:
    return phrase.start == 0 and text.split(" ", 1)[0].lower() in words("wh")


def _fitting(core: str, place: str) -> str:
    """The fragment with the possessive ending that stands in its place."""
    ending = re.search(r"[’']s?$", place)
    return core + ("’s" if ending and not core.endswith(("'s", "’s")) else "")

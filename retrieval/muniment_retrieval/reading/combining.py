"""Several things asked of each document at once: where a question is cut, and whether a document fits the whole of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from muniment_retrieval.search.vocabulary import concepts_of
from muniment_retrieval.search.words import terms

_LISTED = re.compile(r",?\s+(?:and|as well as)\s+(?:also\s+)?(?:the\s+|their\s+|its\s+)?|,\s+(?:the\s+|their\s+|its\s+)?", re.I)
_ARTICLE = r"(?:an?|any|some|the|no|neither)"
_VERB = (
    r"(?:have|has|contain|include|provide|require|allow|permit|grant|give|restrict|limit|cap|forbid|prohibit|impose|are|is|can|may|do|does"
    r"|expire|renew|terminate|mention|lack|omit|with|having)s?"
)
_CUTS = re.compile(
    rf"(?:,?\s+(?P<joins>and|or|but)\s+(?:also\s+|both\s+)?(?:that\s+|which\s+)?(?=(?P<begins>{_ARTICLE}|{_VERB})\b|)|\s+(?P<lacks>without|nor)\s+)",
    re.I,
)
_BOTH = re.compile(r"^(?P<lead>.*?\b)(?P<how>both|either|neither)\s+", re.I)
_DENIED = re.compile(r"^(?P<lead>(?:do|does)(?: not|n[’']t)|cannot|can not) ", re.I)


@dataclass(frozen=True)
class Cut:
    """The things that documents must do ("have an audit right"), each with its verb, and whether one of them is enough."""

    parts: tuple[str, ...]
    either: bool = False


def topics_of(topic: str) -> tuple[str, ...]:
    """The topics of a list: "parties, the term and the governing law"; the one where it is no list."""
    return tuple(part.strip() for part in _LISTED.split(topic) if part.strip())


def conditions_of(does: str, known: Callable[[str], bool]) -> Cut | None:
    """Where a condition is cut into several, each of which is `known` and about another thing; None where it is one.

    "Do not have X or Y" has neither; "do not have X and Y" lacks one of them; "do not have X but have Y" lacks X only.
    """
    text, how = does, ""
    if said := _BOTH.match(does):
        text, how = f"{said['lead']}{does[said.end() :]}", said["how"].lower()
    if how != "neither" and (denied := _DENIED.match(text)):
        return _of_denied(denied["lead"], text[denied.end() :], known)
    text = _with_joins(text)
    for found in _CUTS.finditer(text):
        joins = (found["joins"] or "").lower()
        if joins in ("or", "but") and not (found["begins"] or how):
            continue
        first, second = text[: found.start()].strip(), _with_verb(text[found.end() :].strip(), text)
        if how == "neither":
            first, second = _denied(first), _denied(second)
        elif found["lacks"]:
            second = _denied(second)
        plain = (_plain(first), _plain(second))
        if all(known(part) for part in plain) and _differ(*plain):
            either = joins == "or" and how != "neither"
            return Cut((first, *_parts_of(second, either, known)), either)
    return None


def _of_denied(lead: str, rest: str, known: Callable[[str], bool]) -> Cut | None:
    """The same for "do not …"; what is denied ends where a part begins that says for itself whether it is so."""
    for found in filter(_says_itself, _CUTS.finditer(rest)):
        denied, own = rest[: found.start()].strip(), rest[found.end() :].strip()
        plain = (_plain(denied), _plain(own))
        if all(known(part) for part in plain) and _differ(*plain):
            either = (found["joins"] or "").lower() == "or"
            sides = (f"{lead} {denied}", _denied(own) if found["lacks"] else own)
            return Cut(tuple(part for side in sides for part in _parts_of(side, either, known)), either)
    cut = conditions_of(rest, known)
    return None if cut is None else Cut(tuple(f"{lead} {part}" for part in cut.parts), not cut.either)


def _says_itself(found: re.Match[str]) -> bool:
    """Whether a denial does not reach behind a cut. It does behind "or" with a plain verb ("do not grant or permit")."""
    if found["lacks"]:
        return found["lacks"].lower() == "nor"
    begins = (found["begins"] or "").lower()
    own = bool(re.fullmatch(_VERB, begins))
    return own and (found["joins"].lower() != "or" or begins.endswith("s") or begins in ("are", "can", "may", "do"))


def _parts_of(side: str, either: bool, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The parts of one side that are joined as the sides are; the side where it is one, or joined otherwise."""
    cut = conditions_of(side, known)
    return cut.parts if cut is not None and cut.either == either else (side,)


def _with_joins(text: str) -> str:
    """A list with its "and" or "or" in the place of each comma."""
    joins = re.findall(r"\s(and|or)\s", text, re.I)
    return re.sub(rf",\s+(?={_ARTICLE}\s)", f" {joins[-1]} ", text, flags=re.I) if joins else text


def fits_all(told: Iterable[bool | None], *, either: bool) -> bool | None:
    """Whether a document fits, by whether it fits each part; None where that cannot be said."""
    verdicts = list(told)
    decisive = either
    if decisive in verdicts:
        return decisive
    return None if None in verdicts else not decisive


def _with_verb(part: str, whole: str) -> str:
    """A part with the verb that it shares with the first one."""
    if re.match(rf"(?:{_VERB}|not)\b", part, re.I):
        return f"have {part[4:]}" if part.lower().startswith("not an") else part
    verb = re.match(rf"{_VERB}\b", whole, re.I)
    return f"{verb.group() if verb and verb.group().lower() not in ('are', 'is', 'can', 'may') else 'have'} {part}"


def _denied(part: str) -> str:
    return f"have no {_plain(part)}"


def _plain(part: str) -> str:
    """What is had, without the verb and the article before it."""
    without = re.sub(rf"^(?:{_VERB}\s+)?(?:not\s+)?(?:{_ARTICLE}\s+)?", "", part, flags=re.I)
    return without or part


def _differ(one: str, other: str) -> bool:
    a, b = ({concept.name for concept in concepts_of(terms(part))} for part in (one, other))
    return a != b

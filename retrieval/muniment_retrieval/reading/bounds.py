"""What a value must be to count: "governed by New York law", "expire before 2020", "a notice period of more than 60 days".

The bound is read off the question, and compared with what a document gives; where the two cannot be compared (another currency,
a month against a day in it), nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .laws import place_in, same_place
from .values import Gives, Value, values_in

Relation = Literal["is", "below", "at most", "above", "at least"]

_RELATIONS: tuple[tuple[Relation, str], ...] = (
    ("at most", r"at most|(?:no|not) (?:more|longer|later) than|not exceeding|up to|on or before|or (?:less|earlier)|maximum of"),
    ("at least", r"at least|(?:no|not) (?:less|shorter|earlier) than|on or after|or (?:more|longer|later)|minimum of"),
    ("below", r"before|prior to|(?:earlier|less|fewer|shorter|lower|smaller) than|below|under"),
    ("above", r"after|(?:later|more|longer|greater|higher|larger) than|above|over|exceed(?:s|ing)?"),
)
_OF_DATES: tuple[tuple[Relation, str], ...] = (("at most", r"until|by"), ("at least", r"since|from"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_MADE = re.compile(r"\b(?:dated|signed|executed|made|entered into|concluded|from)\b", re.I)
_VERB = re.compile(r"(?:expire|end|begin|start|commence|terminate|renew|run)\b", re.I)

_NEAR = 0.02
"""Measures that differ by no more than this share are the same: a month is no round number of days."""


@dataclass(frozen=True)
class Bound:
    """A value fits where it stands in this relation to `measure`, which is as in `values.Value`."""

    kind: Gives
    relation: Relation
    measure: float | str
    unit: str = ""


def bound_of(topic: str, kind: Gives) -> Bound | None:
    """The bound that a question sets; None where it sets none. `kind` is what it wants to be given."""
    if kind is Gives.LAW:
        place = place_in(topic)
        return Bound(kind, "is", place) if place else None
    for other in (Gives.DATE, Gives.AMOUNT, Gives.LENGTH):
        found = values_in(other, topic)
        if found:
            return Bound(other, _relation(topic, other), found[0].measure, found[0].unit)
    year = _YEAR.search(topic)
    return Bound(kind, _relation(topic, kind), year.group()) if year and kind is Gives.DATE else None


def without_bound(topic: str, bound: Bound) -> str:
    """What each document is asked: a question for the value, without what it is compared with."""
    if bound.kind is Gives.LAW:
        return "Which law governs this agreement?"
    if bound.kind is Gives.DATE and _MADE.search(topic):
        return "What is the date of this agreement?"
    rest = topic
    for value in reversed(values_in(bound.kind, topic)):
        rest = rest[: value.start] + rest[value.end :]
    rest = _YEAR.sub(" ", rest) if bound.kind is Gives.DATE else rest
    rest = re.sub(rf"\b(?:{'|'.join(words for _, words in _RELATIONS)})\b", " ", rest, flags=re.I)
    rest = re.sub(r"(?:\s+\b(?:of|in|by|from|until|since|on|and|than))+\s*$", "", " ".join(rest.split()), flags=re.I)
    rest = re.sub(r"^(?:an?|the|are|is|will)\s+", "", rest, flags=re.I)
    return f"When does it {rest}?" if _VERB.match(rest) else f"What is the {rest}?"


def fits(bound: Bound, value: Value) -> bool | None:
    """Whether a value is as the question wants it; None where that cannot be said."""
    if bound.kind is Gives.LAW:
        return same_place(str(bound.measure), str(value.measure))
    if isinstance(bound.measure, str):
        return _in_time(bound, str(value.measure))
    if isinstance(value.measure, str) or bound.unit != value.unit:
        return None
    same = abs(value.measure - bound.measure) <= _NEAR * max(bound.measure, 1.0)
    return _holds(bound.relation, value.measure < bound.measure and not same, same)


def _holds(relation: Relation, below: bool, same: bool) -> bool:
    if relation == "is":
        return same
    if relation in ("at most", "below"):
        return below or (same and relation == "at most")
    return not below and (not same or relation == "at least")


def _in_time(bound: Bound, iso: str) -> bool | None:
    """Dates are compared as far as the coarser one goes; a month says nothing of before or after a day in it."""
    if not iso:  # no day is set: it is before none, and whether it is after one cannot be said
        return None if bound.relation in ("above", "at least") else False
    wanted = str(bound.measure)
    length = min(len(wanted), len(iso))
    same = iso[:length] == wanted[:length]
    if same and len(iso) < len(wanted):
        return None
    return _holds(bound.relation, iso[:length] < wanted[:length], same)


def _relation(topic: str, kind: Gives) -> Relation:
    told = _RELATIONS + (_OF_DATES if kind is Gives.DATE else ())
    return next((relation for relation, words in told if re.search(rf"\b(?:{words})\b", topic, re.I)), "is")

"""Makes people, places and addresses of the parts that the model names: given name and surname, house, street, town, postcode."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from muniment_engines.api import Named

Role = Literal["name", "street", "town", "code"]

ROLES: dict[str, Role] = {
    "GIVEN_NAME": "name",
    "SURNAME": "name",
    "BUILDING_NUMBER": "street",
    "STREET_NAME": "street",
    "SECONDARY_ADDRESS": "street",
    "CITY": "town",
    "STATE": "town",
    "ZIP_CODE": "code",
}
"""Of the model's other labels, which are numbers and addresses on the network, rules with checksums know more."""

_IN_A_NAME = re.compile(r"[ \t\u00a0.,'’-]{0,3}")
_IN_AN_ADDRESS = re.compile(r"[\s,.]{0,6}")
_A_FEW_DIGITS = re.compile(r"\d{1,3}")


@dataclass
class Part:
    """A stretch of a text with one role."""

    start: int
    end: int
    role: Role
    score: float


def joined(text: str, tokens: Iterable[Part]) -> list[Named]:
    """What the tokens of a text, in their order, make together."""
    parts = _parts(text, tokens)
    found: list[Named] = []
    for run in _runs(text, parts):
        found += _people(run) if run[0].role == "name" else _places(text, run)
    return found


def _parts(text: str, tokens: Iterable[Part]) -> list[Part]:
    """Neighbouring tokens of one role, put together."""
    parts: list[Part] = []
    for token in tokens:
        last = parts[-1] if parts else None
        gap = text[last.end : token.start] if last else ""
        if last and last.role == token.role and (_IN_A_NAME if token.role == "name" else _IN_AN_ADDRESS).fullmatch(gap):
            last.end, last.score = token.end, max(last.score, token.score)
        else:
            parts.append(token)
    return parts


def _runs(text: str, parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Parts that follow each other and may be one address; a name is alone."""
    run: list[Part] = []
    for part in parts:
        near = run and _IN_AN_ADDRESS.fullmatch(text[run[-1].end : part.start])
        if run and not (near and part.role != "name" and run[-1].role != "name"):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _people(run: Sequence[Part]) -> list[Named]:
    return [Named(part.start, part.end, "person", part.score) for part in run]


def _several(text: str, part: Part) -> bool:
    """Whether a town stands there with its region or country."""
    return part.role == "town" and any(sign in text[part.start : part.end] for sign in ",\n")


def _places(text: str, run: Sequence[Part]) -> list[Named]:
    """One address where a street, a town and what follows a town in an address stand together; else each for itself."""
    roles = [part.role for part in run]
    if "street" in roles and ("code" in roles[1:] or any(_several(text, part) for part in run)):
        return [Named(run[0].start, run[-1].end, "address", max(part.score for part in run))]
    return [
        Named(part.start, part.end, "place" if part.role == "town" else "address", part.score)
        for part in run
        if len(run) > 1 or not _A_FEW_DIGITS.fullmatch(text[part.start : part.end])
    ]

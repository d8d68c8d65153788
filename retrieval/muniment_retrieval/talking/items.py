"""One of several things that an answer named in a row: "the last one", "the third case", "the other"."""

from __future__ import annotations

import re

from .forms import words
from .phrases import tokens

_PLACES = {
    "first": 0, "former": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "sixth": 5, "last": -1, "latter": -1,
}  # fmt: skip
_CHOICE = re.compile(rf"\bthe (?P<which>{'|'.join(_PLACES)}|other)(?: (?P<head>[a-z-]+))?\b", re.I)
_BETWEEN = re.compile(r",\s+(?:and|or)\s+|,\s+|\s+(?:and|or|as well as)\s+")
_MOST_WORDS = 7


def with_item(said: str, before: str, answer: str) -> str | None:
    """The follow-up with the item in the place of what chooses it, or None where it chooses none that can be told."""
    chosen = _CHOICE.search(said)
    if chosen is None:
        return None
    head = (chosen["head"] or "").lower()
    alone = chosen["which"].lower() in ("former", "latter") and head not in words("items")
    end = chosen.end("which") if alone or not _is_any_item(head, before) else chosen.end()
    if end != chosen.end() and not alone and head not in words("prepositions") | words("auxiliaries") | words("verbs"):
        return None
    item = _item(chosen["which"].lower(), items(answer, before), before)
    return None if item is None else said[: chosen.start()] + item + said[end:]


def items(text: str, before: str = "") -> list[str]:
    """What the first sentence of an answer names in a row, without what is said of it or was asked before; none where it names
    one thing only.
    """
    sentence = re.split(r"(?<=[a-z)])[.;!?](?:\s|$)", " ".join(text.split()), maxsplit=1)[0]
    found = _BETWEEN.split(sentence)
    if len(found) < 2:
        return []
    found[0] = _after_verb(found[0])
    found[-1] = _before_verb(found[-1], {t.text for t in tokens(before)})
    named = all(item and len(item.split()) <= _MOST_WORDS and any(c.isalpha() for c in item[:2]) for item in found)
    return found if named else []


def _item(which: str, named: list[str], before: str) -> str | None:
    if which == "other":
        asked = {t.low for t in tokens(before)}
        rest = [item for item in named if not {t.low for t in tokens(item)} <= asked]
        return rest[0] if len(named) == 2 and len(rest) == 1 else None
    place = _PLACES[which]
    return named[place] if named and place < len(named) else None


def _is_any_item(head: str, before: str) -> bool:
    """Whether a word says no more than that one of them is meant: "one", "case", or what the question asked for."""
    return not head or head in words("items") or head in {t.low.removesuffix("s") for t in tokens(before) if t.low.endswith("s")}


def _after_verb(text: str) -> str:
    ends = [t.end for t in tokens(text) if _is_verb(t.low) or t.text == ":"]
    return text[ends[-1] :].strip() if ends else text.strip()


def _before_verb(text: str, asked: set[str]) -> str:
    starts = [
        t.start for t in tokens(text) if _is_verb(t.low) or (t.start and t.text in asked and t.low not in words("prepositions"))
    ]
    return text[: starts[0]].strip() if starts else text.strip(" .")


def _is_verb(low: str) -> bool:
    return low in words("verbs") or low in words("auxiliaries")

"""What stands for a masked value: `[PERSON_1]`, and for another way of writing the same one, `[PERSON_1b]`.

Square brackets and plain capitals are what language models have seen most as blanks of a form and copy most faithfully: angle
brackets are taken for HTML and vanish, rarer brackets are exchanged for commoner ones. A reply is nevertheless read leniently:
other brackets, small letters, a space or nothing for the line, and the backslashes of Markdown all still mean the same one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from .spans import MaskKind

LABELS: Mapping[MaskKind, str] = {
    "word": "TERM", "mail": "MAIL", "url": "LINK", "ip": "IP", "iban": "IBAN", "card": "CARD", "account": "ACCOUNT",
    "identity": "ID", "phone": "PHONE", "birth": "BIRTHDATE", "case": "CASE", "address": "ADDRESS", "person": "PERSON",
    "organisation": "ORG", "place": "PLACE",
}  # fmt: skip
SELECTED = "TEXT"
"""For what a person selected, and for what looks like a placeholder in the document itself."""

_LABEL = "|".join(sorted([*LABELS.values(), SELECTED], key=len, reverse=True))
_EXACT = re.compile(rf"\[(?:{_LABEL})_[1-9]\d{{0,5}}[a-z]{{0,3}}\]")
_INNER = (
    rf"(?<!\w)(?P<label{{0}}>{_LABEL})(?P<line{{0}}>[\s\\_\-\u00a0\u2010-\u2015#:]{{{{0,3}}}})"
    r"(?P<number{0}>\d{{1,6}})(?P<letters{0}>[a-z]{{0,3}})(?!\w)"
)
_LENIENT = re.compile(
    rf"(?P<open>(?:\\?[\[\(\{{<⟦【「《«‹［]\s?){{1,2}}){_INNER.format(1)}"
    rf"(?:\s?\\?[\]\)\}}>⟧】」》»›］]){{1,2}}|{_INNER.format(2)}",
    re.I,
)
"""With no bracket, or with round ones, only what still has its line: “(case 1)” is what anybody may write."""

_LINE = r"[\s\\_\-\u00a0\u2010-\u2015#:]{0,3}"
_BEGUN = "|".join(
    sorted({label[:n] for label in (*LABELS.values(), SELECTED) for n in range(1, len(label))}, key=len, reverse=True)
)
_UNFINISHED = re.compile(
    r"(?:\\?[\[\(\{<⟦【「《«‹［]\s?){0,2}\\?"
    rf"(?:(?<!\w)(?:(?:{_LABEL}){_LINE}(?:\d{{1,6}}[a-z]{{0,3}}(?:\s?\\?[\]\)\}}>⟧】」》»›］]?){{0,2}})?|{_BEGUN}))?\Z",
    re.I,
)
"""What may still become a placeholder as `_LENIENT` has it, or more of one."""

IN_WORD = "x"
"""Stands for a word that has begun: no placeholder begins with it, nor after it."""

_MOST = 48
"""No placeholder is written with more characters."""


def placeholder(label: str, number: int, variant: int) -> str:
    """`number` counts from 1; `variant` is 0 for the first way in which a value was written."""
    return f"[{label}_{number}{_letters(variant)}]"


def replaced(text: str, replacement: Callable[[str, str], str]) -> str:
    """The text with each thing that may be meant as a placeholder exchanged.

    `replacement` is given the placeholder as `placeholder` would have written it, and what stands in the text. What is exactly a
    placeholder comes first, and what stands between two of these is looked at by itself: so a bracket around one stays.
    """
    done, at = [], 0
    for found in _EXACT.finditer(text):
        done += [_leniently(text[at : found.start()], replacement), replacement(found[0], found[0])]
        at = found.end()
    return "".join([*done, _leniently(text[at:], replacement)])


def lookalikes(text: str) -> list[tuple[int, int]]:
    """Where a text has what would be read as a placeholder."""
    return [found.span() for found in _LENIENT.finditer(text) if _meant(found)]


def settled(text: str, *, in_word: bool) -> int:
    """How much of a text that goes on can be read by now: what comes after that may become a placeholder, or more of one.

    `in_word` is whether it goes on with a word that has begun before it.
    """
    shown = IN_WORD + text if in_word else text
    first = len(shown) - len(text)
    for start in range(max(first, len(shown) - _MOST), len(shown)):
        if _UNFINISHED.match(shown, start):
            return start - first
    return len(text)


def ends_in_word(text: str) -> bool:
    return re.search(r"\w\Z", text) is not None


def _leniently(text: str, replacement: Callable[[str, str], str]) -> str:
    def exchanged(found: re.Match[str]) -> str:
        meant = _meant(found)
        return replacement(meant, found[0]) if meant else found[0]

    return _LENIENT.sub(exchanged, text)


def _meant(found: re.Match[str]) -> str:
    """The placeholder as it should have been written; empty for what is none."""
    form = "1" if found["open"] else "2"
    squared = found["open"] and "(" not in found["open"]
    if not squared and "_" not in found[f"line{form}"]:
        return ""
    return f"[{found[f'label{form}'].upper()}_{int(found[f'number{form}'])}{found[f'letters{form}'].lower()}]"


def _letters(variant: int) -> str:
    """ "" for 0, then b, c, … z, ba, bb, …"""
    written = ""
    while variant:
        variant, last = divmod(variant, 26)
        written = chr(ord("a") + last) + written
    return written

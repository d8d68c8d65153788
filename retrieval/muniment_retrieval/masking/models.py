"""Weighs what several models say of the same words.

Rampart knows people and addresses of many countries better than spaCy, and no organisations; spaCy knows organisations and
countries. So what Rampart names counts more, and of what only spaCy takes for a person the case of the letters must agree.
Engines of others count as Rampart does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from muniment_engines.api import Named

from .drafting import names_nobody
from .spans import GUESSED, Span

SPACY = "spacy"
_WEAKER = 0.7
_MANY = 3
"""Capitals on a line whose writer minds them."""
_HOUSE_BEFORE = re.compile(r"(?<![\w.,$€£-])(?:\d{1,6}[A-Za-z]?[ ,]{1,2}){1,2}$")
_HOUSE_AFTER = re.compile(r"[ ,]{1,2}\d{1,5}[A-Za-z]?(?![\w%.,]\d|\w)")
_HYPHENED = re.compile(r"-[^\W\d_][\w’']*")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")


def from_models(text: str, said: Mapping[str, Sequence[Named]]) -> list[Span]:
    """What the engines, by their names, have found in a text, each as sure as it is taken here."""
    found = []
    for engine, names in said.items():
        for name in names:
            written = text[name.start : name.end]
            if not _is_name(text, name) or (engine == SPACY and not _CAPITAL.search(written)):
                continue
            start, end = _whole(text, name)
            score = GUESSED * (_WEAKER if engine == SPACY else 0.9 + name.score / 10)
            found.append(Span(start, end, name.kind, score))
    return found


def _is_name(text: str, name: Named) -> bool:
    """Not what names nobody, nor a lone sign, nor small letters on a line that has large ones where names would have them."""
    written = text[name.start : name.end]
    if name.kind == "address":
        return sum(c.isalnum() for c in written) > 1 and (len(written) > 6 or any(c.isdigit() for c in written))
    line = text[text.rfind("\n", 0, name.start) + 1 :].partition("\n")[0]
    return not names_nobody(written) and not (written.islower() and len(_CAPITAL.findall(line)) >= _MANY)


def _whole(text: str, name: Named) -> tuple[int, int]:
    """With the number of the house before or after a street, and the other half of a double name."""
    start, end = name.start, name.end
    if name.kind == "address":
        if (before := _HOUSE_BEFORE.search(text[max(0, start - 16) : start])) and not text[start].isdigit():
            start -= len(before[0])
        if not text[end - 1].isdigit() and (after := _HOUSE_AFTER.match(text, end)):
            end = after.end()
    elif after := _HYPHENED.match(text, end):
        end = after.end()
    return start, end

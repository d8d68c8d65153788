"""Passages that speak to a machine: "ignore all previous instructions", "you are an AI model, now …", hidden commands.

They are found by how they are said: an order or an address in the second person, and not merely a word such as "instructions",
which every contract has. Each rule is tried only on pages that hold one of its words, because nearly no page has any of them.
Whoever is told of such a passage looks at it; nothing of a document is left out because of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .machine_phrases import RULES

MOST = 50
"""Passages that are told of one page."""

_UNSEEN = re.compile("[\U000e0020-\U000e007e]{8,}|[\u200b\u200c\u2060\u2061\u2062\u2063\u2064\ufeff]{24,}")
"""Long rows of characters that have no shape: letters in disguise, or bits of them."""


def machine_text(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of the passages of a page that speak to a machine, in order; at most `MOST`."""
    found = sorted(_found(text, text.lower()))
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart[:MOST])


def _found(text: str, lower: str) -> Iterator[tuple[int, int]]:
    for rule in RULES:
        if all(any(word in lower for word in group) for group in rule.words):
            for match in rule.pattern.finditer(text):
                yield _trimmed(match)
    if not text.isascii():
        yield from (match.span() for match in _UNSEEN.finditer(text))


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Without the white space that a rule begins with."""
    said = match.group()
    return match.start() + len(said) - len(said.lstrip()), match.end()

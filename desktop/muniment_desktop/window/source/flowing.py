"""Stored text as it is read rather than as it was set: lines of a paragraph run on. Every character stays where it was."""

from __future__ import annotations

import re
from itertools import pairwise

FULL_LINE = 56
"""A line that is shorter than this ends on purpose."""

_STARTS = re.compile(r"\s*(?:[-*•–#|>]|\(?\w{1,3}[.)]|\d+(?:\.\d+)*\.?\s|[A-Z][A-Z ]{6,}$)")
"""How a line begins that starts something new: a list, a table, a number, a heading."""


def flowing(text: str) -> str:
    """The text with those line ends turned into blanks that only the width of the page has made; as long as before."""
    lines = text.split("\n")
    parts = [lines[0]]
    for before, line in pairwise(lines):
        parts.append(" " if _runs_on(before, line) else "\n")
        parts.append(line)
    return "".join(parts)


def _runs_on(before: str, line: str) -> bool:
    if len(before) < FULL_LINE or not line.strip() or before.rstrip().endswith((":", ";")):
        return False
    return _STARTS.match(line) is None

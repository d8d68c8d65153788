"""Whether a sentence says a word or two of itself, for what no vocabulary knows: "which accidents were fatal".

A sentence that denies the word, or counts nothing of it, does not say it ("no fatal injuries", "Fatal: 0", "non-fatal").
"""

from __future__ import annotations

import re

from muniment_retrieval.search.words import words_of

MOST_WORDS = 2
"""Of more words than these, what is meant is more than that they stand there."""

_DENIED = re.compile(r"(?:\b(?:no|non|not|nor|neither|without|never|zero|0)|n['’]t)(?:[\s-]+\w+){0,2}[\s-]+$", re.I)
_NOTHING = re.compile(r"[^:|\n.;]{0,24}:\s*(?:0|none|no|nil|n/a|-)?\s*(?:$|[|\n,;])", re.I)


def says(wanted: frozenset[str], text: str) -> bool:
    """Whether a text has all of these terms, and denies none of them."""
    told = {word.term for word in words_of(text) if word.term in wanted and not _is_denied(text, word.start, word.end)}
    return wanted <= told


def _is_denied(text: str, start: int, end: int) -> bool:
    return bool(_DENIED.search(text[max(0, start - 40) : start]) or _NOTHING.match(text, end))

"""Who has signed an agreement: the name above each "By:", for agreements whose opening names nobody."""

from __future__ import annotations

import re

from .legal_forms import WHOLE

Span = tuple[int, int]

_SIGNED = re.compile(
    r"^[^\S\n]*(?P<name>[A-Z\[][^\n:]{2,90}?)[^\S\n]*\n\s*(?:a\s[^\n]{5,60}\n\s*)?(?:By|Per|Signed|Signature)\s*:", re.M
)
_ON_BEHALF = re.compile(r"\b[Ff]or and on behalf of:?\s+(?P<name>[A-Z][^\n:]{2,90}?)[^\S\n]*$", re.M)


def signers_in(text: str) -> list[Span]:
    """Where the names of those who sign stand on a page, each once and in their order."""
    marked = sorted(
        [m.span("name") for m in _ON_BEHALF.finditer(text)]
        + [m.span("name") for m in _SIGNED.finditer(text) if WHOLE.fullmatch(m["name"].rstrip(" ,"))]
    )
    named = {" ".join(text[a:b].split()).casefold(): (a, b) for a, b in reversed(marked)}
    return sorted(named.values())

"""The vault's own list: terms that a person wants masked wherever they stand, such as “Project Falcon”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .spans import CERTAIN, Span, is_whole

_GAP = r"[\s\-\u2010-\u2015]+"


def listed(text: str, terms: Sequence[str]) -> Iterator[Span]:
    """Whole words only; case, and how the words of a term are spaced or hyphened, do not matter."""
    for term in terms:
        parts = re.split(_GAP, term.strip())
        pattern = _GAP.join(re.escape(part) for part in parts if part)
        for found in re.finditer(pattern, text, re.I) if pattern else ():
            if found[0] and is_whole(text, *found.span()):
                yield Span(found.start(), found.end(), "word", CERTAIN)

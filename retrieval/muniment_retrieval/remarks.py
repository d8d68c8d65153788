"""What stands out on the pages of a document as they are read: what nobody sees, what speaks to a machine, what is only a part.

Engines mark hidden text by its place, or say in a note what they met; a note is told by its words, so that other people's engines
are understood, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from muniment_engines.api import Page

from .machine_text import machine_text
from .model import Finding, Found

_NOTES = (
    (Finding.CUT, re.compile(r"\bis the limit\b|\bmore than is read\b|\bwere not read\b", re.IGNORECASE)),
    (Finding.HIDDEN, re.compile(r"\b(?:is|are|has|have) hidden\b|\bhides\b|\bcannot be seen\b|\binvisible\b", re.IGNORECASE)),
    (Finding.REPAIRED, re.compile(r"\brepaired\b|\bdamaged\b|\bmissing or\b", re.IGNORECASE)),
)


def finding_of(note: str) -> Finding | None:
    """What a note of an engine's is about; None for anything that needs no attention."""
    return next((kind for kind, words in _NOTES if words.search(note)), None)


def findings(pages: Iterable[Page]) -> Iterator[Found]:
    """What stands out on these pages, in order."""
    for page in pages:
        noted = {kind for note in page.notes if (kind := finding_of(note)) is not None}
        spans = [(start, end) for start, end in page.hidden if 0 <= start < end <= len(page.text)]
        if spans:
            noted.discard(Finding.HIDDEN)
        yield from (Found(page.index, kind) for kind in sorted(noted))
        yield from (Found(page.index, Finding.HIDDEN, start, end) for start, end in spans)
        yield from (Found(page.index, Finding.MACHINE, start, end) for start, end in machine_text(page.text))

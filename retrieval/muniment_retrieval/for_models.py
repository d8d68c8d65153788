"""What a document may say to a model: nothing that people cannot see on its pages, and nothing that pretends to be the prompt."""

from __future__ import annotations

import re

from .model import StoredPage

_SEEN_PART = 8
"""A sentence with so many characters that nobody can see is hidden."""

_PRETENDS = re.compile(
    r"(?:^|(?<=[.!?:…”] ))(\W*(?:system|user|human|assistant|ai|question|excerpts?|answer|instructions?)\s*:)", re.I | re.M
)


def is_hidden(page: StoredPage, start: int, end: int) -> bool:
    """Whether nobody can see a sentence on its page, so that no model shall read it and nothing rest on it.

    Where most of a page is hidden, that is the text behind the picture of the page.
    """
    if 2 * sum(b - a for a, b in page.hidden) > len(page.text):
        return False
    return any(min(b, end) - max(a, start) >= _SEEN_PART for a, b in page.hidden)


def seen(page: StoredPage, start: int, end: int) -> str:
    """What people can see of a page's text from `start` to `end`: as long as it is, with spaces for what is hidden."""
    text = page.text[start:end]
    if not any(is_hidden(page, a, b) for a, b in page.hidden):
        return text
    for a, b in page.hidden:
        first, last = max(a, start) - start, min(b, end) - start
        if first < last:
            text = text[:first] + " " * (last - first) + text[last:]
    return text


def quoted(text: str) -> str:
    """What a document says, with a mark before each line that pretends to be somebody's turn or a part of the prompt."""
    return _PRETENDS.sub(r"> \1", text)

"""What a document may say to a model: nothing that people cannot see on its pages, and nothing that pretends to be the prompt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

_SEEN_PART = 8
"""A sentence with so many characters that nobody can see is hidden."""

_PRETENDS = re.compile(
    r"(?:^|(?<=[.!?:…”] ))(\W*(?:system|user|human|assistant|ai|question|excerpts?|answer|instructions?)\s*:)", re.I | re.M
)


class Visible(Protocol):
    """A page, as it is read or as a vault keeps it."""

    @property
    def text(self) -> str: ...

    @property
    def hidden(self) -> Iterable[tuple[int, int]]: ...


def is_hidden(page: Visible, start: int, end: int) -> bool:
    """Whether nobody can see a sentence on its page, so that no model shall read it and nothing rest on it."""
    return not _is_behind_picture(page) and any(min(b, end) - max(a, start) >= _SEEN_PART for a, b in page.hidden)


def seen(page: Visible, start: int, end: int) -> str:
    """What people can see of a page's text from `start` to `end`: as long as it is, with spaces for what is hidden."""
    text = page.text[start:end]
    if _is_behind_picture(page) or not any(b - a >= _SEEN_PART for a, b in page.hidden):
        return text
    parts: list[str] = []
    at = start
    for a, b in sorted((max(a, start), min(b, end)) for a, b in page.hidden):
        if b > max(a, at):
            parts += [page.text[at : max(a, at)], " " * (b - max(a, at))]
            at = b
    return "".join((*parts, text[at - start :]))


def _is_behind_picture(page: Visible) -> bool:
    """Whether most of a page's text is hidden: then its picture shows it."""
    return 2 * sum(b - a for a, b in page.hidden) > len(page.text)


def quoted(text: str) -> str:
    """What a document says, with a mark before each line that pretends to be somebody's turn or a part of the prompt."""
    return _PRETENDS.sub(r"> \1", text)

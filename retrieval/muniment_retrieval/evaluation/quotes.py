"""Whether a quote stands word for word in the page that it is said to come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from .words import UNSPACED, squeezed

FEWEST_WORDS = 4
"""A quote of fewer words proves nothing."""


class NotThere(Exception):
    """There is no such document, or it has no such page."""


class Pages(Protocol):
    """Where quotes are looked up."""

    def text(self, document: str, page: int | None) -> str | None:
        """The text of a page, counted from 1, or of the whole document; None where there is nothing to compare with.

        Raises `NotThere`.
        """


class Quotes:
    """Looks quotes up in pages, each of which is read once."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._read: dict[tuple[str, int | None], str | None] = {}

    def stands(self, citation: Mapping[str, Any]) -> bool | None:
        """Whether a citation's quote stands in its page; None where that cannot be told."""
        quote = citation.get("quote", "")
        if len(quote.split()) < FEWEST_WORDS and not UNSPACED.search(quote):
            return False
        try:
            text = self._text(citation.get("document") or "", citation.get("page"))
        except NotThere:
            return False
        return None if text is None else squeezed(quote) in text

    def _text(self, document: str, page: int | None) -> str | None:
        key = document, page
        if key not in self._read:
            text = self._pages.text(document, page)
            self._read[key] = None if text is None else squeezed(text)
        return self._read[key]

"""The row of a document whose parties are asked for: from its opening, or else from its signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from muniment_retrieval.answer.citing import citation_of
from muniment_retrieval.answer.evidence import Pages, SourceSentence
from muniment_retrieval.for_models import seen
from muniment_retrieval.model import Document

from .parties import Span, parties_in
from .signatures import signers_in
from .table import Found, Row

OPENING_PAGES = 6
"""On so many pages, the opening of an agreement is looked for."""

SIGNED_PAGES = 20
"""On so many of the last pages, its signatures."""

_UNNAMED = "No opening and no signatures that could be read name them."
_SIGNED = "Names of the signatures; others may have signed on other pages."


def party_row(document: Document, pages: Pages) -> Row:
    """The row with the names of the parties, and the words in which they stand."""
    count = document.page_count
    first, last = range(min(count, OPENING_PAGES)), range(max(0, count - SIGNED_PAGES), count)
    named = _row(document, pages, first, parties_in, "") or _row(document, pages, last, signers_in, _SIGNED)
    return named or Row(document, Found.NOT_FOUND, "not found", None, None, _UNNAMED)


def _row(document: Document, pages: Pages, indices: Iterable[int], find: Callable[[str], list[Span]], note: str) -> Row | None:
    for index in indices:
        page = pages.page(document.id, index)
        text = seen(page, 0, len(page.text))
        if names := find(text):
            start, end = names[0][0], names[-1][1]
            place = SourceSentence(document, page, 0, start, end, page.text[start:end], "", 0.0)
            shown = "; ".join(" ".join(text[a:b].split()) for a, b in names)
            return Row(document, Found.VALUE, shown, None, citation_of(place), note)
    return None

"""The row of a document whose parties are asked for: from its opening, or else from a list, a form or its signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from muniment_retrieval.answer.citing import citation_of
from muniment_retrieval.answer.evidence import Pages, SourceSentence
from muniment_retrieval.for_models import seen
from muniment_retrieval.model import Document

from .other_openings import agreeing_in, filled_in, listed_in
from .parties import Span, parties_in
from .signatures import signers_in
from .table import Found, Row

OPENING_PAGES = 6
"""On so many pages, the opening of an agreement is looked for."""

SIGNED_PAGES = 20
"""On so many of the last pages, its signatures."""

_UNNAMED = "No opening and no signatures that could be read name them."
_SIGNED = "Names of the signatures; others may have signed elsewhere."

_OPENINGS: tuple[Callable[[str], list[Span]], ...] = (parties_in, listed_in, agreeing_in, filled_in)


def party_row(document: Document, pages: Pages) -> Row:
    """The row with the names of the parties, and the words in which they stand."""
    count = document.page_count
    for find in _OPENINGS:
        if named := _opened(document, pages, range(min(count, OPENING_PAGES)), find):
            return named
    signed = _signed(document, pages, range(max(0, count - SIGNED_PAGES), count))
    return signed or Row(document, Found.NOT_FOUND, "not found", None, None, _UNNAMED)


def _opened(document: Document, pages: Pages, indices: Iterable[int], find: Callable[[str], list[Span]]) -> Row | None:
    """The row by the first page that names them."""
    for index in indices:
        page = pages.page(document.id, index)
        text = seen(page, 0, len(page.text))
        if names := find(text):
            return _row(document, pages, index, names, _shown(text, names), "")
    return None


def _signed(document: Document, pages: Pages, indices: Iterable[int]) -> Row | None:
    """The row by all pages that are signed, with the words of the first of them; None where there is but one signature."""
    signed: list[tuple[int, list[Span]]] = []
    shown: dict[str, str] = {}
    for index in indices:
        page = pages.page(document.id, index)
        text = seen(page, 0, len(page.text))
        if names := signers_in(text):
            signed.append((index, names))
            shown |= {name.casefold(): shown.get(name.casefold(), name) for name in _shown(text, names)}
    return _row(document, pages, *signed[0], list(shown.values()), _SIGNED) if len(shown) > 1 else None


def _shown(text: str, names: list[Span]) -> list[str]:
    return [" ".join(text[a:b].split()).rstrip(",") for a, b in names]


def _row(document: Document, pages: Pages, index: int, names: list[Span], shown: list[str], note: str) -> Row:
    page = pages.page(document.id, index)
    start, end = names[0][0], names[-1][1]
    place = SourceSentence(document, page, 0, start, end, page.text[start:end], "", 0.0)
    return Row(document, Found.VALUE, "; ".join(shown), None, citation_of(place), note)

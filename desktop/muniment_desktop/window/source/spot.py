"""A place in a document that can be shown: that of a citation, of a hit, or just a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation, Hit


@dataclass(frozen=True)
class Spot:
    """`start` and `end` are code points of the page's text; equal where nothing is to be lit.

    A `passage` is more than a quote, and lit more softly.
    """

    document_id: int
    path: str
    page_index: int
    page_label: str
    start: int = 0
    end: int = 0
    passage: bool = False

    def on_page(self, index: int) -> Spot:
        """Another page of the same document, with nothing lit; its label is known when the page is read."""
        return replace(self, page_index=index, page_label=str(index + 1), start=0, end=0, passage=False)


def spot_of(target: Citation | Hit) -> Spot:
    """Where a citation or a hit points to."""
    from muniment_retrieval.model import Citation

    if isinstance(target, Citation):
        return Spot(target.document_id, target.path, target.page_index, target.page_label, target.start, target.end)
    passage = target.passage
    where = (passage.document_id, target.document.path, passage.page_index, target.page_label)
    return Spot(*where, passage.start, passage.end, passage=True)

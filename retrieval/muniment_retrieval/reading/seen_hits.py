"""Hits without what nobody can see on their pages: what a table says of a document rests on what people can read there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from muniment_retrieval.for_models import seen
from muniment_retrieval.model import Document, Hit
from muniment_retrieval.vault.marks import hidden_in

from .coverage import Library


def seen_hits(hits: Sequence[Hit], document: Document, library: Library) -> list[Hit]:
    """The same hits of one document, with spaces for hidden text; without those of which nothing is left."""
    hidden = hidden_in(library.connection, document.id)
    found = [_seen(hit, library) if hit.passage.page_index in hidden else hit for hit in hits] if hidden else list(hits)
    return [hit for hit in found if hit.passage.text.strip()]


def _seen(hit: Hit, library: Library) -> Hit:
    passage = hit.passage
    page = library.page(passage.document_id, passage.page_index)
    return replace(hit, passage=replace(passage, text=seen(page, passage.start, passage.end)))

"""What is to be masked in texts, as one person has set it up: the rules, the vault's own words, and the models that are here."""

from __future__ import annotations

from collections.abc import Sequence

from muniment_retrieval.masking import Masked, Span, find


def spans_of(texts: Sequence[str], terms: Sequence[str] = ()) -> list[list[Span]]:
    """What is to be masked in each text."""
    return [find(text, terms) for text in texts]


def masked(texts: Sequence[str], terms: Sequence[str] = ()) -> Masked:
    """The texts of one job, masked with the same numbers."""
    return Masked(texts, spans_of(texts, terms))

"""What comes out: the sentences with their places, and the receipt."""

from __future__ import annotations

from dataclasses import dataclass

from muniment_retrieval.model import Badge, Citation, Cost, Sentence

from .receipt import Receipt
from .wish import Way


@dataclass(frozen=True)
class Summary:
    """A summary of documents. `way` is how it was made, which may be less than was wished for where there is no model.

    `forecast` is how many seconds were forecast before it began.
    """

    documents: tuple[int, ...]
    title: str
    words: int
    focus: str
    way: Way
    sentences: tuple[Sentence, ...]
    receipt: Receipt
    cost: Cost
    forecast: float = 0.0

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.sentences)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(dict.fromkeys(c for s in self.sentences for c in s.citations))

    @property
    def supported(self) -> float:
        """The share of its sentences that have a place in the documents."""
        held = sum(s.badge is not Badge.NOT_FOUND for s in self.sentences)
        return held / len(self.sentences) if self.sentences else 0.0

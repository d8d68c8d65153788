"""What is said of who wrote an answer or a summary, and beside that: its price, what was held back, and why it was kept here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muniment_retrieval.model import Cost


def held_back_text(count: int) -> str:
    """What is said of documents that are held back; empty where there are none."""
    return "" if not count else f"{count} document{' is' if count == 1 else 's are'} held back: privileged"


def writer(cost: Cost) -> str:
    """Who wrote; where a model did and its words did not hold, that the documents' own stand instead."""
    return f"{cost.model}, whose words gave way to the document's own" if cost.quoted else cost.model or "no model"


def asides(cost: Cost) -> list[str]:
    """Each in a few words or a sentence; none where there is nothing of the kind to say."""
    price = [f"price {cost.price:.4f}"] if cost.price is not None else []
    held = [held_back_text(cost.held_back)] if cost.held_back else []
    return [*price, *held, *([f"done on this machine: {cost.kept_here}"] if cost.kept_here else [])]

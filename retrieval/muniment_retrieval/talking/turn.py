"""A question that was asked before in a conversation, as far as a follow-up needs it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """What was asked before, as it was looked up, and what came of it.

    `documents` are those that the answer cites, with their `titles`.
    """

    question: str
    answer: str = ""
    documents: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()

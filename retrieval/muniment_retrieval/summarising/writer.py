"""Who writes: a chat engine, what it is called, and how much it can read at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from muniment_engines.api import Cancel, Chat, ChatRequest

SAMPLE = 4_000
"""So many characters of a text show how many tokens all of it has."""

_USUAL_DENSITY = 4.0

SPARE = 200
"""Tokens of a request that are neither text of the documents nor the summary."""


@dataclass(frozen=True)
class Writer:
    """`context` is how many tokens `chat` holds, the summary included. `probes` is whether trying its speed costs nothing;
    `elsewhere` whether what it reads leaves the machine. `expects` is told beforehand what will be asked, and how many requests
    more may follow.
    """

    chat: Chat
    engine: str
    model: str
    context: int = 4096
    probes: bool = True
    elsewhere: bool = False
    expects: Callable[[Sequence[ChatRequest], int, Cancel], None] | None = None

    @property
    def name(self) -> str:
        """What speeds and parts of summaries are kept under."""
        return f"{self.engine}/{self.model}"

    def room(self, written: int) -> int:
        """Tokens of text that can be read in one request which has `written` tokens to write."""
        return max(self.context - written - SPARE, 256)

    def density(self, sample: str) -> float:
        """Characters of such a text that are about one token."""
        return len(sample) / max(self.chat.count_tokens(sample).value, 1) if sample else _USUAL_DENSITY

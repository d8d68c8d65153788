"""Engines that write text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, runtime_checkable

from muniment_engines.api.cancel import Cancel


@dataclass(frozen=True)
class Message:
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class ChatRequest:
    """What to write. `schema` is a JSON schema that the text must follow, for engines that can hold it."""

    messages: tuple[Message, ...]
    max_tokens: int = 256
    stop: tuple[str, ...] = ()
    seed: int = 0
    temperature: float = 0.0
    schema: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class TextDelta:
    """The next piece of a text that is being written."""

    text: str


@dataclass(frozen=True)
class Usage:
    """What a reply cost; the last thing that `generate` yields. `cached_tokens` of the prompt were not read again."""

    prompt_tokens: int
    generated_tokens: int
    cached_tokens: int = 0
    prompt_seconds: float = 0.0
    generate_seconds: float = 0.0
    ended: Literal["end", "stop", "length", "cancelled"] = "end"


@dataclass(frozen=True)
class TokenCount:
    """How many tokens a text is; `exact` is false for an estimate."""

    value: int
    exact: bool


@runtime_checkable
class Chat(Protocol):
    """Writes text."""

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        """Yield pieces as they are written, then one `Usage`. Ends soon after `cancel` is requested."""
        ...

    def count_tokens(self, text: str) -> TokenCount: ...

"""The protocol as a server speaks it: for a scripted courier, and for a server of the tests' own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

EVENTS = (("content-type", "text/event-stream"),)


def chunk(text: str | None = None, reason: str | None = None) -> bytes:
    delta = {} if text is None else {"content": text}
    choices = [{"index": 0, "delta": delta, "finish_reason": reason}]
    data = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices}
    return b"data: " + json.dumps(data).encode() + b"\n\n"


def stream(pieces: Sequence[str], reason: str = "stop", usage: tuple[int, int] | None = (3, 2)) -> list[bytes]:
    counted = []
    if usage is not None:
        data = {"choices": [], "usage": {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}}
        counted = [b"data: " + json.dumps(data).encode() + b"\n\n"]
    return [*(chunk(piece) for piece in pieces), chunk(reason=reason), *counted, b"data: [DONE]\n\n"]


def written(asked: dict[str, Any]) -> Iterator[bytes]:
    """What a small model would write: number words, until it is told to stop."""
    most = asked.get("max_tokens") or asked["max_completion_tokens"]
    text, count = "", 0
    for count in range(1, most + 1):
        text = f"{'' if count == 1 else ' '}word{count}"
        for stop in asked.get("stop", ()):
            if stop in text:
                yield from stream([text[: text.index(stop)]], "stop", (3, count))
                return
        yield chunk(text)
    yield from stream([], "length", (3, count))

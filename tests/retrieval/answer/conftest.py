"""A chat engine that says what a test wrote down for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from muniment_engines.api import Cancel, ChatRequest, TextDelta, TokenCount, Usage


class ScriptedChat:
    """Says the next of its lines, word by word, and remembers what it was asked; the last line again where it is asked more.

    A line that is an error is raised.
    """

    def __init__(self, *lines: str | Exception) -> None:
        self.lines = list(lines)
        self.asked: list[ChatRequest] = []
        self.cancel_after: int | None = None

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        self.asked.append(request)
        line = self.lines.pop(0) if len(self.lines) > 1 else self.lines[0]
        if isinstance(line, Exception):
            raise line
        words = line.split(" ")
        for at, word in enumerate(words):
            if at == self.cancel_after:
                cancel.request()
            if cancel.requested:
                break
            yield TextDelta(word + " " * (at + 1 < len(words)))
        yield Usage(100, len(words), ended="cancelled" if cancel.requested else "end")

    def count_tokens(self, text: str) -> TokenCount:
        return TokenCount(len(text.split()), exact=True)


@pytest.fixture
def scripted() -> type[ScriptedChat]:
    return ScriptedChat

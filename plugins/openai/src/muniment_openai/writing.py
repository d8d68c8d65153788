"""One answer as it comes: its text up to the first stop word, within bounds, and what it cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any, Literal

from muniment_engines.api import Cancel, ChatRequest, TextDelta, Usage

from . import failures
from .failures import Failure
from .stopping import Stopping

BYTES_READ_AS_ONE = 4
"""Of a text in most languages, to guess how many tokens it is."""
_LETTERS_PER_TOKEN = 64

Ended = Literal["end", "stop", "length"]


class Failed(Exception):
    """A request that failed, and whether to try again."""

    def __init__(self, failure: Failure) -> None:
        super().__init__()
        self.failure = failure


class Writing:
    """One answer as it comes. `begun` says whether a word of it has been handed on."""

    def __init__(self, request: ChatRequest) -> None:
        self._request = request
        self._stopping = Stopping(request.stop)
        self._most = request.max_tokens * _LETTERS_PER_TOKEN
        self._counted: tuple[int, int, int] | None = None
        self._written = 0
        self._chunks = 0
        self._ended: Ended | None = None
        self.begun = False

    def pieces(self, stream: Callable[[], Iterator[Any]], cancel: Cancel) -> Iterator[TextDelta | Usage]:
        since, first = monotonic(), None
        for chunk in stream():
            cancel.check()
            text = self._taken(chunk)
            if text:
                first = first or monotonic()
                yield from self._shown(self._stopping.take(text))
            if self._stopping.ended or self._written > self._most:
                self._ended = "stop" if self._stopping.ended else "length"
                break
        if self._ended is None and not self._chunks:
            raise Failed(Failure(failures.garbage()))
        if self._ended is None:
            raise Failed(Failure(failures.not_whole()))
        if not self._stopping.ended:
            yield from self._shown(self._stopping.rest())
        yield self._usage(since, first or monotonic())

    def _shown(self, text: str) -> Iterator[TextDelta]:
        if text:
            self.begun = True
            self._written += len(text)
            yield TextDelta(text)

    def _taken(self, chunk: Any) -> str:
        """The text of a chunk, which may have none. What is not as the protocol has it is left out."""
        usage = getattr(chunk, "usage", None)
        if usage is not None:
            cached = getattr(getattr(usage, "prompt_tokens_details", None), "cached_tokens", 0)
            self._counted = (_whole(usage.prompt_tokens), _whole(usage.completion_tokens), _whole(cached))
        choices = getattr(chunk, "choices", None)
        if not choices:
            return ""
        self._chunks += 1
        reason = getattr(choices[0], "finish_reason", None)
        if reason == "content_filter":
            raise failures.filtered()
        if reason is not None:
            self._ended = "length" if reason == "length" else "end"
        text = getattr(getattr(choices[0], "delta", None), "content", None)
        return text if isinstance(text, str) else ""

    def _usage(self, since: float, first: float) -> Usage:
        prompt = sum(len(message.content) for message in self._request.messages) // BYTES_READ_AS_ONE + 1
        read, written, cached = self._counted or (prompt, min(self._chunks, self._request.max_tokens), 0)
        return Usage(read, written, cached, first - since, monotonic() - first, self._ended or "end")


def _whole(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0

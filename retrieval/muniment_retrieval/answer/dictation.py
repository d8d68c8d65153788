"""What a model writes to one request, kept as it comes, with what it cost and how it ended."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from muniment_engines.api import Cancel, Cancelled, Chat, ChatRequest, TextDelta, Usage
from muniment_engines.errors import EngineError

from muniment_retrieval.answer.writing import goes_in_circles, without_torn_end


@dataclass
class Written:
    """What the model has written so far, when it began, and what that cost together with what it wrote before.

    `ran` where it came to its end by itself or by a stop, `stopped` where by a stop or because it went in circles; `quoted`
    where a sentence of the documents stands for its words; `read` are the documents that it was given text of.
    """

    text: str = ""
    first_at: float = 0.0
    prompt_tokens: int = 0
    generated_tokens: int = 0
    ran: bool = False
    stopped: bool = False
    quoted: bool = False
    request: ChatRequest | None = None
    read: tuple[int, ...] = ()


def dictated(chat: Chat, request: ChatRequest, cancel: Cancel, written: Written) -> Iterator[TextDelta]:
    """Let the model write; pass its words on, and keep them in `written` in place of what it wrote before.

    Raises `Cancelled` where a stop came before a word. What an engine wrote before it failed is dropped.
    """
    written.request, written.text, written.ran = request, "", False
    try:
        for event in chat.generate(request, cancel):
            if isinstance(event, Usage):
                written.prompt_tokens += event.prompt_tokens
                written.generated_tokens += event.generated_tokens
                if event.ended == "length":
                    written.text = without_torn_end(written.text)
                continue
            written.first_at = written.first_at or time.perf_counter()
            written.text += event.text
            yield event
            if goes_in_circles(written.text):
                written.stopped = True
                break
        written.ran = True
    except EngineError:
        written.text = ""
    except Cancelled:
        if not written.text.strip():
            raise
        written.ran = True
    written.stopped = written.stopped or cancel.requested
    if cancel.requested and not written.text.strip():
        raise Cancelled

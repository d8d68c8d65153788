"""The plain way to summarise, to compare with: the first chunks that fit the model's context, in one prompt, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muniment_engines.api import Cancel, Chat, ChatRequest, Message, TextDelta

CHUNK_WORDS = 200
_SPARE = 120
"""Tokens for the question and the turns of the conversation."""


@dataclass(frozen=True)
class Task:
    """One summary to write. `words` is how long it shall be; `query` what it shall be about."""

    id: str
    path: str
    query: str
    words: int
    references: tuple[str, ...]


def first_chunks(chat: Chat, text: str, task: Task, context: int) -> str:
    """The summary that the model writes of the beginning of `text`."""
    most = round(task.words * 1.6)
    shown = _fitting(chat, text.split(), context - most - _SPARE)
    asked = f"{shown}\n\n{task.query}\nAnswer in about {task.words} words, using only the text above."
    request = ChatRequest((Message("user", asked),), max_tokens=most)
    return "".join(e.text for e in chat.generate(request, Cancel()) if isinstance(e, TextDelta)).strip()


def _fitting(chat: Chat, words: Sequence[str], room: int) -> str:
    """As many chunks from the beginning as make no more than `room` tokens."""
    kept, used = 0, 0
    while kept < len(words):
        tokens = chat.count_tokens(" ".join(words[kept : kept + CHUNK_WORDS])).value
        if used + tokens > room:
            break
        kept, used = kept + CHUNK_WORDS, used + tokens
    return " ".join(words[:kept])

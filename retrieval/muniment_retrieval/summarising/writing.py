"""One piece of text to the sentences that tell it: written by the model, each with its support, cut to its length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from muniment_engines.api import Cancel, Cancelled, ChatRequest, TextDelta, Usage
from muniment_engines.errors import EngineError

from muniment_retrieval.answer.writing import goes_in_circles
from muniment_retrieval.model import Badge, Sentence

from .plan import length
from .prove import Prover
from .shaping import said_once, written_sentences
from .writer import Writer

_TOO_LITTLE = 0.7
"""With less than this share of its words, a piece is not told yet: the model is asked to go on."""


_TOO_MUCH = 1.3
"""A piece that is longer than this, compared with what it was to be, is cut off."""


@dataclass(frozen=True)
class Written:
    """What was written of several pieces. `reached` is the last section that was read, where it was `stopped`."""

    sentences: tuple[Sentence, ...]
    prompt_tokens: int = 0
    generated_tokens: int = 0
    dropped: int = 0
    as_they_stand: int = 0
    reached: int = -1
    stopped: bool = False


@dataclass(frozen=True)
class Reply:
    """What the model wrote; `usage` is None where it did not come to an end."""

    text: str
    usage: Usage | None


def reply_to(request: ChatRequest, writer: Writer, cancel: Cancel) -> Reply:
    """What the model writes, or nothing where it fails. Raises `Cancelled`."""
    text, usage = "", None
    try:
        for event in writer.chat.generate(request, cancel):
            if isinstance(event, TextDelta):
                text += event.text
                if goes_in_circles(text):
                    break
            else:
                usage = event
    except EngineError:
        return Reply("", None)
    if cancel.requested or (usage is not None and usage.ended == "cancelled"):
        raise Cancelled
    return Reply(text, usage)


def proved(text: str, prover: Prover, near: Sequence[int], before: Sequence[Sentence] = ()) -> tuple[list[Sentence], int]:
    """The sentences of a text that hold and say something that was not told `before`, and how many do not hold."""
    fresh = said_once([*(sentence.text for sentence in before), *written_sentences(text)])[len(before) :]
    judged = [prover.prove(sentence, near) for sentence in fresh]
    held = [sentence for sentence in judged if sentence.badge is not Badge.NOT_FOUND]
    return held, len(judged) - len(held)


def cut_off(held: Sequence[Sentence], words: int) -> list[Sentence]:
    """The first of some sentences, as many as make a piece no longer than it was to be by more than it may."""
    ends = list(accumulate(length(sentence.text) for sentence in held))
    return [sentence for sentence, end in zip(held, ends, strict=True) if end <= max(_TOO_MUCH * words, ends[0])]


def words_of(sentences: Sequence[Sentence]) -> int:
    return sum(length(sentence.text) for sentence in sentences)


def is_too_little(held: Sequence[Sentence], words: int) -> bool:
    """Whether a piece that was to be told in so many words is not."""
    return words_of(held) < _TOO_LITTLE * words

"""One piece of text to the sentences that tell it: written by the model, each with its support, or as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muniment_engines.api import Cancel, Cancelled, ChatRequest, TextDelta, Usage
from muniment_engines.errors import EngineError

from muniment_retrieval.answer.citing import citation_of
from muniment_retrieval.answer.writing import goes_in_circles
from muniment_retrieval.model import Badge, Sentence

from .extract import chosen
from .plan import length
from .prove import Prover
from .shaping import said_once, written_sentences
from .told import Told
from .writer import Writer

_TOO_LITTLE = 0.6
"""With less than this share of its words left, a piece is told by its own sentences as well."""


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


def supported(text: str, prover: Prover, near: Sequence[int], words: int, told: Sequence[Told]) -> tuple[list[Sentence], int]:
    """The sentences of a text that hold, and how many do not; with too few of them, what it was written from stands in.

    What people say in a meeting reads ill between sentences that tell of it: it stands in only where nothing holds.
    """
    proved = [prover.prove(sentence, near) for sentence in said_once(written_sentences(text))]
    held = [sentence for sentence in proved if sentence.badge is not Badge.NOT_FOUND]
    have = sum(length(sentence.text) for sentence in held)
    spoken = any(told[i].speaker for i in near)
    if have < _TOO_LITTLE * words and not (held and spoken):
        held += _stand_ins(held, near, words - have, told)
    return held, len(proved) - sum(s.badge is not Badge.NOT_FOUND for s in proved)


def _stand_ins(held: Sequence[Sentence], near: Sequence[int], words: int, told: Sequence[Told]) -> list[Sentence]:
    """Sentences of the piece that nothing that holds was taken from."""
    cited = {(c.document_id, c.page_index, c.start) for s in held for c in s.citations}
    left = [i for i in near if (told[i].source.document.id, told[i].source.page.index, told[i].source.start) not in cited]
    best = [left[k] for k in chosen([told[i] for i in left], words)]
    return [Sentence(told[i].said, Badge.VERIFIED, (citation_of(told[i].source),)) for i in best]

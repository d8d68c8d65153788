"""A question or a summary through the airlock, and on this machine where that does not come to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from muniment_retrieval.model import Answered, Badge, Cost, Sentence
from muniment_retrieval.summarising import Writer

from ..masking import Masker
from .chat import AirlockChat, KeptHere
from .job import Job

QUESTION, WHOLE_QUESTION, SUMMARY = "a question", "a question about whole documents", "a summary"
"""What something is sent for, in the words of ledger, log and approvals. An approval for a few passages is none for all pages."""

_MASKED = 0.9
"""Of what an engine elsewhere can hold so much is used: placeholders may be longer than what they stand for."""

_Event = TypeVar("_Event")


@dataclass(frozen=True)
class Elsewhere:
    """The engine elsewhere, and what masks for it."""

    chat: AirlockChat
    masker: Masker


def through(
    chat: AirlockChat,
    purpose: str,
    documents: tuple[int, ...],
    elsewhere: Callable[[Job], Iterator[_Event]],
    here: Callable[[Job, str], Iterator[_Event]],
) -> Iterator[_Event]:
    """The events of `elsewhere`; where it is kept here, those of `here`, which is told why."""
    job, why = Job(purpose, documents), ""
    try:
        with chat.job(purpose, documents) as job:
            yield from elsewhere(job)
    except KeptHere as error:
        why = str(error)
    if why:
        yield from here(job, why)


def writer_elsewhere(elsewhere: Elsewhere) -> Writer:
    """The engine elsewhere as one that writes of whole documents."""
    chat = elsewhere.chat
    chosen = chat.chosen
    context = int(chosen.context * _MASKED)
    return Writer(chat, chosen.engine, chosen.model, context, probes=False, elsewhere=True, expects=chat.expect)


def cost_of(cost: Cost, job: Job, why: str) -> Cost:
    """What it cost, with what was sent; the price is that of all that was answered elsewhere."""
    return replace(cost, sent_elsewhere=bool(job.sent), price=job.price if job.sent else None, kept_here=why)


def accounted(event: Answered, job: Job, why: str = "") -> Answered:
    """An answer with what was sent for it. A sentence with a placeholder that stands for nothing is not found."""
    answer = event.answer
    marked = tuple(_marked(sentence, job) for sentence in answer.sentences)
    answer = replace(answer, sentences=marked, cost=cost_of(answer.cost, job, why))
    return replace(event, answer=answer, trace=replace(event.trace, sent=tuple(job.sent)))


def _marked(sentence: Sentence, job: Job) -> Sentence:
    made_up = any(placeholder in sentence.text for placeholder in job.unknown)
    return Sentence(sentence.text, Badge.NOT_FOUND) if made_up else sentence

"""Taking long work to its end in the terminal: its events are shown as they come, and its result is returned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from muniment_engines.api import TextDelta
from muniment_engines.errors import MunimentError
from muniment_retrieval.conversations import Understood
from muniment_retrieval.model import Answer, Answered, Hit, IndexReport, Kept, Progress, Sources

from .output import ProgressPrinter

_AGAIN = "(That broke off. What follows is written on this machine.)"


def follow_indexing(events: Iterator[Progress | IndexReport]) -> IndexReport:
    """Show the progress as it comes; the report at its end."""
    printer, report = ProgressPrinter(), IndexReport()
    try:
        for event in events:
            if isinstance(event, Progress):
                printer.show(event)
            else:
                report = event
    finally:
        printer.end()
    return report


@dataclass(frozen=True)
class Told:
    """An answer with what came before it: how the question was understood, where that was said, and the hits."""

    answer: Answer
    hits: tuple[Hit, ...]
    understood: Understood | None = None
    kept: Kept | None = None


def follow_answer(events: Iterator[Understood | Sources | TextDelta | Answered], *, live: bool) -> tuple[Answer, tuple[Hit, ...]]:
    """Take an answer to its end; with `live`, show the words as they are written."""
    told = follow_turn(events, live=live)
    return told.answer, told.hits


def follow_turn(events: Iterator[Understood | Sources | TextDelta | Answered], *, live: bool) -> Told:
    """The same, with all that is known of it."""
    hits: tuple[Hit, ...] = ()
    understood: Understood | None = None
    wrote = False
    for event in events:
        if isinstance(event, Understood):
            understood = event
            if live and event.by:
                print(f"Understood as: {event.standing}\n")
        elif isinstance(event, Sources):
            hits = event.hits
            if wrote:
                print(f"\n\n{_AGAIN}\n")
                wrote = False
        elif isinstance(event, TextDelta):
            if live:
                print(event.text, end="", flush=True)
                wrote = True
        else:
            if wrote:
                print("\n")
            return Told(event.answer, hits, understood, event.kept)
    raise MunimentError("The answer was cut off; ask again.")

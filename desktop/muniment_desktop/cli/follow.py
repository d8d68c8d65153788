"""Taking long work to its end in the terminal: its events are shown as they come, and its result is returned."""

from __future__ import annotations

from collections.abc import Iterator

from muniment_engines.api import TextDelta
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Answer, Answered, Hit, IndexReport, Progress, Sources

from .output import ProgressPrinter


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


def follow_answer(events: Iterator[Sources | TextDelta | Answered], *, live: bool) -> tuple[Answer, tuple[Hit, ...]]:
    """Take an answer to its end; with `live`, show the words as they are written."""
    hits: tuple[Hit, ...] = ()
    wrote = False
    for event in events:
        if isinstance(event, Sources):
            hits = event.hits
        elif isinstance(event, TextDelta):
            if live:
                print(event.text, end="", flush=True)
                wrote = True
        else:
            if wrote:
                print("\n")
            return event.answer, hits
    raise MunimentError("The answer was cut off; ask again.")

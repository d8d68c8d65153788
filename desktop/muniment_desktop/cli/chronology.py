"""`muniment chronology --vault DIR`: every dated event of the documents, in the order of time."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from muniment_engines.errors import MunimentError
from muniment_retrieval.reading import Forecast
from muniment_retrieval.reading.chronology import Chronicle, Chronicled, Event, ReadOne

from ..exporting import chronicle_sheets, save
from .context import Context, add_documents, add_json, add_vault
from .output import LiveLine, citation_json, duration, page_name, print_json
from .table import STOPPED, add_out, check_out, say_forecast
from .telling import add_conversation, going_on, kept_json, kept_text


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("chronology", help="every dated event, in the order of time")
    add_vault(parser)
    add_documents(parser)
    add_out(parser)
    add_conversation(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    check_out(options)
    with context.session(options) as session:
        conversation, scope = going_on(session, options)
        told = _followed(session.chronology(scope, context.cancel, conversation=conversation or 0))
    chronicle = told.chronicle
    if options.out is not None:
        save(chronicle_sheets(chronicle), options.out)
    if options.json:
        print_json({**chronicle_json(chronicle), **kept_json(told.kept)})
    else:
        print("\n".join(filter(None, [chronicle_text(chronicle), kept_text(told.kept)])))
    return STOPPED if chronicle.stopped else 0


def _followed(events: Iterator[Forecast | ReadOne | Chronicled]) -> Chronicled:
    line = LiveLine(sys.stderr)
    try:
        for event in events:
            if isinstance(event, Chronicled):
                return event
            if isinstance(event, Forecast):
                say_forecast(line, event)
            else:
                left = "" if event.seconds_left is None else f" · {duration(event.seconds_left)} left"
                line.show(f"read {event.done} of {event.total}{left} · {event.found} events · {event.document.name}")
    finally:
        line.end()
    raise MunimentError("The chronology was cut off; ask for it again.")


def chronicle_json(chronicle: Chronicle) -> dict[str, Any]:
    return {
        "events": [_event_json(event) for event in chronicle.events],
        "searched": chronicle.searched,
        "documents": chronicle.documents,
        "unreadable_pages": chronicle.unreadable_pages,
        "held_back": chronicle.held_back,
        "more": chronicle.more,
        "stopped": chronicle.stopped,
        "seconds": round(chronicle.seconds, 3),
    }


def _event_json(event: Event) -> dict[str, Any]:
    return {
        "date": event.date,
        "written": event.written,
        "uncertain": event.uncertain,
        "text": event.text,
        "who": list(event.who),
        "label": event.label,
        "citations": [citation_json(citation) for citation in event.citations],
    }


def chronicle_text(chronicle: Chronicle) -> str:
    """A paragraph an event, and what was looked at."""
    said = [_event_text(event) for event in chronicle.events] or ["No dated event was found."]
    return "\n".join([*said, "", f"  {chronicle.receipt}"])


def _event_text(event: Event) -> str:
    doubt = f" (as written: {event.written}; {event.uncertain})" if event.uncertain else ""
    label = f"{event.label}: " if event.label and not event.text.startswith(event.label) else ""
    name = event.citation.path.replace("\\", "/").rsplit("/", 1)[-1]
    also = f" and {len(event.citations) - 1} more" if len(event.citations) > 1 else ""
    return f"{event.date}{doubt}  {label}{event.text}\n      {name}, {page_name(event.citation.page_label)}{also}"

"""`muniment table QUESTION --vault DIR`: every document is looked at, and has its row.

A stop (Ctrl-C) keeps what was looked at: the table is printed and written as far as it came.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Scope
from muniment_retrieval.reading import Forecast, Looked, Row, Table, Tabled, Wanted, wanted_in_table

from ..exporting import save, table_sheets
from ..vault_session import VaultSession
from .context import Context, add_documents, add_json, add_vault
from .output import NONE_TO_ASK, LiveLine, citation_json, duration, page_name, print_json
from .telling import add_conversation, going_on, kept_json, kept_text
from .wording import add_words

STOPPED = 130
NO_QUESTION = (
    "That is no question for every document; ask one in a sentence, as “Which contracts have …?”, “List all agreements that …” "
    "or “Compare the notice periods of all contracts”."
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("table", help="ask every document, and get a table")
    add_words(parser, "QUESTION")
    add_vault(parser)
    add_documents(parser)
    add_out(parser)
    add_conversation(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it to FILE, which ends with .csv or .xlsx")


def run(options: argparse.Namespace, context: Context) -> int:
    if wanted_in_table(options.question) is None:
        raise MunimentError(NO_QUESTION)
    check_out(options)
    with context.session(options) as session:
        return show_table(session, wanted_in_table, options, context, options.out)


def show_table(
    session: VaultSession,
    route: Callable[[str], Wanted | None],
    options: argparse.Namespace,
    context: Context,
    out: Path | None = None,
) -> int:
    """Read through, then print the table, and write it to `out`; it becomes a turn of the conversation that is gone on with, or
    of a new one. Returns the exit code. `route` makes of the question, or of what a follow-up means, what is asked.
    """
    conversation, scope = going_on(session, options)
    meant = session.talks.meant(options.question, conversation, context.cancel)
    wanted = route(meant.standing)
    if wanted is None:
        raise MunimentError(NO_QUESTION)
    scope = Scope(meant.documents) if meant.documents is not None and not options.document else scope
    told = _followed(session.read_through(wanted, scope, context.cancel, conversation=conversation or 0, meant=meant))
    table = told.table
    if out is not None:
        save(table_sheets(table), out)
    if options.json:
        how = {"question": meant.question, "standing_question": meant.standing, "rewritten_by": meant.by.value}
        print_json({**table_json(table), **how, **kept_json(told.kept)})
    else:
        understood = f"Understood as: {meant.standing}\n" if meant.by else ""
        print("\n".join(filter(None, [understood, table_text(table), kept_text(told.kept)])))
    return STOPPED if table.stopped else 0


def check_out(options: argparse.Namespace) -> None:
    """Say at once that a file cannot be written, and not after the work."""
    if options.out is not None and options.out.suffix.lower() not in (".csv", ".xlsx"):
        raise MunimentError(f"{options.out.name} must end with .csv or .xlsx; choose one of them.")


def say_forecast(line: LiveLine, forecast: Forecast) -> None:
    line.show(f"{forecast.documents} documents, about {duration(forecast.seconds)}")


def _followed(events: Iterator[Forecast | Looked | Tabled]) -> Tabled:
    line = LiveLine(sys.stderr)
    try:
        for event in events:
            if isinstance(event, Tabled):
                return event
            if isinstance(event, Forecast):
                say_forecast(line, event)
            else:
                left = "" if event.seconds_left is None else f" · {duration(event.seconds_left)} left"
                line.show(f"looked at {event.done} of {event.total}{left} · {event.row.document.name}")
    finally:
        line.end()
    raise MunimentError("The table was cut off; ask again.")


def table_json(table: Table) -> dict[str, Any]:
    wanted = table.wanted
    return {
        "question": wanted.question,
        "kind": wanted.kind.value,
        "topic": wanted.topic,
        "without": wanted.without,
        "headline": table.headline,
        "count": table.count,
        "rows": [_row_json(row) for row in table.rows],
        "searched": table.searched,
        "documents": table.documents,
        "unreadable_pages": table.unreadable_pages,
        "held_back": table.held_back,
        "stopped": table.stopped,
        "seconds": round(table.seconds, 3),
    }


def _row_json(row: Row) -> dict[str, Any]:
    return {
        "document": row.document.path,
        "found": row.found.value,
        "value": row.value,
        "topic": row.topic,
        "fits": row.fits,
        "citation": None if row.citation is None else citation_json(row.citation),
        "note": row.note,
    }


def table_text(table: Table) -> str:
    """The answer in a sentence, a row a document with its sentence, and what was looked at."""
    headline = table.headline if table.documents or table.said else NONE_TO_ASK
    return "\n".join([headline, "", *map(_rows_text, table.documents_rows), "", f"  {table.receipt}"])


def _rows_text(rows: Sequence[Row]) -> str:
    """A document with what it says; where that is to several things, each in a line below it."""
    mark = {True: "●", False: "○", None: "·"}[rows[0].fits]
    if len(rows) == 1:
        return f"{mark} {rows[0].document.name}: {_said(rows[0], 6)}"
    return "\n".join([f"{mark} {rows[0].document.name}", *(f"    {row.topic}: {_said(row, 8)}" for row in rows)])


def _said(row: Row, indent: int) -> str:
    note = f" ({row.note})" if row.note else ""
    if row.citation is None:
        return row.value + note
    quote = " ".join(row.citation.quote.split())
    return f"{row.value}{note}\n{' ' * indent}{page_name(row.citation.page_label)}: “{quote}”"

"""`muniment retry [DOCUMENT...] --vault DIR`: try files again that could not be read, with a password or raised limits."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from muniment_retrieval.health import Entry, Health
from muniment_retrieval.health_remarks import Action
from muniment_retrieval.mending import entry_called, left_undone, mending
from muniment_retrieval.model import IndexReport

from .context import Context, add_json, add_vault
from .follow import follow_indexing
from .index import STOPPED, report_text
from .output import print_json, report_json
from .password import add_password, password_of


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("retry", help="try files again that could not be read")
    parser.add_argument(
        "documents", nargs="*", metavar="DOCUMENT", help="the end of a path (default: all that can be tried again)"
    )
    add_password(parser)
    parser.add_argument("--raise-limits", action="store_true", help="allow each file more time, size, pages and members")
    add_vault(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    password = password_of(options)
    total = IndexReport()
    with context.session(options) as session:
        report = session.health()
        wanted = _wanted(report, options, password)
        for action, entries in wanted.items():
            job = mending(report, entries, action).with_password(password)
            total = _sum(total, follow_indexing(session.mend(job, context.cancel)))
    if options.json:
        print_json(report_json(total))
    else:
        print(report_text(total) if wanted else "There is nothing to try again.")
    return STOPPED if total.cancelled else 0


def _wanted(report: Health, options: argparse.Namespace, password: str) -> Mapping[Action, Sequence[Entry]]:
    """What to do with which files. Raises `NameNotFound`, `NameAmbiguous`."""
    if not options.documents:
        return left_undone(report, password=bool(password), raised=options.raise_limits)
    found: dict[Action, list[Entry]] = {}
    for name in options.documents:
        entry = entry_called(report, name)
        found.setdefault(_action(entry, options, password), []).append(entry)
    return found


def _action(entry: Entry, options: argparse.Namespace, password: str) -> Action:
    """What is done about a file that was named."""
    if entry.action is Action.RECOGNISE:
        return Action.RECOGNISE
    if options.raise_limits:
        return Action.RAISE_LIMIT
    return Action.GIVE_PASSWORD if password else Action.TRY_AGAIN


def _sum(one: IndexReport, other: IndexReport) -> IndexReport:
    states = {state: one.states.get(state, 0) + other.states.get(state, 0) for state in {**one.states, **other.states}}
    return IndexReport(states, one.unchanged + other.unchanged, one.cancelled or other.cancelled)

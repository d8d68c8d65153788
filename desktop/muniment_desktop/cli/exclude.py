"""`muniment exclude DOCUMENT... --vault DIR`: leave files out of a vault from now on, wherever they are offered again."""

from __future__ import annotations

import argparse

from muniment_retrieval.health_remarks import Action
from muniment_retrieval.mending import entry_called, mending

from .context import Context, add_json, add_vault
from .follow import follow_indexing
from .output import print_json


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("exclude", help="leave files out of a vault; “retry” takes them in again")
    parser.add_argument("documents", nargs="+", metavar="DOCUMENT", help="the end of a path")
    add_vault(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        report = session.health()
        entries = [entry_called(report, name) for name in options.documents]
        follow_indexing(session.mend(mending(report, entries, Action.EXCLUDE), context.cancel))
    paths = [entry.path for entry in entries]
    if options.json:
        print_json({"excluded": paths})
    else:
        print("\n".join(f"Left out from now on: {path}. The file itself is untouched." for path in paths))
    return 0

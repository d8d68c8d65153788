"""`muniment watch [PATH]... --vault DIR`: keep a vault up with its folders until Ctrl-C, or with `--once` until it is."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import suppress

from muniment_engines.errors import MunimentError
from muniment_retrieval.model import IndexReport, NameNotFound, Progress

from ..vault_session import VaultSession
from .context import Context, add_json, add_vault
from .folders import path_of
from .index import report_text
from .output import ProgressPrinter, report_json
from .rules import add_keeping, add_rules, rules_of


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("watch", help="keep a vault up with its folders")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="watch these folders from now on, too")
    parser.add_argument("--once", action="store_true", help="end as soon as the vault is up with them")
    add_rules(parser)
    add_keeping(parser)
    add_vault(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    with context.session(options, create=bool(options.paths)) as session:
        if session.key_notice:
            print(session.key_notice, file=sys.stderr)
        for text in options.paths:
            _follow_too(session, text, options)
        if not session.folders.listed():
            raise MunimentError("No folder is watched; name one: “muniment watch PATH”.")
        printer = ProgressPrinter()
        try:
            for event in session.follow(context.cancel):
                if isinstance(event, IndexReport):
                    printer.end()
                    print(json.dumps(report_json(event)) if options.json else report_text(event), flush=True)
                elif event.path or event.stage != "watching":
                    printer.show(event)
                elif _is_settled(printer, options):
                    return 0
        finally:
            printer.end()
    return 0


def _follow_too(session: VaultSession, text: str, options: argparse.Namespace) -> None:
    """Add a folder, or change the rules of one that is watched already."""
    path = path_of(text)
    with suppress(NameNotFound):
        folder = session.folders.at(path)
        session.folders.change(folder.id, rules_of(options, folder.rules))
        return
    session.folders.add(path, rules_of(options))


def _is_settled(printer: ProgressPrinter, options: argparse.Namespace) -> bool:
    """Say that the vault is up with its folders; whether that is all that was wanted."""
    printer.show(Progress("up to date", 0, 0))
    return bool(options.once)

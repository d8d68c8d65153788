"""`muniment index PATH... --vault DIR`: read files and folders into a vault, which is made where there is none."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Effort, IndexReport

from ..models.first_run import OTHER_LANGUAGES
from .context import Context, add_json, add_vault
from .follow import follow_indexing
from .models import store_of
from .output import print_json, report_json
from .password import add_password, password_of
from .rules import add_rules, rules_of

STOPPED = 130


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("index", help="read files and folders into a vault")
    parser.add_argument("paths", nargs="+", metavar="PATH")
    add_rules(parser)
    add_password(parser)
    add_vault(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    paths = [Path(p).expanduser().absolute() for p in options.paths]
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise MunimentError(f"There is no file or folder at {path}; check the path.")
    password = password_of(options)
    effort = Effort(passwords=(password,) if password else ())
    with context.session(options, create=True) as session:
        if session.key_notice:
            print(session.key_notice, file=sys.stderr)
        report = follow_indexing(session.index(paths, context.cancel, rules_of(options), effort))
        other = store_of(context).for_languages(context.settings.embed_model)
        if other is not None and not report.cancelled and session.has_other_languages():
            print(f"{OTHER_LANGUAGES} “muniment models get {other.name}” fetches one that knows more.", file=sys.stderr)
    if options.json:
        print_json(report_json(report))
    else:
        print(report_text(report))
    return STOPPED if report.cancelled else 0


def report_text(report: IndexReport) -> str:
    """What was done, in a sentence."""
    counted = [f"{count} {state}" for state, count in sorted(report.states.items(), key=lambda item: -item[1])]
    if report.unchanged:
        counted.append(f"{report.unchanged} unchanged")
    said = ", ".join(counted) or "nothing to read here"
    return f"Stopped; what is done is kept: {said}. Run the same command to go on." if report.cancelled else f"{said}."

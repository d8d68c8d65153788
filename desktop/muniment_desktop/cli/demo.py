"""`muniment demo`: index the examples, ask three questions of which one has no answer, and print answers with page and quote.

First it says which models would be fetched and how large they are; in a terminal it asks before it does. Without models the demo
works by words alone, and answers with the sentence itself.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from muniment_engines.errors import MunimentError

from .. import paths
from ..models.first_run import Wanted, wanted_models
from .context import Context, add_json
from .follow import follow_answer, follow_indexing
from .models import fetch
from .output import answer_json, answer_text, print_json, size
from .passphrases import add_passphrase

QUESTIONS = (
    "How long is the initial term of the Lucid distributor agreement?",
    "What was the probable cause of the accident NYC08CA073?",
    "What is the monthly rent of the office in Boston?",
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("demo", help="index the examples and ask three questions")
    parser.add_argument("--vault", metavar="DIR", help="where the demo keeps its vault (default: among Muniment's own data)")
    add_passphrase(parser)
    parser.add_argument("--no-models", action="store_true", help="fetch no model; use what is here")
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    documents = examples_folder()
    if not options.no_models:
        _offer_models(context)
    options.vault = options.vault or str(paths.data_folder() / "demo.vault")
    with context.session(options, create=True) as session:
        follow_indexing(session.index([documents], context.cancel))
        results = [follow_answer(session.ask(q, session.scope([]), context.cancel), live=False) for q in QUESTIONS]
    if options.json:
        print_json({"answers": [answer_json(answer, hits) for answer, hits in results]})
        return 0
    for answer, _ in results:
        print(f"\n{answer.question}\n\n{answer_text(answer)}")
    return 0


def examples_folder() -> Path:
    """Where the examples lie, in a checkout or in a frozen application."""
    frozen = getattr(sys, "_MEIPASS", None)
    folder = (Path(frozen) if frozen else Path(__file__).parents[3]) / "examples"
    if not folder.is_dir():
        raise MunimentError("The examples are not here; they come with the source and with the installed application.")
    return folder


def _offer_models(context: Context) -> None:
    wanted = wanted_models(context.settings)
    if not wanted:
        return
    print(f"To answer in its own words and to find by meaning, Muniment needs {_named(wanted)}.", file=sys.stderr)
    if sys.stdin.isatty() and not _agreed():
        print("Going on without; answers are sentences of the documents themselves.", file=sys.stderr)
        return
    for model in wanted:
        try:
            fetch(model.name, context)
        except MunimentError as error:
            print(f"{error} The demo goes on without it.", file=sys.stderr)


def _named(wanted: list[Wanted]) -> str:
    return " and ".join(f"{m.title} ({size(m.size)})" for m in wanted)


def _agreed() -> bool:
    return input("Fetch now? [Y/n] ").strip().lower() in ("", "y", "yes")

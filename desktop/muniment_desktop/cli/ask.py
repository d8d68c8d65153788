"""`muniment ask`: one question, or a file of them with `--batch`.

One question streams its answer to a terminal and ends with the checked answer, its sources and their quotes. One about the
library itself ("which files are from 2021") is answered with a table.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from muniment_engines.errors import MunimentError
from muniment_retrieval.reading import wanted_of

from ..settings import Settings
from .batch import Asking, write_predictions
from .context import Context, add_documents, add_json, add_vault, narrow_of
from .follow import follow_turn
from .output import print_json
from .questions import load_questions
from .sending import Terminal, add_sending, dry_run_only, keys_for
from .table import show_table
from .telling import add_conversation, going_on, told_json, told_text
from .wording import add_words

FOR_EVERY_DOCUMENT = "This looks like a question for every document; “muniment table” looks at all of them."


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("ask", help="ask the documents a question, or many with --batch")
    add_words(parser, "QUESTION", optional=True)
    add_vault(parser)
    add_documents(parser)
    add_engine(parser)
    add_sending(parser)
    parser.add_argument("--batch", type=Path, metavar="QUESTIONS.jsonl", help="a question a line, with id and question")
    parser.add_argument("--out", type=Path, metavar="PREDICTIONS.jsonl", help="where --batch writes, a line a question")
    parser.add_argument("--scope", choices=("corpus", "document"), default="corpus", help="what --batch asks")
    parser.add_argument("--retrieve-only", action="store_true", help="--batch writes hits and no answers")
    add_conversation(parser)
    parser.add_argument("--as", dest="standing", metavar="QUESTION", default="", help="how a follow-up is meant, in full")
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    settings = chosen(context.settings, options)
    dry_run_only(settings, options)
    if options.batch is not None:
        if options.out is None or options.question is not None:
            raise MunimentError("--batch needs --out PREDICTIONS.jsonl, and no question beside it.")
        asking = Asking(options.scope, options.retrieve_only, tuple(options.document), narrow_of(options))
        questions = load_questions(options.batch)
        with context.session(options, settings=settings) as session:
            write_predictions(questions, options.out, asking, session, context.cancel)
        return 0
    if options.question is None:
        raise MunimentError("Write the question in quotation marks after “ask”.")
    keys = keys_for(settings, options)
    with context.session(options, settings=settings, person=Terminal(options), engine_keys=keys) as session:
        conversation, scope = going_on(session, options)
        wanted = wanted_of(options.question)
        if wanted is not None and wanted.library is not None:
            return show_table(session, wanted_of, options, context)
        live = sys.stdout.isatty() and not options.json
        if len(options.document) != 1 and wanted is not None:
            print(FOR_EVERY_DOCUMENT, file=sys.stderr)
        events = session.ask(options.question, scope, context.cancel, conversation=conversation, standing=options.standing)
        told = follow_turn(events, live=live)
        if options.json:
            print_json(told_json(told, session.talks))
        else:
            print(told_text(told, session.talks, live=live))
    return 0


def add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--engine", metavar="NAME", help="the engine that writes, instead of the one in the settings")
    parser.add_argument("--model", metavar="NAME", help="the model that writes, instead of the one in the settings")


def chosen(settings: Settings, options: argparse.Namespace) -> Settings:
    """The settings with the engine and the model that the command line names."""
    if options.engine:
        settings = replace(settings, chat_engine=options.engine, chat_model="")
    if options.model:
        settings = replace(settings, chat_model=options.model)
    return settings

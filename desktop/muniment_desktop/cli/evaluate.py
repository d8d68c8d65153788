"""`muniment eval`: asks every question of a set, compares what came with what is known, and writes a report.

First it is made sure that the folder holds this run or none. Then the questions are asked that have no prediction yet. Then all
are scored, and the report and its plot are written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from muniment_engines.errors import MunimentError
from muniment_retrieval.evaluation import Names, Pages, Quotes, Scored, evaluate, gold_documents, sample
from muniment_retrieval.evaluation.meanings import grouped
from muniment_retrieval.evaluation.plot import svg
from muniment_retrieval.evaluation.report import markdown
from muniment_retrieval.evaluation.sources import FilePages, VaultPages, files_in

from ..vault_session import VaultSession
from ..weights import weights
from .ask import add_engine, chosen
from .batch import Asking, write_predictions
from .context import Context, add_json, add_vault
from .measurement import Measurement, VaultState
from .models import store_of
from .output import print_json
from .questions import Line, load_questions
from .quote_pages import PdfTexts
from .resuming import Run

REPORT, PLOT = "report.md", "report.svg"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("eval", help="ask questions whose answers are known, and write a report with figures")
    parser.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl", help="a question a line, with its answer")
    add_vault(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where predictions and report go")
    parser.add_argument(
        "--scope", choices=("corpus", "document"), default="corpus", help="ask all, or each question's own documents"
    )
    parser.add_argument("--retrieve-only", action="store_true", help="find, and write no answers")
    parser.add_argument("--docs", type=Path, metavar="DIR", help="look quotes up in these files, not in the vault")
    parser.add_argument("--sample", type=_number, metavar="N", help="so many of the questions, the same ones each time")
    add_engine(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    settings = chosen(context.settings, options)
    questions = load_questions(options.questions)
    asked = sample(questions, options.sample)
    if not asked:
        raise MunimentError(f"{options.questions} holds no questions; choose another file.")
    if options.docs is not None and not options.docs.is_dir():
        raise MunimentError(f"There is no folder at {options.docs}; check the path.")
    kept = Run(options.out)
    with context.session(options, settings=settings) as session, PdfTexts(context, settings) as pdf_texts:
        measurement = Measurement(
            options.questions,
            len(asked),
            len(questions),
            Asking(options.scope, options.retrieve_only),
            weights(settings, store_of(context), context.cancel, chat=not options.retrieve_only),
            settings.context,
            VaultState.of(session),
        )
        told = _told(asked, kept, measurement, session, context)
        names, pages, where = _sources(options.docs, asked, session, pdf_texts)
        scored = evaluate(asked, told, names, Quotes(pages))
        facts = measurement.facts(list(told.values()), where, kept.begun, VaultState.of(session))
    written = {
        "predictions": kept.predictions,
        "report": kept.write(REPORT, markdown(facts, scored, PLOT)),
        "plot": kept.write(PLOT, svg(scored, _subtitle(scored, facts))),
    }
    if options.json:
        print_json({**scored.as_json(), **{what: str(path) for what, path in written.items()}})
    else:
        print("\n".join(_lines(scored, written)))
    return 0


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("give a whole number, 1 or more")
    return int(text)


def _told(
    asked: Sequence[Line], kept: Run, measurement: Measurement, session: VaultSession, context: Context
) -> dict[str | int, Line]:
    """The predictions of what is asked, those that are missing having been made."""
    there = kept.take_up(measurement.identity())
    if done := sum(line["id"] in there for line in asked):
        print(f"{done} of {len(asked)} questions have their predictions in {kept.predictions} already.", file=sys.stderr)
    waiting = [line for line in asked if line["id"] not in there]
    write_predictions(waiting, kept.predictions, measurement.asking, session, context.cancel, go_on=True)
    there = kept.take_up(measurement.identity())
    return {line["id"]: there[line["id"]] for line in asked}


def _sources(docs: Path | None, asked: Sequence[Line], session: VaultSession, pdf_texts: PdfTexts) -> tuple[Names, Pages, str]:
    """What paths mean, where quotes are looked up, and how the report calls that."""
    known = gold_documents(asked)
    if docs is None:
        return Names(known), VaultPages(session.vault), "the vault's own pages"
    files = files_in(docs)
    names = Names(known | files.keys())
    return names, FilePages(files, names, pdf_texts), f"the {len(files)} files of {docs.absolute().name}, read again"


def _subtitle(scored: Scored, facts: Sequence[tuple[str, str]]) -> str:
    said = dict(facts)
    return f"{scored.questions} questions; {said['asked']}, {said['date']}"


def _lines(scored: Scored, written: Mapping[str, Path]) -> Iterator[str]:
    for title, rows in grouped(scored.figures).items():
        yield title
        for row in rows:
            reach = "" if row.figure.interval is None else "[{:.3f}, {:.3f}]".format(*row.figure.interval)
            yield f"  {row.name:26}{row.figure.value:9.4g}   n={row.figure.n:<6}{reach}"
    if scored.quotes_unchecked:
        yield f"{scored.quotes_unchecked} quotes are from pages that hold no text to compare them with."
    yield from (f"{path}" for path in written.values())

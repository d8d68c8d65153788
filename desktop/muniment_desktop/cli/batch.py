"""`muniment ask --batch`: a file of questions in, a file of predictions out, with the models loaded once.

Lines hold `id` and `question`; with `--scope document`, `doc` names the document to ask; with `--scope corpus`,
`question_corpus` is asked where the line has it. Each prediction is written as soon as it is there, so that a run that is cut off
keeps what it has.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from muniment_engines.api import Cancel
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Scope

from ..vault_session import VaultSession
from .follow import follow_answer
from .output import answer_json, hit_json

HITS = 50


def run_batch(options: argparse.Namespace, session: VaultSession, cancel: Cancel) -> int:
    questions = list(_questions(options.batch))
    try:
        with options.out.open("w", encoding="utf-8") as out:
            _predict_all(questions, out, options, session, cancel)
    except OSError as error:
        raise MunimentError(f"{options.out} cannot be written: {error.strerror}; choose another file.") from error
    return 0


def _predict_all(
    questions: list[dict[str, Any]], out: TextIO, options: argparse.Namespace, session: VaultSession, cancel: Cancel
) -> None:
    for number, line in enumerate(questions, 1):
        cancel.check()
        question, names = _asked(line, options)
        scope = session.scope(names)
        predict = _hits if options.retrieve_only else _answer
        prediction = {"id": line["id"], **predict(question, scope, session, cancel)}
        out.write(json.dumps(prediction, ensure_ascii=False) + "\n")
        out.flush()
        if sys.stderr.isatty():
            print(f"\r{number} of {len(questions)}", end="", file=sys.stderr, flush=True)


def _asked(line: dict[str, Any], options: argparse.Namespace) -> tuple[str, list[str]]:
    """The question of a line, and the names of the documents to ask (none: all)."""
    if options.scope == "corpus":
        return line.get("question_corpus") or line["question"], options.document
    if not line.get("doc"):
        raise MunimentError(f"The question with id {line['id']} names no “doc”; add it, or ask with --scope corpus.")
    return line["question"], [line["doc"]]


def _hits(question: str, scope: Scope, session: VaultSession, cancel: Cancel) -> dict[str, Any]:
    start = time.monotonic()
    hits = session.search(question, scope, HITS)
    return {"hits": [hit_json(h) for h in hits], "seconds": round(time.monotonic() - start, 3)}


def _answer(question: str, scope: Scope, session: VaultSession, cancel: Cancel) -> dict[str, Any]:
    answer, hits = follow_answer(session.ask(question, scope, cancel), live=False)
    return answer_json(answer, hits)


def _questions(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise MunimentError(f"{path} cannot be read: {error.strerror}; check the path.") from error
    except UnicodeDecodeError as error:
        raise MunimentError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _question(line, f"{path}, line {number}")


def _question(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise MunimentError(f"{where} is not JSON; mend that line.") from error
    if not isinstance(value, dict) or not {"id", "question"} <= value.keys():
        raise MunimentError(f"{where} needs “id” and “question”; mend that line.")
    return value

"""Many questions asked one after the other, with the models loaded once: for `muniment ask --batch` and `muniment eval`.

Before the first is asked, it is made sure that there are the documents that each is about. With the scope "document", `doc` (or
`docs`) names them; with "corpus", `question_corpus` is asked where the line has it. Each prediction is written as soon as it is
there, so that a run that is cut off keeps what it has.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from muniment_engines.api import Cancel
from muniment_engines.errors import MunimentError
from muniment_retrieval.evaluation import documents_of
from muniment_retrieval.model import Scope
from muniment_retrieval.narrowing import Narrow

from ..vault_session import VaultSession
from .follow import follow_answer
from .output import LiveLine, answer_json, duration, hit_json
from .questions import Line

HITS = 50


@dataclass(frozen=True)
class Asking:
    """How questions are asked.

    `scope` is "corpus" or "document"; `documents` are the names that a corpus is narrowed to, and `narrow`
    is what all are.
    """

    scope: str
    retrieve_only: bool
    documents: tuple[str, ...] = ()
    narrow: Narrow = field(default_factory=Narrow)


def write_predictions(
    lines: Sequence[Line], path: Path, asking: Asking, session: VaultSession, cancel: Cancel, *, go_on: bool = False
) -> None:
    """Ask each question and write its prediction; with `go_on`, after those that the file has.

    Raises `MunimentError`, `NameNotFound` and `NameAmbiguous` before anything is written, and `Cancelled`.
    """
    scopes = list(_scopes(lines, asking, session))
    try:
        with path.open("a" if go_on else "w", encoding="utf-8", newline="\n") as out:
            _write_all(_predictions(lines, scopes, asking, session, cancel), len(lines), out)
    except OSError as error:
        raise MunimentError(f"{path} cannot be written: {error.strerror}; choose another place.") from error


def _write_all(predictions: Iterator[dict[str, Any]], total: int, out: TextIO) -> None:
    progress, start = LiveLine(sys.stderr), time.monotonic()
    try:
        for done, prediction in enumerate(predictions, 1):
            out.write(json.dumps(prediction, ensure_ascii=False) + "\n")
            out.flush()
            left = duration((time.monotonic() - start) / done * (total - done))
            progress.show(f"{done} of {total}" + (f" · {left} left" if done < total else ""))
    finally:
        progress.end()


def _predictions(
    lines: Sequence[Line], scopes: Sequence[Scope], asking: Asking, session: VaultSession, cancel: Cancel
) -> Iterator[dict[str, Any]]:
    predict = _hits if asking.retrieve_only else _answer
    for line, scope in zip(lines, scopes, strict=True):
        cancel.check()
        question = (asking.scope == "corpus" and line.get("question_corpus")) or line["question"]
        yield {"id": line["id"], **predict(question, scope, session, cancel)}


def _scopes(lines: Sequence[Line], asking: Asking, session: VaultSession) -> Iterator[Scope]:
    """What each question is asked of."""
    known: dict[tuple[str, ...], Scope] = {}
    for line in lines:
        names = asking.documents if asking.scope == "corpus" else tuple(documents_of(line))
        if asking.scope == "document" and not names:
            raise MunimentError(f"The question with id {line['id']} names no “doc”; add it, or ask with --scope corpus.")
        if names not in known:
            known[names] = session.scope(names, asking.narrow)
        yield known[names]


def _hits(question: str, scope: Scope, session: VaultSession, _: Cancel) -> dict[str, Any]:
    start = time.monotonic()
    hits = session.search(question, scope, HITS)
    return {"hits": [hit_json(h) for h in hits], "seconds": round(time.monotonic() - start, 3)}


def _answer(question: str, scope: Scope, session: VaultSession, cancel: Cancel) -> dict[str, Any]:
    answer, hits = follow_answer(session.ask(question, scope, cancel, keep=False), live=False)
    return answer_json(answer, hits)

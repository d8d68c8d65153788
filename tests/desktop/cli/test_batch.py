"""Many questions, asked of a session that remembers what it was asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from muniment_desktop.cli.batch import Asking, write_predictions
from muniment_engines.api import Cancel, Cancelled
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Hit, NameNotFound, Scope
from muniment_retrieval.narrowing import Narrow


class Remembering:
    """A session with the documents a, b and c, in which nothing is ever found. Stops after some questions, if told so."""

    def __init__(self, cancel: Cancel, stop_after: int = 99) -> None:
        self.asked: list[tuple[str, tuple[int, ...] | None]] = []
        self.cancel = cancel
        self.stop_after = stop_after

    def scope(self, names: Sequence[str], _narrow: Narrow) -> Scope:
        if not set(names) <= {"a", "b", "c"}:
            raise NameNotFound("No such document.")
        return Scope(tuple("abc".index(name) for name in names)) if names else Scope()

    def search(self, query: str, scope: Scope, top: int) -> list[Hit]:
        self.asked.append((query, scope.documents))
        if len(self.asked) == self.stop_after:
            self.cancel.request()
        return []


LINES = [
    {"id": 1, "question": "one", "question_corpus": "one of all", "doc": "a"},
    {"id": 2, "question": "two", "docs": ["b", "c"], "doc": "b"},
]


def ask(lines: Sequence[dict[str, Any]], out: Path, asking: Asking, stop_after: int = 99, **more: bool) -> Remembering:
    cancel = Cancel()
    session = Remembering(cancel, stop_after)
    write_predictions(lines, out, asking, session, cancel, **more)  # type: ignore[arg-type]
    return session


@pytest.mark.parametrize(
    ("asking", "expected"),
    [
        (Asking("document", True), [("one", (0,)), ("two", (1, 2))]),
        (Asking("corpus", True), [("one of all", None), ("two", None)]),
        (Asking("corpus", True, ("c",)), [("one of all", (2,)), ("two", (2,))]),
    ],
)
def test_the_scope_says_what_is_asked(tmp_path: Path, asking: Asking, expected: list[Any]) -> None:
    assert ask(LINES, tmp_path / "out", asking).asked == expected


def test_what_is_asked_of_no_document_is_told_before_anything_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(MunimentError, match="id 3"):
        ask([*LINES, {"id": 3, "question": "three"}], out, Asking("document", True))
    with pytest.raises(NameNotFound):
        ask([*LINES, {"id": 3, "question": "three", "doc": "none"}], out, Asking("document", True))
    assert not out.exists()


def test_what_is_written_stays_and_the_next_run_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(Cancelled):
        ask(LINES, out, Asking("corpus", True), stop_after=1)
    ask(LINES[1:], out, Asking("corpus", True), go_on=True)
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == [1, 2]
    ask(LINES[:1], out, Asking("corpus", True))
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == [1]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(MunimentError, match="choose another place"):
        ask(LINES, tmp_path, Asking("corpus", True))

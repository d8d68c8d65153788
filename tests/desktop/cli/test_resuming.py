"""A run that was cut off goes on; another one's predictions are never mixed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from muniment_desktop.cli.resuming import Run
from muniment_engines.errors import MunimentError

ASKED = {"questions": "0f", "scope": "corpus", "models": ["one"]}
FIRST, SECOND = '{"id": "a", "hits": []}\n', '{"id": 2, "answer": "é"}\n'


def test_a_run_begins_and_goes_on_after_its_whole_lines(tmp_path: Path) -> None:
    run = Run(tmp_path / "deep" / "out")
    assert run.take_up(ASKED) == {}
    run.predictions.write_text(FIRST + SECOND + '{"id": "c", "ans', encoding="utf-8")
    assert run.take_up(ASKED) == {"a": {"id": "a", "hits": []}, 2: {"id": 2, "answer": "é"}}
    assert run.predictions.read_text(encoding="utf-8") == FIRST + SECOND
    assert len(run.begun) == len("2026-01-01")


def test_one_that_was_cut_off_in_its_first_line_begins_anew(tmp_path: Path) -> None:
    run = Run(tmp_path)
    run.take_up(ASKED)
    run.predictions.write_text('{"id": "c", "ans')
    assert run.take_up(ASKED) == {}
    assert run.predictions.read_text() == ""
    assert run.take_up({**ASKED, "scope": "document"}) == {}


def test_another_run_is_told_by_what_differs(tmp_path: Path) -> None:
    run = Run(tmp_path)
    run.take_up(ASKED)
    run.predictions.write_text(FIRST)
    with pytest.raises(MunimentError, match=r"\(not the same: scope, models\)"):
        run.take_up({**ASKED, "scope": "document", "models": []})
    assert run.predictions.read_text() == FIRST


@pytest.mark.parametrize("before", [None, "[]", "{"])
def test_predictions_of_unknown_origin_are_left_alone(tmp_path: Path, before: str | None) -> None:
    run = Run(tmp_path)
    run.predictions.write_text(FIRST)
    if before is not None:
        (tmp_path / "run.json").write_text(before)
    with pytest.raises(MunimentError, match="origin"):
        run.take_up(ASKED)
    assert run.predictions.read_text() == FIRST


@pytest.mark.parametrize("line", [b"{}\n", b"[1]\n", b"no\n", b"\xff\n"])
def test_damaged_predictions_are_told(tmp_path: Path, line: bytes) -> None:
    run = Run(tmp_path)
    run.take_up(ASKED)
    run.predictions.write_bytes(FIRST.encode() + line)
    with pytest.raises(MunimentError, match="damaged"):
        run.take_up(ASKED)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MunimentError, match="choose another folder"):
        Run(tmp_path / "file" / "out").take_up(ASKED)

"""Files of questions: what is taken, and what is told of a line that is to be mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from muniment_desktop.cli.questions import load_questions
from muniment_engines.errors import MunimentError


def test_lines_are_taken_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes('{"id": "b", "question": "one\u2028two"}\r\n\n{"id": 1, "question": "?"}'.encode())
    assert load_questions(file) == [{"id": "b", "question": "one\u2028two"}, {"id": 1, "question": "?"}]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b'{"id": "a", "question": "?"}\n{"id": "a"', "line 2 is not JSON"),
        (b'{"id": "a", "question": "?"}\n{"id": "a", "question": "!"}', "line 2 has an .id. that an earlier"),
        (b'{"id": "a"}', "line 1 needs"),
        (b'{"id": ["a"], "question": "?"}', "line 1 needs"),
        (b'["a"]', "line 1 needs"),
        (b'{"id": "a", "question": " "}', "line 1 has an empty"),
        (b"\xff", "not UTF-8"),
    ],
)
def test_a_line_that_is_to_be_mended_is_named(tmp_path: Path, text: bytes, says: str) -> None:
    (tmp_path / "questions.jsonl").write_bytes(text)
    with pytest.raises(MunimentError, match=says):
        load_questions(tmp_path / "questions.jsonl")


def test_without_a_file_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(MunimentError, match="check the path"):
        load_questions(tmp_path / "none.jsonl")

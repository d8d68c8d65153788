"""What is asked and looked for on the command line: without a word, it is wrong use."""

from __future__ import annotations

import pytest
from muniment_desktop.cli import parser

WRONG_USE = 2


@pytest.mark.parametrize("command", ["search", "ask", "table"])
@pytest.mark.parametrize("text", ["", "  ", "?!"])
def test_nothing_to_look_for_is_wrong_use_and_said(command: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser.build().parse_args([command, text, "--vault", "matter"])
    assert ended.value.code == WRONG_USE
    assert "it has no words; write what you want to know" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["rent", "§ 5", "家賃は？"])
def test_words_in_any_script_are_taken(text: str) -> None:
    assert parser.build().parse_args(["search", text]).query == text


def test_a_batch_needs_no_question() -> None:
    assert parser.build().parse_args(["ask", "--batch", "questions.jsonl"]).question is None

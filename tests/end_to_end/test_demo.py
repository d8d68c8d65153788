"""`muniment demo`, as the first thing that somebody tries on a machine without a display."""

from __future__ import annotations

import json
from pathlib import Path

from end_to_end_program import Program


def test_the_demo_answers_two_questions_and_refuses_the_third(tmp_path: Path) -> None:
    told = json.loads(Program(tmp_path).on_vault("demo", "--no-models", "--json").stdout)["answers"]
    assert [answer["refused"] for answer in told] == [False, False, True]
    assert all(answer["citations"] for answer in told[:2])
    assert "initial term" in told[0]["answer"]

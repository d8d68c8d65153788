"""`muniment eval` on the examples: predictions, figures, and a report without questions, answers and names of documents."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from end_to_end_program import EXAMPLES, LUCID, NTSB, Program

QUESTIONS = [
    {
        "id": "term",
        "question": "How long is the initial term?",
        "doc": LUCID,
        "gold_pages_1based": [1],
        "answers": ["calendar years"],
    },
    {
        "id": "cause",
        "question": "What was the probable cause?",
        "doc": NTSB,
        "gold_pages_1based": [1],
        "answers": ["landing gear"],
    },
    {"id": "rent", "question": "What is the monthly rent of the office in Boston?", "doc": LUCID, "clause_absent": True},
]


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    """The words of the command, but for the vault."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(map(json.dumps, QUESTIONS)))
    return ["eval", str(questions), "--out", str(tmp_path / "out"), "--scope", "document"]


def test_finding_is_measured_and_reported(examples: Program, asked: list[str], tmp_path: Path) -> None:
    found = examples.json(*asked, "--retrieve-only")
    assert (found["questions"], found["predicted"]) == (3, 3)
    assert found["page_recall@5"] == {"value": 1.0, "n": 2, "95%": [0.342, 1.0]}
    assert found["answer_in_hits@10"]["value"] == 1.0
    assert "false_refusal" not in found
    assert {Path(found[what]).name for what in ("predictions", "report", "plot")} <= {
        p.name for p in (tmp_path / "out").iterdir()
    }
    ElementTree.parse(found["plot"])
    report = Path(found["report"]).read_text(encoding="utf-8")
    assert "| `page_recall@5` | 1.000 | 0.342 – 1.000 | 2 |" in report
    assert "words alone" in report
    assert not [word for word in ("Lucid", "NTSB", "initial term", "Boston", "landing gear") if word in report]


def test_a_run_that_was_cut_off_asks_only_what_is_missing(examples: Program, asked: list[str], tmp_path: Path) -> None:
    examples.on_vault(*asked, "--retrieve-only")
    predictions = tmp_path / "out" / "predictions.jsonl"
    first, second, third = predictions.read_text(encoding="utf-8").splitlines()
    kept = {**json.loads(second), "seconds": 4321}
    predictions.write_text(f"{first}\n{json.dumps(kept)}\n{third[:50]}", encoding="utf-8")
    assert "2 of 3" in examples.on_vault(*asked, "--retrieve-only").stderr
    after = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
    assert [(p["id"], p["seconds"] == 4321) for p in after] == [("term", False), ("cause", True), ("rent", False)]
    assert after[2]["hits"] == json.loads(third)["hits"]
    assert "not the same: answers" in examples.on_vault(*asked, expect=1).stderr


def test_answers_and_their_quotes_are_looked_up_in_the_vault_or_in_the_files(
    examples: Program, asked: list[str], tmp_path: Path
) -> None:
    in_vault = examples.json(*asked)
    assert in_vault["quote_is_in_source"]["value"] == 1.0
    assert in_vault["correct_refusal"]["n"] == 1
    assert in_vault["answer_contains_gold"]["n"] == 2
    report = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "the vault's own pages" in report
    assert "3 by no model" in report
    in_files = examples.json(*asked, "--docs", str(EXAMPLES))
    assert in_files["quote_is_in_source"] == in_vault["quote_is_in_source"]
    assert "examples, read again" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    shutil.copytree(EXAMPLES, tmp_path / "other")
    for name in (LUCID, NTSB):
        (tmp_path / "other" / name).write_bytes((EXAMPLES / "West Coast Customs - Sponsorship Agreement 2015.pdf").read_bytes())
    assert examples.json(*asked, "--docs", str(tmp_path / "other"))["quote_is_in_source"]["value"] == 0.0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--sample", "0"), 2, "1 or more"),
        (("--docs", "/nowhere"), 1, "no folder at /nowhere"),
        (("--engine", "none"), 1, "none"),
    ],
)
def test_wrong_use_is_one_sentence(examples: Program, asked: list[str], words: tuple[str, ...], code: int, says: str) -> None:
    done = examples.on_vault(*asked, *words, expect=code)
    assert says in done.stderr
    assert "Traceback" not in done.stderr

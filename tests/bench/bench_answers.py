"""Right answers, refusals and quotes, with the chat model that is set up: `python tests/bench/bench_answers.py --sets FOLDER`.

A sample of each set is asked, and questions that none of the documents answers (`absent_questions.txt`). On a machine without a
chat model, the figures are those of the sentences themselves.
"""

from __future__ import annotations

import random
import re
import statistics
from pathlib import Path
from typing import Any

from eval_sets import Line, answerable, arguments, indexed, is_gold, predictions, questions, share

SETS = (("pageqa_ntsb", "corpus"), ("contracts_pdf", "document"))
ABSENT = Path(__file__).with_name("absent_questions.txt")


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--sample", type=int, default=60, help="questions of each set; 0 for all")
    parser.add_argument("--absent", type=int, default=20, help="of the questions without an answer; 0 for all")
    options = parser.parse_args()
    for name, scope in SETS:
        lines = _some(questions(options.sets, name), options.sample)
        if not lines:
            continue
        absent = [{"id": f"absent {i}", "question": q, "unanswerable": True} for i, q in enumerate(_absent())]
        with indexed(options.sets, name, options.vaults) as vault:
            told = predictions(lines, vault, scope)
            told |= predictions(_some(absent, options.absent), vault, "corpus")
        print(f"{name}, scope {scope}")
        _figures(lines, {i: p for i, p in told.items() if not i.startswith("absent ")})
        share("made-up questions refused", (p["refused"] for i, p in told.items() if i.startswith("absent ")))


def _figures(lines: list[Line], told: dict[str, Line]) -> None:
    there = [(line, told[line["id"]]) for line in lines if answerable(line)]
    share("wrongly refused", (p["refused"] for _, p in there))
    share("rightly refused", (told[line["id"]]["refused"] for line in lines if not answerable(line)))
    answered = [(line, p) for line, p in there if not p["refused"]]
    share("answer holds the gold answer", (_holds(line, p) for line, p in there if any(line["answers"])))
    cited = [(line, p["citations"]) for line, p in answered if p["citations"]]
    share("a cited page holds the answer", (any(is_gold(line, c) for c in citations) for line, citations in cited))
    share("sentences verified", (s["badge"] == "verified" for _, p in answered for s in p["sentences"]))
    print(f"  {'words in an answer, median':34}{statistics.median(len(p['answer'].split()) for _, p in answered):7.0f}")
    print(f"  {'seconds to the first word, median':34}{statistics.median(p['seconds_to_first_token'] for _, p in answered):7.2f}")


def _holds(line: Line, prediction: Line) -> bool:
    answer = "" if prediction["refused"] else f" {_plain(prediction['answer'])} "
    return any(f" {_plain(gold)} " in answer for gold in line["answers"] if gold)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", re.sub(r"(?<=\d),(?=\d{3})", "", text.lower())))


def _absent() -> list[str]:
    lines = ABSENT.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _some(lines: list[Any], number: int) -> list[Any]:
    return random.Random(0).sample(lines, number) if 0 < number < len(lines) else lines


if __name__ == "__main__":
    main()

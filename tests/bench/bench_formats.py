"""One text, five formats: `python tests/bench/bench_formats.py --sets FOLDER`: is the same found whatever a contract lies in?

Each contract of `contracts_formats` is rendered as PDF, DOCX, HTML, mail and plain text (`contract_forms`). Each format becomes a
vault, and every question is asked in each, of its one document. Then evidence recall@5 is compared, question by question.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from itertools import combinations
from pathlib import Path
from typing import Any

from contract_forms import FORMS, paragraphs_of
from eval_sets import arguments, muniment, questions
from muniment_retrieval.evaluation.words import holds

SET = "contracts_formats"
DEPTH = 5
HIT_WORDS = 250
"""Words of a hit that count."""

Line = dict[str, Any]


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--misses", action="store_true", help="name the questions whose formats differ")
    options = parser.parse_args()
    file = questions(options.sets, SET)
    if file is None:
        return
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as temporary:
        recalls = {form: _recall(file, lines, form, options.vaults or Path(temporary)) for form in FORMS}
    _compare(recalls, options.misses)


def _recall(file: Path, lines: list[Line], form: str, folder: Path) -> dict[str, float]:
    """Evidence recall@5 of every question that has evidence, in one format."""
    place = folder / form
    docs, vault, out = place / "docs", place / "vault", place / "answers.jsonl"
    asked = [line | {"doc": f"docs/{Path(line['doc']).stem}.{form}"} for line in lines if line.get("evidence")]
    if not docs.exists():
        docs.mkdir(parents=True)
        for contract in sorted({line["doc"] for line in lines}):
            FORMS[form](paragraphs_of(file.parent / contract), docs / f"{Path(contract).stem}.{form}")
    place.joinpath("questions.jsonl").write_text("".join(json.dumps(line) + "\n" for line in asked), encoding="utf-8")
    muniment("index", str(docs), "--vault", str(vault))
    batch = ("ask", "--batch", str(place / "questions.jsonl"), "--out", str(out))
    muniment(*batch, "--vault", str(vault), "--scope", "document", "--retrieve-only")
    told = {line["id"]: line for line in map(json.loads, out.read_text(encoding="utf-8").splitlines())}
    return {line["id"]: _found(line, told[line["id"]]) for line in asked}


def _found(line: Line, told: Line) -> float:
    texts = [" ".join(hit["text"].split()[:HIT_WORDS]) for hit in told["hits"][:DEPTH]]
    return float(any(holds(text, evidence) for text in texts for evidence in line["evidence"]))


def _compare(recalls: dict[str, dict[str, float]], misses: bool) -> None:
    numbers = next(iter(recalls.values()))
    means = {form: statistics.fmean(values.values()) for form, values in recalls.items()}
    for form, mean in means.items():
        print(f"{form:6}evidence recall@{DEPTH} {mean:.3f}  n={len(numbers)}")
    for one, other in combinations(recalls, 2):
        apart = [abs(recalls[one][q] - recalls[other][q]) for q in numbers]
        print(
            f"{one:5} {other:5} means apart {abs(means[one] - means[other]):.3f}, questions apart {statistics.fmean(apart):.3f}"
        )
    print(f"means at most apart {max(means.values()) - min(means.values()):.3f}")
    for question in numbers if misses else ():
        found = {form: values[question] for form, values in recalls.items()}
        if len(set(found.values())) > 1:
            print(question, *(f"{form} {value:.0f}" for form, value in found.items()))


if __name__ == "__main__":
    main()

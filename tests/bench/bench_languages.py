"""Refusals in each language: `python tests/bench/bench_languages.py --sets FOLDER`.

Questions of a set that names the language of each document (`lang`) are asked of the documents of their language: once of all of
them, and once of all but the one that holds the answer, where a refusal is right. It is decided before any model writes, so
that a machine without a chat model shows the same.
"""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path
from typing import Any

from eval_sets import arguments, indexed, questions, show_figures

SET = "multilingual_xquad"


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--sample", type=int, default=60, help="questions of each language")
    parser.add_argument("--seed", type=int, default=0, help="which ones")
    options = parser.parse_args()
    file = questions(options.sets, SET)
    if file is None:
        return
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    with indexed(file, options.vaults) as vault, tempfile.TemporaryDirectory() as temporary:
        for language in sorted({line["lang"] for line in lines}):
            asked = Path(temporary) / f"{language}.jsonl"
            rows = _rows([line for line in lines if line["lang"] == language], options.sample, options.seed)
            asked.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
            show_figures(asked, vault, "document")


def _rows(lines: list[dict[str, Any]], most: int, seed: int) -> list[dict[str, Any]]:
    """Each question twice: with the document that answers it, and without."""
    documents = sorted({line["doc"] for line in lines})
    picked = random.Random(seed).sample(sorted(lines, key=lambda line: str(line["id"])), min(most, len(lines)))
    found: list[dict[str, Any]] = []
    for line in picked:
        found.append({**line, "docs": documents})
        others = [document for document in documents if document != line["doc"]]
        asked = {"id": f"{line['id']} elsewhere", "question": line["question"]}
        found.append({**asked, "docs": others, "unanswerable": True})
    return found


if __name__ == "__main__":
    main()

"""Right answers, refusals and quotes, with the chat model that is set up: `python tests/bench/bench_answers.py --sets FOLDER`.

A sample of each set is asked, and questions that none of the documents answers (`absent_questions.txt`). On a machine without a
chat model, the figures are those of the sentences themselves.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from eval_sets import arguments, indexed, questions, show_figures

SETS = (("pageqa_ntsb", "corpus"), ("contracts_pdf", "document"))
ABSENT = Path(__file__).with_name("absent_questions.txt")


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--sample", type=int, default=60, help="questions of each set")
    parser.add_argument("--absent", type=int, default=20, help="of the questions without an answer")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        absent = Path(temporary) / "absent.jsonl"
        absent.write_text("\n".join(map(json.dumps, _absent())), encoding="utf-8")
        for name, scope in SETS:
            file = questions(options.sets, name)
            if file is not None:
                with indexed(file, options.vaults) as vault:
                    show_figures(file, vault, scope, "--sample", str(options.sample))
                    show_figures(absent, vault, "corpus", "--sample", str(options.absent))


def _absent() -> list[dict[str, str | bool]]:
    lines = ABSENT.read_text(encoding="utf-8").splitlines()
    asked = [line for line in lines if line and not line.startswith("#")]
    return [{"id": f"absent {n:03}", "question": question, "unanswerable": True} for n, question in enumerate(asked)]


if __name__ == "__main__":
    main()

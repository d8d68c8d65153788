"""How many follow-ups are rewritten rightly, and how many questions that stand alone are touched.

    python tests/bench/bench_follow_ups.py [--sets FOLDER] [--show] [--held-out] [--chat MODEL.gguf]

A rewriting is right that has all the words it must have and none that it must not. The follow-ups are our own, over the kinds of
documents of the public sets. Questions that stand alone are our own too and, where the sets are there, all of `pageqa_ntsb`,
`contracts_pdf` and `multilingual_xquad`, each asked after another one of its document.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval_sets import arguments, questions
from muniment_engines.api import Chat
from muniment_retrieval.conversations import RewrittenBy
from muniment_retrieval.search.words import terms
from muniment_retrieval.talking import Turn, stand_alone

HERE = Path(__file__).parent
SETS = ("pageqa_ntsb", "contracts_pdf", "multilingual_xquad")


def follow_ups(name: str, chat: Chat | None, *, show: bool) -> None:
    """Print how many of a file's follow-ups become what they must, and with `show` those that do not."""
    right = 0
    by = dict.fromkeys(RewrittenBy, 0)
    lines = [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for line in lines:
        before, answer, title, question, must, *without = (part.strip() for part in f"{line} ".split(" | "))
        told = stand_alone(question, [Turn(before, answer, (1,), (title,))], chat)
        has = set(terms(told.question))
        good = set(terms(must)) <= has and not set(terms(" ".join(without))) & has
        right += good
        by[told.by] += 1
        if show and not good:
            print(f"  wrong: {before} | {question} -> {told.question}")
    made = ", ".join(f"{count} by {who.value or 'nobody'}" for who, count in by.items() if count)
    print(f"{name}: {right} of {len(lines)} right ({right / len(lines):.2f}); rewritten: {made}")


def standing(name: str, asked: Sequence[tuple[str, str]], *, show: bool) -> None:
    """Print how many of the questions, each asked after another, are touched though they stand alone."""
    touched = 0
    for before, question in asked:
        told = stand_alone(question, [Turn(before, "", (1,), ("EX-10.1.pdf",))])
        if told.by is not RewrittenBy.NOBODY:
            touched += 1
            if show:
                print(f"  touched: {question} -> {told.question}")
    if asked:
        print(f"{name}: {touched} of {len(asked)} standing questions touched ({touched / len(asked):.4f})")


def _pairs(file: Path) -> Iterator[tuple[str, str]]:
    """Each question of a set with another one of its document."""
    before: dict[str, str] = {}
    for text in file.read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        document = str(line.get("doc") or line.get("docs"))
        if document in before:
            yield before[document], line["question"]
        before[document] = line["question"]


def _chat(model: Path | None) -> Chat | None:
    """A model in this process."""
    if model is None:
        return None
    from muniment_engines.bundled import llama_cpp_chat

    return llama_cpp_chat.open({"model": str(model), "context": 2048, "threads": 0, "gpu_layers": 0, "lora": ""}, HERE)


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    parser.add_argument("--held-out", action="store_true", help="of those that are held out, too")
    parser.add_argument("--chat", type=Path, help="a GGUF file that is asked where code is not sure")
    options = parser.parse_args()
    chat = _chat(options.chat)
    follow_ups("follow_ups.txt", chat, show=options.show)
    follow_ups("follow_ups_held_out.txt", chat, show=options.show and options.held_out)
    follow_ups("follow_ups_held_out_2.txt", chat, show=options.show and options.held_out)
    follow_ups("follow_ups_held_out_3.txt", chat, show=options.show and options.held_out)
    follow_ups("follow_ups_languages.txt", chat, show=options.show)
    own = (HERE / "standing_questions.txt").read_text(encoding="utf-8").splitlines()
    standing("standing_questions.txt", [("What is the rent in the lease?", q) for q in own], show=options.show)
    for name in SETS:
        file = questions(options.sets, name)
        if file is not None:
            standing(name, list(_pairs(file)), show=options.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())

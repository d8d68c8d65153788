"""Summaries: how much of people's own summaries they have, and how many of their statements have a place in the documents.

For each document of the sets (a folder with `references.jsonl` and `docs/`), Muniment's summary is made as `muniment summarise`
makes it, and the same model writes one of the first chunks that fit its context, as is usual elsewhere. Both are asked for the
same length. Without --model, only what code alone extracts is measured. What was done is kept in --out, and not done again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Any

from eval_sets import arguments, muniment
from first_chunks import Task, first_chunks
from rouge import rouge_l

CONTEXT = 4096
SETS = {"summ_qmsum": ("general", "specific", 100, 80), "summ_squality": ("questions", "questions", 400, 200)}
"""Where a set has what is asked of the whole document and of a part of it, and how many words either shall have."""


def main() -> None:
    options = _options()
    tasks = list(_tasks(options.sets, options.focused))[: options.most]
    if not tasks:
        print("skipped, for no set of summaries lies in the folder that --sets or MUNIMENT_EVAL_SETS names")
        return
    chat = _chat(options.model) if options.model else None
    done = {row["id"]: row for row in map(json.loads, options.out.read_text().splitlines())} if options.out.exists() else {}
    with tempfile.TemporaryDirectory() as temporary:
        vaults = options.vaults or Path(temporary)
        for name in sorted({Path(task.path).parent.parent.name for task in tasks}):
            muniment("index", str(options.sets / name / "docs"), "--vault", str(vaults / name))
        for task in tasks:
            if task.id not in done:
                done[task.id] = _measured(task, vaults, chat)
                with options.out.open("a", encoding="utf-8") as out:
                    out.write(json.dumps(done[task.id]) + "\n")
            print(task.id, {key: value for key, value in done[task.id].items() if isinstance(value, float)}, flush=True)
    _report([done[task.id] for task in tasks])


def _measured(task: Task, vaults: Path, chat: Any) -> dict[str, Any]:
    vault = vaults / Path(task.path).parent.parent.name
    way = "extract" if chat is None else "write"
    with tempfile.TemporaryDirectory() as temporary:
        told = Path(temporary) / "told.json"
        started = time.perf_counter()
        ours = _summary(task, vault, way, told)
        seconds = time.perf_counter() - started
    supported = [sentence["badge"] != "not found" for sentence in ours["sentences"]]
    row: dict[str, Any] = {
        "id": task.id,
        "rouge_l": rouge_l(ours["text"], task.references),
        "supported": fmean(supported) if supported else 0.0,
        "statements": len(supported),
        "seconds": seconds,
    }
    if chat is not None:
        started = time.perf_counter()
        theirs = first_chunks(chat, Path(task.path).read_text(encoding="utf-8"), task, CONTEXT)
        row |= {"first_chunks_rouge_l": rouge_l(theirs, task.references), "first_chunks_seconds": time.perf_counter() - started}
    return row


def _summary(task: Task, vault: Path, way: str, told: Path) -> dict[str, Any]:

    words = [
        "summarise",
        task.path,
        "--vault",
        str(vault),
        "--length",
        str(task.words),
        "--focus",
        task.query,
        "--way",
        way,
        "--json",
    ]
    with told.open("wb") as out:
        subprocess.run([sys.executable, "-m", "muniment_desktop", *words], check=True, stdout=out)
    loaded: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    return loaded


def _tasks(sets: Path | None, focused: bool) -> Iterator[Task]:
    """The whole of every document first, those of the sets by turns; then, if wanted, the questions about parts of them."""
    read = [list(_of_set(sets / name)) for name in SETS if sets and (sets / name / "references.jsonl").exists()]
    for parts in (False, True) if focused else (False,):
        listed = [[task for task in tasks if task.id.endswith("/0") is not parts] for tasks in read]
        for turn in range(max(map(len, listed), default=0)):
            yield from (tasks[turn] for tasks in listed if turn < len(tasks))


def _of_set(folder: Path) -> Iterator[Task]:
    general, specific, words, fewer = SETS[folder.name]
    for line in (folder / "references.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        asked = row[general][:1] + (row[specific] if specific != general else row[general][1:])
        for number, one in enumerate(asked):
            references = tuple(one.get("references") or [one["answer"]])
            length = words if number == 0 else fewer
            yield Task(f"{row['id']}/{number}", str(folder / row["doc"]), one["query"], length, references)


def _report(rows: list[dict[str, Any]]) -> None:
    for name in ("qmsum", "squality"):
        for what, here in (("whole", True), ("parts", False)):
            some = [row for row in rows if row["id"].startswith(name) and row["id"].endswith("/0") is here]
            if some:
                keys = [key for key in some[0] if isinstance(some[0][key], float)]
                means = ", ".join(f"{key} {fmean(row[key] for row in some):.3f}" for key in keys)
                print(f"{name}, {what}, n={len(some)}: {means}")


def _chat(model: Path) -> Any:
    from muniment_engines.bundled import llama_cpp_chat

    return llama_cpp_chat.open({"model": str(model), "context": CONTEXT}, Path(tempfile.gettempdir()))


def _options() -> argparse.Namespace:
    parser = arguments(__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", type=Path, help="a GGUF file: the one that Muniment uses here as well")
    parser.add_argument("--out", type=Path, required=True, help="where each measurement is written, a line each")
    parser.add_argument("--focused", action="store_true", help="also ask about parts of the documents")
    parser.add_argument("--most", type=int, help="so many summaries")
    return parser.parse_args()


if __name__ == "__main__":
    main()

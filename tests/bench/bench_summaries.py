"""Summaries: how much of people's own summaries they have, and how many of their statements have a place in the documents.

For each document of the sets (a folder with `references.jsonl` and `docs/`), Muniment's summary is made as `muniment summarise`
makes it, and the same model writes one of the first chunks that fit its context, as is usual elsewhere. Both are asked for the
same length. Without --model, only what code alone extracts is measured. What was done is kept in --out, and not done again; with
--anew only what Muniment makes is, for the first chunks stay what they are. A copy of each vault is used, which has nothing from
before to take up. How long each was forecast to take is compared with how long it took.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from statistics import fmean
from typing import Any

from eval_sets import arguments, muniment
from first_chunks import Task, first_chunks
from rouge import rouge_l

CONTEXT = 4096
FIRST = "first chunks"
SETS = {"summ_qmsum": ("general", "specific", 100, 80), "summ_squality": ("questions", "questions", 400, 200)}
"""Where a set has what is asked of the whole document and of a part of it, and how many words either shall have."""

WELL = 0.3
"""A forecast is well within this share of what it took."""

Row = dict[str, Any]
"""One summary by one way: `id`, `by`, and the figures."""


def main() -> None:
    options = _options()
    tasks = list(_tasks(options.sets, options.focused))[: options.most]
    if not tasks:
        print("skipped, for no set of summaries lies in the folder that --sets or MUNIMENT_EVAL_SETS names")
        return
    chat = _chat(options.model) if options.model else None
    way = "extract" if chat is None else "write"
    done = _done(options.out, way if options.anew else "")
    with tempfile.TemporaryDirectory() as temporary:
        vaults = options.vaults or Path(temporary)
        for name in sorted({_set_of(task) for task in tasks}):
            muniment("index", str(options.sets / name / "docs"), "--vault", str(vaults / name))
            shutil.copytree(vaults / name, Path(temporary) / "fresh" / name)
        for task in tasks:
            if (task.id, FIRST) not in done and chat is not None:
                _keep(options.out, done, _first_chunks(task, chat))
            if (task.id, way) not in done:
                _keep(options.out, done, _ours(task, Path(temporary) / "fresh" / _set_of(task), way))
    _report(tasks, way, done)


def _done(out: Path, but: str) -> dict[tuple[str, str], Row]:
    """What was measured before, all but one way."""
    rows = list(map(json.loads, out.read_text(encoding="utf-8").splitlines())) if out.exists() else []
    return {(row["id"], row["by"]): row for row in rows if row["by"] != but}


def _keep(out: Path, done: dict[tuple[str, str], Row], row: Row) -> None:
    done[row["id"], row["by"]] = row
    with out.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    print(*(f"{value:.3f} {key}" if isinstance(value, float) else value for key, value in row.items()), flush=True)


def _first_chunks(task: Task, chat: Any) -> Row:
    started = time.perf_counter()
    text = first_chunks(chat, Path(task.path).read_text(encoding="utf-8"), task, CONTEXT)
    seconds = time.perf_counter() - started
    return {"id": task.id, "by": FIRST, "rouge_l": rouge_l(text, task.references), "words": len(text.split()), "seconds": seconds}


def _ours(task: Task, vault: Path, way: str) -> Row:
    with tempfile.TemporaryDirectory() as temporary:
        told = Path(temporary) / "told.json"
        started = time.perf_counter()
        summary = _summary(task, vault, way, told)
        seconds = time.perf_counter() - started
    supported = [sentence["badge"] != "not found" for sentence in summary["sentences"]]
    return {
        "id": task.id,
        "by": way,
        "rouge_l": rouge_l(summary["text"], task.references),
        "words": len(summary["text"].split()),
        "seconds": seconds,
        "made": summary["seconds"],
        "forecast": summary["forecast"],
        "statements": len(supported),
        "supported": fmean(supported) if supported else 0.0,
    }


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


def _tasks(sets: Path | None, focused: int) -> Iterator[Task]:
    """The whole of a document, then so many questions about parts of it; the documents of the sets by turns."""
    read = [_of_set(sets / name, focused) for name in SETS if sets and (sets / name / "references.jsonl").exists()]
    for turn in zip_longest(*read, fillvalue=()):
        for tasks in turn:
            yield from tasks


def _set_of(task: Task) -> str:
    return Path(task.path).parent.parent.name


def _of_set(folder: Path, focused: int) -> list[list[Task]]:
    """What is asked of each document of a set."""
    general, specific, words, fewer = SETS[folder.name]
    found: list[list[Task]] = []
    for line in (folder / "references.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        asked = row[general][:1] + (row[specific] if specific != general else row[general][1:])[:focused]
        found.append([])
        for number, one in enumerate(asked):
            references = tuple(one.get("references") or [one["answer"]])
            length = words if number == 0 else fewer
            found[-1].append(Task(f"{row['id']}/{number}", str(folder / row["doc"]), one["query"], length, references))
    return found


def _report(tasks: list[Task], way: str, done: dict[tuple[str, str], Row]) -> None:
    for name in SETS:
        for what, whole in (("whole", (True,)), ("parts", (False,)), ("all", (True, False))):
            some = [task for task in tasks if _set_of(task) == name and task.id.endswith("/0") in whole]
            if not some:
                continue
            ours = [done[task.id, way] for task in some]
            told = [f"{way} {_mean(ours, 'rouge_l'):.3f} ({_mean(ours, 'words'):.0f} words, {_mean(ours, 'seconds'):.0f} s)"]
            theirs = [done[task.id, FIRST] for task in some if (task.id, FIRST) in done]
            if len(theirs) == len(ours):
                won = sum(a["rouge_l"] > b["rouge_l"] for a, b in zip(ours, theirs, strict=True))
                words, seconds = _mean(theirs, "words"), _mean(theirs, "seconds")
                told.append(
                    f"{FIRST} {_mean(theirs, 'rouge_l'):.3f} ({words:.0f} words, {seconds:.0f} s), won {won} of {len(ours)}"
                )
            statements = sum(row["statements"] for row in ours)
            held = sum(row["supported"] * row["statements"] for row in ours)
            print(f"{name}, {what}, n={len(some)}: {'; '.join(told)}; supported {held / max(statements, 1):.3f} of {statements}")

    _report_forecasts([done[task.id, way] for task in tasks])


def _report_forecasts(rows: list[Row]) -> None:
    """How many were forecast well, of all and of those that are long work."""
    for what, some in (("all", rows), ("one to thirty minutes", [row for row in rows if 60 <= row["made"] <= 1800])):
        well = sum(abs(row["forecast"] - row["made"]) <= WELL * row["made"] for row in some)
        print(f"forecasts within {WELL:.0%}, {what}: {well} of {len(some)}")


def _mean(rows: list[Row], key: str) -> float:
    return fmean(row[key] for row in rows)


def _chat(model: Path) -> Any:
    from muniment_engines.bundled import llama_cpp_chat

    return llama_cpp_chat.open({"model": str(model), "context": CONTEXT}, Path(tempfile.gettempdir()))


def _options() -> argparse.Namespace:
    parser = arguments(__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", type=Path, help="a GGUF file: the one that Muniment uses here as well")
    parser.add_argument("--out", type=Path, required=True, help="where each measurement is written, a line each")
    parser.add_argument("--focused", type=int, default=0, help="also ask so many questions about parts of each document")
    parser.add_argument("--anew", action="store_true", help="measure what Muniment makes again")
    parser.add_argument("--most", type=int, help="so many summaries")
    return parser.parse_args()


if __name__ == "__main__":
    main()

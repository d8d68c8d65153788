"""Question sets for the benches, and their figures: shares with 95 % intervals.

A set is a folder with `questions.jsonl` (id, question, answers, doc, gold_pages_1based, and clause_absent or unanswerable
where the document does not hold the answer) and `docs/`. The folder that holds the sets is named by --sets or
MUNIMENT_EVAL_SETS; without it, or where a set is not in it, a bench says so and goes on.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Line = dict[str, Any]


def arguments(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--sets", type=Path, default=os.environ.get("MUNIMENT_EVAL_SETS"), help="the folder that holds the sets")
    parser.add_argument("--vaults", type=Path, help="keep the vaults in this folder, and use those that are there")
    return parser


def questions(sets: Path | None, name: str) -> list[Line]:
    """The questions of a set; none, and a sentence, where it is not there."""
    file = Path(sets) / name / "questions.jsonl" if sets else None
    if file is None or not file.exists():
        print(f"{name}: skipped, for no such set lies in the folder that --sets or MUNIMENT_EVAL_SETS names")
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def answerable(line: Line) -> bool:
    return not (line.get("clause_absent") or line.get("unanswerable"))


@contextmanager
def indexed(sets: Path, name: str, vaults: Path | None) -> Iterator[Path]:
    """A vault with the documents of a set."""
    with tempfile.TemporaryDirectory() as temporary:
        vault = (vaults or Path(temporary)) / name
        muniment("index", str(Path(sets) / name / "docs"), "--vault", str(vault))
        yield vault


def predictions(lines: Sequence[Line], vault: Path, scope: str, *more: str) -> dict[str, Line]:
    """What `muniment ask --batch` says to these questions, by identifier."""
    with tempfile.TemporaryDirectory() as temporary:
        asked, out = Path(temporary) / "questions.jsonl", Path(temporary) / "predictions.jsonl"
        asked.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
        muniment("ask", "--batch", str(asked), "--out", str(out), "--vault", str(vault), "--scope", scope, *more)
        told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return {line["id"]: line for line in told}


def muniment(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "muniment_desktop", *words], check=True, stdout=subprocess.DEVNULL)


def is_gold(line: Line, place: Mapping[str, Any]) -> bool:
    """Whether a hit or a citation lies on a page that holds the answer."""
    same = Path(place["document"]).as_posix().endswith("/" + line["doc"])
    return same and place["page"] in line["gold_pages_1based"]


def share(name: str, values: Iterable[bool]) -> None:
    """Print a share with Wilson's interval."""
    listed = [float(value) for value in values]
    n = len(listed)
    if not n:
        return
    p, z = sum(listed) / n, 1.96
    middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = ((middle + sign * spread) / (1 + z * z / n) for sign in (-1, 1))
    print(f"  {name:34}{p:7.3f}   n={n:<5} [{low:.3f}, {high:.3f}]")

"""Question sets for the benches: indexed into a vault each, and asked by `muniment eval`, which prints the figures.

A set is a folder with `questions.jsonl` (docs/COMMANDS.md says what a line holds) and `docs/`. The folder that holds the sets is
named by --sets or MUNIMENT_EVAL_SETS; without it, or where a set is not in it, a bench says so and goes on.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def arguments(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--sets", type=Path, default=os.environ.get("MUNIMENT_EVAL_SETS"), help="the folder that holds the sets")
    parser.add_argument("--vaults", type=Path, help="keep the vaults in this folder, and use those that are there")
    return parser


def questions(sets: Path | None, name: str) -> Path | None:
    """The questions of a set; none, and a sentence, where it is not there."""
    file = Path(sets) / name / "questions.jsonl" if sets else None
    if file is None or not file.exists():
        print(f"{name}: skipped, for no such set lies in the folder that --sets or MUNIMENT_EVAL_SETS names")
        return None
    return file


@contextmanager
def indexed(file: Path, vaults: Path | None) -> Iterator[Path]:
    """A vault with the documents of the set whose questions are in `file`."""
    with tempfile.TemporaryDirectory() as temporary:
        vault = (vaults or Path(temporary)) / file.parent.name
        muniment("index", str(file.parent / "docs"), "--vault", str(vault))
        yield vault


def show_figures(file: Path, vault: Path, scope: str, *more: str) -> None:
    """What `muniment eval` says of these questions."""
    print(f"\n{vault.name}, {file.name}, scope {scope}", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / "out"
        muniment("eval", str(file), "--vault", str(vault), "--out", str(out), "--scope", scope, *more, shown=True)


def muniment(*words: str, shown: bool = False) -> None:
    subprocess.run([sys.executable, "-m", "muniment_desktop", *words], check=True, stdout=None if shown else subprocess.DEVNULL)

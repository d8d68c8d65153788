"""Files that are made to do harm, through the same door as any: `python tests/bench/bench_hostile.py`.

Each has to end as pages or with a reason, in bounded time and with bounded memory of the worker that reads it; a worker that ends
for it ("failed") costs that one file, and is told. What is in a file is offered in turn, as the indexer does, four deep.
`--write FOLDER` writes the files, to be indexed as a folder; `--only` names some of them.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from time import perf_counter

from doors import Ended, bundled_engines, through
from hostile_files import files
from muniment_desktop.engine_setup import PARSE_MEMORY
from muniment_engines.api import ParseLimits
from muniment_retrieval.indexer.engines import Engines

DEEP, MOST_INSIDE = 4, 50
"""Levels of files in files that are followed, and of each level how many."""

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="names of files, with commas between them")
    parser.add_argument("--write", type=Path, help="write the files into this folder, and read nothing")
    options = parser.parse_args()
    chosen = {name: make for name, make in files().items() if not options.only or name in options.only.split(",")}
    if options.write:
        options.write.mkdir(parents=True, exist_ok=True)
        for name, make in chosen.items():
            (options.write / name).write_bytes(make())
        return 0
    limits = ParseLimits()
    print(f"a file may take {limits.seconds:.0f} s, a worker {PARSE_MEMORY >> 20} MB", flush=True)
    print(f"{'file':30}{'bytes':>10}{'seconds':>9}{'peak MB':>9}{'pages':>7}{'inside':>8}  how it ended", flush=True)
    with bundled_engines(PARSE_MEMORY) as engines:
        bad = [name for name, make in chosen.items() if not _bounded(engines, name, make(), limits)]
    print(f"\n{len(chosen)} files; not within bounds or without a reason: {', '.join(bad) or 'none'}")
    return 1 if bad else 0


def _bounded(engines: Engines, name: str, data: bytes, limits: ParseLimits) -> bool:
    _forget_peaks()
    begun = perf_counter()
    ended = through(engines, data, name, limits, draw=True)
    seconds = perf_counter() - begun
    inside = _inside(engines, ended, limits, DEEP)
    peak = _peak()
    told = ended.state if not ended.reason else f"{ended.state}: {ended.reason}"
    notes = "; ".join(dict.fromkeys([*ended.notes, *(note for page in ended.pages for note in page.notes)]))
    refused = sum(member.refused is not None for member in ended.members)
    print(
        f"{name:30}{len(data):10}{seconds:9.1f}{peak >> 20:9}{len(ended.pages):7}{len(ended.members):8}  {told}"
        f"{f' ({notes[:110]})' if notes else ''}{f'; {refused} refused' if refused else ''}"
        f"{f'; inside: {inside}' if inside else ''}",
        flush=True,
    )
    named = ended.state == "read" or (bool(ended.reason) and ended.state != "CRASHED")
    return named and "CRASHED" not in inside and seconds <= limits.seconds + 30 and peak <= PARSE_MEMORY


def _inside(engines: Engines, ended: Ended, limits: ParseLimits, depth: int) -> str:
    """How those ended that are in a file, down to a depth."""
    states: list[str] = []
    waiting = [(member, 1) for member in ended.members[:MOST_INSIDE] if member.data]
    while waiting and len(states) < MOST_INSIDE:
        member, level = waiting.pop(0)
        found = through(engines, bytes(member.data or b""), member.name, limits)
        states.append(found.state)
        if level < depth:
            waiting += [(inner, level + 1) for inner in found.members[:MOST_INSIDE] if inner.data]
    return ", ".join(f"{state} {states.count(state)}" for state in dict.fromkeys(states))


def _workers() -> list[Path]:
    return [path for path in Path("/proc").glob("[0-9]*") if f"\nPPid:\t{os.getpid()}\n" in _text(path / "status")]


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _forget_peaks() -> None:
    for worker in _workers():
        try:
            (worker / "clear_refs").write_text("5")
        except OSError:
            continue


def _peak() -> int:
    """Bytes of the largest worker at its largest; 0 where the system does not tell."""
    return max((int(found[1]) << 10 for worker in _workers() if (found := _PEAK.search(_text(worker / "status")))), default=0)


if __name__ == "__main__":
    sys.exit(main())

"""How much memory all processes of Muniment hold together while a folder is indexed, and which of them holds it.

    MUNIMENT_HOME=… python tests/bench/bench_memory.py [FOLDER] [--files 5000] [--notes] [--vault FOLDER]

Runs `muniment index` as a person does, with the models and engines of MUNIMENT_HOME. Without FOLDER, so many files of several
types are made, or with --notes that many short notes. Twice a second the proportional share of every process is taken (PSS: pages
that several share count once), and the moment with the highest sum is told by process. Speeds are told as well, so that memory is
not saved at the cost of them; and how long it takes to index the same folder again, of which nothing has changed, to list it, and
to report on its health.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, sleep

from bench_index import make_pdf

SECONDS = 0.5
MUNIMENT = (sys.executable, "-m", "muniment_desktop")
KNOWN_BY = {"libtorch_cpu": "embed", "onnxruntime": "ocr", "pdfium": "parse (PDF)", "libllama": "chat"}
"""A worker is told by the library that it has loaded."""


@dataclass
class Peak:
    """The moment at which all together held most, in KB, and the most of each by itself."""

    total: int = 0
    at: float = 0.0
    held: Counter[str] = field(default_factory=Counter)
    most: Counter[str] = field(default_factory=Counter)

    def note(self, held: Counter[str], at: float) -> None:
        self.most |= held
        if held.total() > self.total:
            self.total, self.at, self.held = held.total(), at, held


def held_by_all(pid: int) -> Counter[str]:
    """KB of a process and all that come from it, by what they are."""
    held: Counter[str] = Counter()
    for number in descendants(pid):
        try:
            rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
            held[what_is(number)] += int(rollup.partition("\nPss:")[2].split()[0])
        except (OSError, IndexError):
            continue  # it has just ended
    return held


def descendants(pid: int) -> Iterator[int]:
    yield pid
    try:
        started = [int(n) for t in Path(f"/proc/{pid}/task").glob("*/children") for n in t.read_text().split()]
    except OSError:
        return
    for other in started:
        yield from descendants(other)


def what_is(pid: int) -> str:
    """What a process is: its role, and for a worker the kind that its libraries tell."""
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    if "child" not in words:
        return "starter"
    role = str(json.loads(words[words.index("child") + 1])["role"])
    if role != "worker":
        return role
    maps = Path(f"/proc/{pid}/maps").read_text()
    return next((kind for library, kind in KNOWN_BY.items() if library in maps), "parse")


def make_folder(folder: Path, files: int, *, notes: bool) -> Path:
    """Notes, pages of the web, tables and PDFs, in folders of a hundred."""
    chance = random.Random(0)
    words = ["".join(chance.choices("aeilnorst", k=chance.randint(2, 9))) for _ in range(5_000)]
    for number in range(files):
        place = folder / f"{number // 100:03}"
        place.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join(" ".join(chance.choices(words, k=80)) + "." for _ in range(3))
        match 19 if notes else number % 20:
            case 0:
                (place / f"report {number:05}.pdf").write_bytes(make_pdf(3, chance))
            case 1:
                (place / f"page {number:05}.html").write_text(f"<html><body><h1>{number}</h1><p>{text}</p></body></html>")
            case 2:
                (place / f"table {number:05}.csv").write_text("\n".join(",".join(chance.choices(words, k=6)) for _ in range(60)))
            case _:
                (place / f"note {number:05}.txt").write_text(f"Note {number}\n\n{text}\n")
    return folder


def run(folder: Path, vault: Path) -> None:
    begun = perf_counter()
    peak, stages = Peak(), Counter[str]()
    with subprocess.Popen([*MUNIMENT, "index", str(folder), "--vault", str(vault)], stderr=subprocess.DEVNULL) as indexing:
        while indexing.poll() is None:
            held = held_by_all(indexing.pid)
            peak.note(held, perf_counter() - begun)
            stages["embedding" if held["embed"] else "recognising" if held["ocr"] else "reading"] += 1
            sleep(SECONDS)
    seconds = perf_counter() - begun
    taken, said = timed("status", vault, "--json")
    status = json.loads(said)
    print(f"{status['documents']} documents, {status['pages']} pages, {status['vectors']} of {status['passages']} vectors")
    print(f"{seconds:.0f} s in all: {status['pages'] / seconds:.1f} pages/s; " + told(stages, SECONDS, "s"))
    print(f"most at once: {peak.total / 1024:.0f} MB (PSS) after {peak.at:.0f} s: " + told(peak.held, 1 / 1024, "MB"))
    print("the most of each: " + told(peak.most, 1 / 1024, "MB"))
    print(f"again, unchanged: {timed('index', vault, str(folder))[0]:.1f} s; status {taken:.1f} s, ", end="")
    print(f"health {timed('health', vault, '--json')[0]:.1f} s")


def timed(command: str, vault: Path, *more: str) -> tuple[float, bytes]:
    """Seconds that a command takes, and what it prints."""
    begun = perf_counter()
    said = subprocess.run([*MUNIMENT, command, *more, "--vault", str(vault)], capture_output=True, check=True)
    return perf_counter() - begun, said.stdout


def told(counted: Counter[str], factor: float, unit: str) -> str:
    return ", ".join(f"{name} {amount * factor:.0f} {unit}" for name, amount in counted.most_common())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--notes", action="store_true")
    parser.add_argument("--vault", type=Path, help="keep the vault here")
    options = parser.parse_args()
    if not Path("/proc/self/smaps_rollup").exists():
        sys.exit("This system does not tell what a process holds; the bench needs Linux.")
    with tempfile.TemporaryDirectory() as place:
        print(f"MUNIMENT_HOME is {os.environ.get('MUNIMENT_HOME', 'not set')}")
        folder = options.folder or make_folder(Path(place) / "documents", options.files, notes=options.notes)
        run(folder, options.vault or Path(place) / "vault")


if __name__ == "__main__":
    main()

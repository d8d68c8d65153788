"""Files of every type, spoiled in thousands of ways, through the same door as any: `python tests/bench/bench_fuzz.py`.

Every one has to end as pages or with a reason. A worker that ends, or raises what it should not, costs that one file and is
counted; an exception that comes out of the door is a failure of the bench. `--count` says how many, `--seed` which,
`--keep FOLDER` where to put those that a worker did not survive.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from doors import Ended, bundled_engines, counted, through
from fuzz_mutations import spoiled
from fuzz_seeds import seeds
from muniment_engines.api import ParseLimits

LIMITS = ParseLimits(
    seconds_per_page=10,
    seconds=30,
    pages=500,
    characters_per_page=500_000,
    pixels=4_000_000,
    members=100,
    unpacked_bytes=50_000_000,
)
MEMORY = 3_000_000_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="names of types, with commas between them")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    files = seeds()
    chosen = [name for name in files if not options.only or name.split(".", 1)[1] in options.only.split(",")]
    others, found = list(files.values()), defaultdict[str, list[Ended]](list)
    with bundled_engines(MEMORY) as engines:
        for name in chosen:
            found[name].append(through(engines, files[name], name, LIMITS, draw=True))
            if found[name][0].state not in ("read", "not supported"):
                print(f"{name}, as it was made: {found[name][0].state}: {found[name][0].reason}")
        for number in range(options.count):
            name = chosen[number % len(chosen)]
            data = spoiled(files[name], others, random.Random(f"{options.seed} {number}"))
            kind = found[name][0].kind if number % 2 else ""
            ended = through(engines, data, name, LIMITS, kind=kind, draw=True)
            found[name].append(ended)
            if options.keep and ended.state in ("failed", "CRASHED", "timed out"):
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{number}-{name}").write_bytes(data)
    return _report(found)


def _report(found: dict[str, list[Ended]]) -> int:
    print(f"{'type':12}{'files':>6}{'longest':>9}  states")
    for name, ended in found.items():
        states = Counter(one.state for one in ended)
        print(f"{name:12}{len(ended):6}{max(one.seconds for one in ended):8.2f}s  {counted(states)}")
    every = [one for ended in found.values() for one in ended]
    print(f"{'all':12}{len(every):6}{max(one.seconds for one in every):8.2f}s  {counted(Counter(one.state for one in every))}")
    unknown = Counter(f"{one.kind}: {one.reason}" for one in every if one.state in ("failed", "CRASHED", "timed out"))
    print("\nwhat a worker did not expect, or did not survive" if unknown else "\nno worker met what it did not expect")
    for reason, number in unknown.most_common():
        print(f"  {number:4}  {reason}")
    silent = [one for one in every if one.state != "read" and not re.search(r"\w", one.reason)]
    crashed = sum(one.state == "CRASHED" for one in every)
    print(f"\n{len(every)} files; crashed outside a worker: {crashed}; ended without a reason: {len(silent)}")
    return 1 if crashed or silent else 0


if __name__ == "__main__":
    sys.exit(main())

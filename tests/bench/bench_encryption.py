"""What encryption costs: indexing and searching a vault, against the same without its key, as ratios of processor time.

    python tests/bench/bench_encryption.py [--pages 600] [--rounds 3]

Documents are generated text, read by the real indexer with an engine that costs nothing, so that nearly all of the time is the
vault's: with a real model the ratio is nearer to 1. The vault without a key is the same program with the line left out that hands
the key to SQLCipher; it exists here only. Both are measured in turns, and the least of the rounds counts.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FAKES = "muniment_engines.conformance.fakes"
SYLLABLES = ("ba", "de", "fi", "go", "ku", "lo", "mi", "nu", "pa", "re", "so", "ta", "bel", "dor", "gan", "lim", "nor", "ras")
WORDS = [first + last for first in SYLLABLES for last in SYLLABLES]
QUERIES = 200


def without_key() -> None:
    """Open databases in the plain from now on, in this process."""
    from muniment_retrieval.vault import store

    def set_up(connection: Any, key: bytes, *, write: bool) -> None:
        connection.execute(f"PRAGMA busy_timeout = {store.BUSY_MILLISECONDS}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA foreign_keys = ON")
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = ON")

    store._set_up = set_up


def plain_indexer(channel: Any, spec: Mapping[str, Any]) -> int | None:
    """The indexer's process, without encryption."""
    without_key()
    from muniment_retrieval.indexer import main as indexer

    return indexer(channel, spec)


def indexed(folder: Path, papers: Path, *, plain: bool) -> tuple[float, bytes]:
    """Processor seconds of everything that reading the papers started."""
    from muniment_desktop.keys import KeyFile
    from muniment_engines.api import Cancel
    from muniment_engines.host import WorkerSpec
    from muniment_engines.launcher import DirectLauncher, package_folders
    from muniment_retrieval.indexer import IndexerClient
    from muniment_retrieval.model import IndexReport
    from muniment_retrieval.vault import create_vault

    target = "bench_encryption:plain_indexer" if plain else "muniment_retrieval.indexer:main"
    usual = {"indexer": ("muniment_retrieval.indexer:main", "indexer"), "worker": ("muniment_engines.worker:main", "worker")}
    packages = [*package_folders(usual), str(Path(__file__).parent)]
    launcher = DirectLauncher({**usual, "indexer": (target, "indexer")}, packages)
    with create_vault(folder, [KeyFile(folder.with_suffix(".keys"))]) as vault:
        key = vault.key
    parse, embed = [WorkerSpec(f"{FAKES}:parse", "parse", {})], WorkerSpec(f"{FAKES}:embed", "embed", {})
    before = used(resource.RUSAGE_CHILDREN)
    client = IndexerClient(launcher, folder, key, parse, embed)
    *_, report = client.index([papers], Cancel())
    client.close()
    assert isinstance(report, IndexReport)
    assert set(report.states) == {"read"}, report
    return used(resource.RUSAGE_CHILDREN) - before, key


def searched(folder: Path, key: bytes, chance: random.Random) -> float:
    """Processor seconds of opening the vault and searching it by words."""
    from muniment_retrieval.model import Scope
    from muniment_retrieval.search import Searcher
    from muniment_retrieval.vault import open_vault

    before = used(resource.RUSAGE_SELF)
    with open_vault(folder, key, write=False) as vault:
        searcher = Searcher(vault, None, None)
        for _ in range(QUERIES):
            searcher.search(" ".join(chance.choices(WORDS, k=4)), Scope(), 50)
    return used(resource.RUSAGE_SELF) - before


def used(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def one(way: str, place: Path, papers: Path, seed: int) -> tuple[float, float]:
    """In a process of its own, so that nothing is shared between the two."""
    if way == "plain":
        without_key()
    folder = place / way
    reading, key = indexed(folder, papers, plain=way == "plain")
    head = (folder / "vault.db").read_bytes()[:15]
    assert (head == b"SQLite format 3") is (way == "plain")
    finding = searched(folder, key, random.Random(seed))
    shutil.rmtree(folder)
    return reading, finding


def run(place: Path, pages: int, rounds: int) -> bool:
    chance, papers = random.Random(0), place / "papers"
    papers.mkdir()
    for number in range(pages // 10):
        text = "\f".join(" ".join(chance.choices(WORDS, k=450)) for _ in range(10))
        (papers / f"{number:04}.txt").write_text(text)
    best: dict[str, list[float]] = {}
    for turn in range(rounds):
        for way in ("plain", "encrypted"):
            call = f"b.one({way!r}, b.Path({str(place)!r}), b.Path({str(papers)!r}), {turn})"
            code = f"import bench_encryption as b, json; print(json.dumps({call}))"
            done = subprocess.run(
                [sys.executable, "-c", code], cwd=Path(__file__).parent, capture_output=True, text=True, check=True, timeout=900
            )
            found = json.loads(done.stdout)
            best[way] = [min(pair) for pair in zip(found, best.get(way, found), strict=True)]
            print(f"{way}: indexing {found[0]:.2f} s, {QUERIES} searches {found[1]:.2f} s", flush=True)
    ratios = [encrypted / plain for encrypted, plain in zip(best["encrypted"], best["plain"], strict=True)]
    print(f"{pages} pages, processor time, the least of {rounds}: indexing × {ratios[0]:.2f}, searching × {ratios[1]:.2f}")
    return max(ratios) <= 1.15


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        good = run(Path(place), options.pages, options.rounds)
    print(f"measured in {time.perf_counter() - begun:.0f} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

"""SIGKILL at random moments of indexing: the vault opens, goes on, and ends equal to one that was never killed.

    python tests/bench/bench_kill.py [--moments 50] [--seed 0] [--with FOLDER]

A vault is made of a folder of documents, of which some are then changed and some are added. For every moment a copy of that
vault is given to the real indexer, which is killed when a random share of its time is over. Then the vault is opened and
looked through, indexed to the end, and compared with the one whose indexer was never killed: rows, words of the full-text
index, vectors. Documents are plain text, so that most of the time goes into the vault; with FOLDER its files are read too,
PDF by the bundled engine.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from muniment_desktop.keys import KeyFile
from muniment_engines.api import Cancel
from muniment_engines.errors import EngineCrashed
from muniment_engines.host import WorkerSpec
from muniment_engines.launcher import Child, DirectLauncher
from muniment_retrieval.indexer import IndexerClient
from muniment_retrieval.model import IndexReport
from muniment_retrieval.vault import Vault, create_vault, open_vault

ROLES = {"indexer": ("muniment_retrieval.indexer:main", "indexer"), "worker": ("muniment_engines.worker:main", "worker")}
FAKES = "muniment_engines.conformance.fakes"
PARSE = [WorkerSpec(f"{FAKES}:parse", "parse", {}), WorkerSpec("muniment_engines.bundled.pdf", "parse", {})]
EMBED = WorkerSpec(f"{FAKES}:embed", "embed", {})
SYLLABLES = ("ba", "de", "fi", "go", "ku", "lo", "mi", "nu", "pa", "re", "so", "ta", "bel", "dor", "gan", "lim", "nor", "ras")
WORDS = [first + last for first in SYLLABLES for last in SYLLABLES]
HIDDEN = "state IN ('arriving', 'leaving')"

# What a vault holds, without the identifiers, which depend on how often it was begun.
STATE = {
    "documents": "SELECT path, sha256, size, modified_ns, media_type, title, parser, state, reason, notes,"
    " page_count, passage_count FROM documents",
    "pages": "SELECT d.path, g.page_index, g.label, g.text, g.spans, g.boxes, g.width, g.height, g.factor"
    " FROM pages g JOIN documents d ON d.id = g.document_id",
    "passages": "SELECT d.path, p.page_index, p.start, p.end, p.heading FROM passages p JOIN documents d ON d.id = p.document_id",
    "vectors": "SELECT d.path, p.page_index, p.start, s.model, v.vector FROM vectors v JOIN spaces s ON s.id = v.space_id"
    " JOIN passages p ON p.id = v.passage_id JOIN documents d ON d.id = p.document_id",
    "words": "SELECT d.path, p.page_index, p.start, w.term, w.col, w.offset FROM words w LEFT JOIN passages p ON p.id = w.doc"
    " LEFT JOIN documents d ON d.id = p.document_id",
    "hidden": f"SELECT count(*) FROM documents WHERE {HIDDEN}",
}
WHOLE = f"""SELECT count(*) FROM documents d WHERE NOT ({HIDDEN}) AND (
    d.page_count <> (SELECT count(*) FROM pages g WHERE g.document_id = d.id)
    OR d.passage_count <> (SELECT count(*) FROM passages p WHERE p.document_id = d.id)
    OR (SELECT count(*) FROM vectors v JOIN passages p ON p.id = v.passage_id WHERE p.document_id = d.id) > d.passage_count)"""


class Deadly:
    """A launcher that kills what it started, `seconds` later."""

    def __init__(self, seconds: float | None = None) -> None:
        self._launcher = DirectLauncher(ROLES, stderr=None)
        self._seconds = seconds
        self.timer: threading.Timer | None = None

    def start(self, role: str, spec: Mapping[str, Any]) -> Child:
        before = children()
        child = self._launcher.start(role, spec)
        (pid,) = children() - before
        if self._seconds is not None:
            self.timer = threading.Timer(self._seconds, os.kill, (pid, signal.SIGKILL))
            self.timer.start()
        return child

    def open_elsewhere(self, target: str) -> None:
        raise NotImplementedError

    def set_offline(self, offline: bool) -> None:
        raise NotImplementedError


def children() -> set[int]:
    return {int(n) for task in Path("/proc/self/task").glob("*/children") for n in task.read_text().split()}


def index(folder: Path, key: bytes, documents: Path, kill_after: float | None = None) -> bool:
    """Whether it came to its end."""
    launcher = Deadly(kill_after)
    client = IndexerClient(launcher, folder, key, PARSE, EMBED)
    try:
        return any(isinstance(event, IndexReport) for event in client.index([documents], Cancel()))
    except EngineCrashed:
        return False
    finally:
        if launcher.timer is not None:
            launcher.timer.cancel()
            launcher.timer.join()
        client.close()


def state(vault: Vault) -> dict[str, str]:
    """A digest of each kind of row."""
    vault.connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab (main, passages_fts, instance)")
    found = {}
    for name, query in STATE.items():
        rows = sorted(map(repr, vault.connection.execute(query).fetchall()))
        found[name] = f"{len(rows)} rows, {hashlib.sha256(chr(10).join(rows).encode()).hexdigest()[:12]}"
    found["leftovers"] = str(vault.connection.execute("SELECT leftovers FROM generation").fetchone()[0])
    return found


def faults(folder: Path, key: bytes) -> list[str]:
    """What is wrong with a vault whose indexer was killed."""
    with open_vault(folder, key, write=False) as vault:
        ask = vault.connection.execute
        found = [str(row) for row in ask("PRAGMA cipher_integrity_check").fetchall()]
        found += [str(row) for row in ask("PRAGMA integrity_check").fetchall() if row != ("ok",)]
        found += [str(row) for row in ask("PRAGMA foreign_key_check").fetchall()]
        half = ask(WHOLE).fetchone()[0]
        found += [f"{half} documents are not whole"] if half else []
        for document in vault.documents():
            ids = [row[0] for row in ask("SELECT id FROM passages WHERE document_id = ?", (document.id,)).fetchall()]
            if len(vault.passages(ids)) != document.passage_count:
                found.append("passages cannot be read")
        return found


def text(chance: random.Random, pages: int) -> str:
    return "\f".join(" ".join(chance.choices(WORDS, k=400)) for _ in range(pages))


def make_documents(folder: Path, chance: random.Random, more: Path | None) -> None:
    folder.mkdir()
    for number in range(24):
        (folder / f"{number:02}.txt").write_text(text(chance, chance.randint(1, 6)))
    (folder / "large.txt").write_text(text(chance, 400))
    if more is not None:
        shutil.copytree(more, folder / "more")


def change_documents(folder: Path, chance: random.Random) -> None:
    for number in (*range(0, 24, 2), *range(24, 36)):
        (folder / f"{number:02}.txt").write_text(text(chance, chance.randint(1, 6)))
    (folder / "large.txt").write_text(text(chance, 300))


def run(place: Path, moments: int, seed: int, more: Path | None) -> bool:
    chance = random.Random(seed)
    documents, before, never = place / "documents", place / "before", place / "never killed"
    make_documents(documents, chance, more)
    with create_vault(before, [KeyFile(place / "keys")]) as made:
        key = made.key
    assert index(before, key, documents)
    change_documents(documents, chance)
    shutil.copytree(before, never)
    begun = perf_counter()
    assert index(never, key, documents)
    whole = perf_counter() - begun
    with open_vault(never, key, write=False) as vault:
        wanted = state(vault)
        print(f"never killed: {whole:.1f} s, {vault.counts()}, {wanted}")
    opened = ended = killed = 0
    for moment in range(moments):
        folder, after = place / str(moment), chance.uniform(0, whole)
        shutil.copytree(before, folder)
        killed += not index(folder, key, documents, after)
        wrong = faults(folder, key)
        opened += not wrong
        finished = index(folder, key, documents)
        with open_vault(folder, key, write=False) as vault:
            found = state(vault)
        ended += finished and found == wanted
        for fault in wrong + [f"{name}: {found[name]}" for name in wanted if found[name] != wanted[name]]:
            print(f"moment {moment}, killed after {after:.2f} s: {fault}")
        shutil.rmtree(folder)
    print(f"opens {opened} of {moments}, equal to one never killed {ended} of {moments}; {killed} were killed before their end")
    return opened == ended == moments


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--with", type=Path, dest="more")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        return 0 if run(Path(place), options.moments, options.seed, options.more) else 1


if __name__ == "__main__":
    sys.exit(main())

"""How fast a vault is, and how long others wait for it: `python tests/bench/bench_vault.py [--passages 100000]`."""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import numpy as np
from muniment_desktop.keys import KeyFile
from muniment_engines.api import Page, Space, Words
from muniment_retrieval.model import Answer, Cost
from muniment_retrieval.vault import Vault, create_vault, open_vault
from muniment_retrieval.vault.writing import NewPassage, Reading, Source
from muniment_retrieval.vectors import VectorIndex

SPACE = Space("random", "1", 384)
PAGE_WORDS, PASSAGES_A_PAGE, PAGES = 450, 4, 50
LARGE = 2_000
QUERIES = 50
PAUSE = 0.005


class Neighbour:
    """Another writer, as the window is one: it keeps an answer every few milliseconds, and knows how long it had to wait."""

    def __init__(self, vault: Vault) -> None:
        self._vault = open_vault(vault.folder, vault.key, write=True)
        self._over = threading.Event()
        self._longest = 0.0
        self._thread = threading.Thread(target=self._write)
        self._thread.start()

    @contextmanager
    def told(self, what: str, amount: int, unit: str) -> Iterator[None]:
        """Print how long something took, and how long the other had to wait meanwhile."""
        self._longest, begun = 0.0, perf_counter()
        yield
        seconds = perf_counter() - begun
        waits = f"another writer waits {self._longest * 1000:.0f} ms at most"
        print(f"{what}: {seconds:.2f} s, {amount / seconds:,.0f} {unit}/s; {waits}")

    def close(self) -> None:
        self._over.set()
        self._thread.join()
        self._vault.close()

    def _write(self) -> None:
        answer = Answer("?", (), refused=True, searched=0, documents=0, cost=Cost())
        while not self._over.wait(PAUSE):
            begun = perf_counter()
            self._vault.save_answer(answer)
            self._longest = max(self._longest, perf_counter() - begun)


def document(number: int, pages: int, chance: random.Random, words: list[str]) -> tuple[Source, list[Page], list[NewPassage]]:
    """Pages of words as common as in real text, each word with its box, and passages of a quarter of a page."""
    made: list[Page] = []
    passages: list[NewPassage] = []
    for index in range(pages):
        chosen = [words[int(len(words) * chance.random() ** 3)] for _ in range(PAGE_WORDS)]
        ends = np.cumsum([len(word) + 1 for word in chosen], dtype=np.int32) - 1
        spans = np.stack([ends - np.array([len(word) for word in chosen], np.int32), ends], axis=1)
        made.append(Page(index, str(index + 1), " ".join(chosen), Words(spans, np.zeros((PAGE_WORDS, 4), np.int16)), 612, 792))
        step = PAGE_WORDS // PASSAGES_A_PAGE
        passages += [
            NewPassage(index, int(spans[at, 0]), int(spans[min(at + step, PAGE_WORDS) - 1, 1]), "", f"Report {number}")
            for at in range(0, step * PASSAGES_A_PAGE, step)
        ]
    return Source(f"/papers/{number}.pdf", f"{number:064}", 1, 1, "application/pdf"), made, passages


def fill(vault: Vault, other: Neighbour, passages: int, words: list[str]) -> list[int]:
    chance = random.Random(0)
    documents = [document(n, PAGES, chance, words) for n in range(max(1, passages // (PAGES * PASSAGES_A_PAGE)))]
    count = sum(len(found) for _, _, found in documents)
    with other.told(f"writing {len(documents)} documents, {count:,} passages", count, "passages"):
        return [vault.writing.put(source, Reading("read"), pages, found) for source, pages, found in documents]


def embed(vault: Vault, other: Neighbour) -> None:
    chance = np.random.default_rng(0)
    count = vault.vectors.count_missing(SPACE)
    with other.told(f"writing {count:,} vectors", count, "vectors"):
        while missing := vault.vectors.missing(SPACE, 1_000):
            vectors = chance.standard_normal((len(missing), SPACE.dimension), np.float32)
            vault.vectors.put(SPACE, missing, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def search(vault: Vault, other: Neighbour, words: list[str]) -> None:
    with other.told("loading the vector index", vault.counts()["vectors"], "vectors"):
        index = VectorIndex.load(vault, SPACE)
    queries = np.random.default_rng(1).standard_normal((QUERIES, SPACE.dimension), np.float32)
    with other.told(f"{QUERIES} searches by vector", QUERIES, "searches"):
        for query in queries:
            index.search(query, 50)
    chance = random.Random(2)
    with other.told(f"{QUERIES} searches by four words", QUERIES, "searches"):
        for _ in range(QUERIES):
            asked = " OR ".join(words[int(len(words) * chance.random())] for _ in range(4))
            vault.connection.execute(
                "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? ORDER BY rank LIMIT 50", (asked,)
            ).fetchall()


def large(vault: Vault, other: Neighbour, words: list[str]) -> None:
    source, pages, passages = document(-1, LARGE, random.Random(3), words)
    with other.told(f"writing a document of {LARGE:,} pages", len(passages), "passages"):
        first = vault.writing.put(source, Reading("read"), pages, passages)
    with other.told("reading it again, and cleaning away what it was", len(passages), "passages"):
        second = vault.writing.put(source, Reading("read"), pages, passages)
        vault.cleaning.clean()
    assert first != second
    with other.told("forgetting it", len(passages), "passages"):
        vault.forget([second])


def run(place: Path, passages: int) -> None:
    chance = random.Random(4)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(3, 11))) for _ in range(40_000)]
    with create_vault(place / "vault", [KeyFile(place / "keys")]) as vault:
        other = Neighbour(vault)
        ids = fill(vault, other, passages, words)
        embed(vault, other)
        search(vault, other, words)
        large(vault, other, words)
        with other.told("forgetting one document of many", PAGES * PASSAGES_A_PAGE, "passages"):
            vault.forget(ids[:1])
        other.close()
        size = sum(path.stat().st_size for path in vault.folder.iterdir())
        print(f"on disk: {size / 1e6:.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), parser.parse_args().passages)

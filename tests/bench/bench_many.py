"""How long searching and listing take in a vault of very many documents: `python tests/bench/bench_many.py [--documents 100000]`.

The documents are written straight into a vault, a short page each. Then the same searcher that the window has is asked: the
first time, when it takes up the documents, again, and after one document more. By words only; vectors have a bench of their own.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np
from muniment_desktop.finding import Finder
from muniment_desktop.keys import KeyFile
from muniment_engines.api import Page, Words
from muniment_retrieval.health import health
from muniment_retrieval.model import Scope
from muniment_retrieval.vault import Vault, create_vault
from muniment_retrieval.vault.writing import NewPassage, Reading, Source

WORDS = Words(np.zeros((0, 2), np.int32), np.zeros((0, 4), np.int16))
TIMES = 5


def put(vault: Vault, number: int, names: list[str], words: list[str], chance: random.Random) -> None:
    text = " ".join(chance.choices(words, k=60))
    name = f"{chance.choice(names)} {chance.choice(names)} {number}.txt"
    source = Source(f"/papers/{number // 100}/{name}", f"{number:064x}", len(text), number, "text/plain")
    page = Page(0, "1", text, WORDS, 595.0, 842.0)
    vault.writing.put(source, Reading("read", title=name), [page], [NewPassage(0, 0, len(text), "", name)])


def seconds(run: Callable[[], object]) -> float:
    begun = perf_counter()
    run()
    return perf_counter() - begun


def run(vault: Vault, documents: int) -> None:
    chance = random.Random(0)
    words = ["".join(chance.choices("aeilnorst", k=chance.randint(3, 9))) for _ in range(20_000)]
    names = words[:2_000]
    begun = perf_counter()
    for number in range(documents):
        put(vault, number, names, words, chance)
    written = perf_counter() - begun
    print(f"{documents} documents written, {written / documents * 1000:.1f} ms each")
    finder = Finder(vault, (), patient=True)
    questions = [f"What does {names[i]} say of {words[-i - 1]} and {words[5_000 + i]}?" for i in range(TIMES)]
    print(f"first search: {seconds(lambda: finder.searcher().search(questions[0], Scope())):.2f} s")
    later = [seconds(lambda q=q: finder.searcher().search(q, Scope())) for q in questions]  # type: ignore[misc]
    print(f"later ones: {statistics.median(later):.3f} s (the longest {max(later):.3f})")
    put(vault, documents, names, words, chance)
    print(f"after one document more: {seconds(lambda: finder.searcher().search(questions[0], Scope())):.2f} s")
    print(f"list of documents: {seconds(vault.documents):.2f} s, counts: {seconds(vault.counts):.2f} s, ", end="")
    print(f"health: {seconds(lambda: health(vault, recognises=True)):.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, create_vault(Path(place) / "vault", [KeyFile(Path(place) / "keys")]) as vault:
        run(vault, options.documents)


if __name__ == "__main__":
    main()

"""How fast the embedding engine is on this machine, in its worker: `python tests/bench/bench_embed.py MODEL_FOLDER`.

Starts the worker (twice: the second time the files are in the system's cache), embeds passages as an index does, and single
questions as a search does.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from pathlib import Path

from muniment_engines.host import EmbedWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher

ENGINE = "muniment_engines.bundled.sentence_transformers_embed"
ROLES = {"worker": ("muniment_engines.worker:main", "worker")}
WORDS = (
    "the",
    "lessee",
    "shall",
    "pay",
    "rent",
    "and",
    "notify",
    "lessor",
    "in",
    "writing",
    "before",
    "any",
    "change",
    "to",
    "premises",
)


def passages(count: int, words: int) -> list[str]:
    """Passages of about `words` words, some shorter and some longer."""
    chance = random.Random(1)
    return [" ".join(chance.choice(WORDS) for _ in range(chance.randint(words // 2, words * 3 // 2))) for _ in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--passages", type=int, default=256)
    parser.add_argument("--words", type=int, default=180)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--batch", type=int, default=32)
    options = parser.parse_args()
    model = str(options.model.resolve())
    settings = {"model": model, "threads": options.threads, "batch": options.batch}
    spec = WorkerSpec(ENGINE, "embed", settings, readable=(model,))
    for name in ("started", "started again"):
        with EmbedWorker(DirectLauncher(ROLES), spec) as worker:
            begun = time.perf_counter()
            worker.start()
            print(f"{name:20} {time.perf_counter() - begun:7.2f} s")
            if name == "started":
                continue
            texts = passages(options.passages, options.words)
            worker.encode(texts[:8], "passage")
            begun = time.perf_counter()
            worker.encode(texts, "passage")
            print(f"passages             {len(texts) / (time.perf_counter() - begun):7.1f} a second")
            taken = []
            for number in range(30):
                begun = time.perf_counter()
                worker.encode([f"When is the rent of house {number} due?"], "query")
                taken.append(time.perf_counter() - begun)
            print(f"one question         {statistics.median(taken) * 1000:7.1f} ms median, {max(taken) * 1000:.1f} ms at most")


if __name__ == "__main__":
    main()

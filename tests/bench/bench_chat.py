"""How fast the chat engine is on this machine, in its worker: `python tests/bench/bench_chat.py MODEL.gguf`.

Starts the worker; reads a prompt of evidence, as long as a real one, that it has never seen; reads it again with another
question, which only costs what differs; writes; and is stopped again and again, in the middle of a prompt and while it writes.
"""

from __future__ import annotations

import argparse
import random
import statistics
import threading
import time
from pathlib import Path

from muniment_engines.api import Cancel, Cancelled, ChatRequest, Message, TextDelta, Usage
from muniment_engines.host import ChatWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher

ENGINE = "muniment_engines.bundled.llama_cpp_chat"
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
QUESTIONS = ("When is the rent due?", "Who has to notify whom, and how?")


def evidence(words: int, seed: int) -> str:
    """Text that no earlier prompt began with."""
    chance = random.Random(seed)
    return f"Number {seed}. " + " ".join(chance.choice(WORDS) for _ in range(words))


def request(text: str, question: str, max_tokens: int) -> ChatRequest:
    system = Message("system", "Answer in one short sentence from this evidence.\n\n" + text)
    return ChatRequest((system, Message("user", question)), max_tokens=max_tokens)


def timed(worker: ChatWorker, asked: ChatRequest) -> tuple[float, Usage]:
    """Seconds to the first piece, as the one who asks sees it, and what the engine says it took."""
    begun, first = time.perf_counter(), 0.0
    for event in worker.generate(asked, Cancel()):
        first = first or time.perf_counter() - begun
        if isinstance(event, Usage):
            return first, event
    raise AssertionError("no usage")


def stop_after(worker: ChatWorker, asked: ChatRequest, seconds: float, *, writing: bool) -> float:
    """Seconds from asking it to stop until the call has ended; counted from the first piece where `writing`."""
    cancel = Cancel()
    asked_at: list[float] = []

    def ask_to_stop() -> None:
        asked_at.append(time.perf_counter())
        cancel.request()

    timer = threading.Timer(seconds, ask_to_stop)
    if not writing:
        timer.start()
    try:
        for event in worker.generate(asked, cancel):
            if writing and isinstance(event, TextDelta) and not timer.is_alive() and not asked_at:
                timer.start()
    except Cancelled:
        return time.perf_counter() - asked_at[0]
    finally:
        timer.cancel()
    raise SystemExit("It had finished before it was asked to stop: give --words a larger number.")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--words", type=int, default=900, help="words of evidence in a prompt")
    parser.add_argument("--stops", type=int, default=10)
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    model = str(options.model.resolve())
    spec = WorkerSpec(ENGINE, "chat", {"model": model, "threads": options.threads}, readable=(model,))
    with ChatWorker(DirectLauncher(ROLES), spec) as worker:
        begun = time.perf_counter()
        worker.start()
        print(f"started and warm                  {time.perf_counter() - begun:7.2f} s")
        text = evidence(options.words, 1)
        for name, question in (("prompt never seen", QUESTIONS[0]), ("same evidence, other question", QUESTIONS[1])):
            first, usage = timed(worker, request(text, question, 64))
            read = usage.prompt_tokens - usage.cached_tokens
            print(f"{name:33} {first:7.2f} s to the first token ({usage.prompt_tokens} tokens, {usage.cached_tokens} known)")
            written = usage.generated_tokens / usage.generate_seconds
            print(f"  {read / usage.prompt_seconds:6.0f} tokens/s read, {written:6.1f} written")
        for name, writing in (("stopped in the middle of a prompt", False), ("stopped while writing", True)):
            chance = random.Random(2)
            taken = [
                stop_after(
                    worker,
                    request(evidence(60 if writing else 2000, 10 + round_), "Tell a very long story.", 2000),
                    chance.uniform(0.05, 0.5),
                    writing=writing,
                )
                for round_ in range(options.stops)
            ]
            print(f"{name:33} {statistics.median(taken) * 1000:7.0f} ms median, {max(taken) * 1000:.0f} ms at most")


if __name__ == "__main__":
    main()

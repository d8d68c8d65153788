"""How long a worker takes to say what it is, and what its channel carries: `python tests/bench/bench_processes.py`."""

from __future__ import annotations

import argparse
import statistics
import threading
from collections.abc import Callable
from time import perf_counter

from muniment_engines.api import Cancel, ChatRequest, Message
from muniment_engines.frames import MAX_ATTACHMENT
from muniment_engines.host import ChatWorker, ParseWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher

LAUNCHER = DirectLauncher({"worker": ("muniment_engines.worker:main", "worker")})
FAKES = "muniment_engines.conformance.fakes"
STARTS, CALLS, WORDS, SHEETS = 10, 2000, 20_000, 20


def milliseconds(run: Callable[[], object]) -> float:
    begun = perf_counter()
    run()
    return (perf_counter() - begun) * 1000


def cold_start() -> None:
    def describe() -> None:
        with ChatWorker(LAUNCHER, WorkerSpec(f"{FAKES}:chat", "chat", {})) as worker:
            assert worker.info.name

    times = [milliseconds(describe) for _ in range(STARTS)]
    print(f"cold start to describe and end: {statistics.median(times):.0f} ms (least {min(times):.0f})")


def calls() -> None:
    with ChatWorker(LAUNCHER, WorkerSpec(f"{FAKES}:chat", "chat", {})) as worker:
        worker.start()
        taken = milliseconds(lambda: [worker.count_tokens("a b") for _ in range(CALLS)])
        print(f"a call and its reply: {taken / CALLS * 1000:.0f} µs")
        request = ChatRequest((Message("user", "word " * WORDS),), max_tokens=WORDS)
        taken = milliseconds(lambda: [None for _ in worker.generate(request, Cancel())])
        print(f"streamed pieces: {WORDS / taken * 1000:.0f} a second")


def pixels() -> None:
    with ParseWorker(LAUNCHER, WorkerSpec(f"{FAKES}:parse", "parse", {})) as worker, worker.open(b"x", "text/plain") as document:
        size = document.render(0, 2.0).data.nbytes
        taken = milliseconds(lambda: [document.render(0, 2.0) for _ in range(SHEETS)])
        print(f"pixels: {taken / SHEETS:.1f} ms a sheet of {size / 1e6:.1f} MB, drawing included")


def attachments() -> None:
    import socket

    from muniment_engines.channel import Channel

    here, there = (Channel(sock) for sock in socket.socketpair())
    data = bytes(MAX_ATTACHMENT)

    def send() -> None:
        for _ in range(SHEETS):
            here.send({}, [data])

    def over() -> None:
        sender = threading.Thread(target=send)
        sender.start()
        for _ in range(SHEETS):
            there.receive()
        sender.join()

    taken = milliseconds(over)
    print(f"attachments, both ends in one process: {SHEETS * len(data) / taken / 1e6:.2f} GB/s")
    here.close()
    there.close()


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    cold_start()
    calls()
    pixels()
    attachments()


if __name__ == "__main__":
    main()

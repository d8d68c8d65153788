"""An indexer that stays: its workers end when there is nothing to do, and it ends with whoever started it."""

from __future__ import annotations

import socket
import threading

import pytest
from muniment_engines.channel import Channel
from muniment_retrieval.indexer import process
from muniment_retrieval.indexer.orders import Orders
from muniment_retrieval.indexer.pace import Pace
from muniment_retrieval.indexer.protocol import send_paths
from muniment_retrieval.model import Effort, IndexReport, Rules


class Engines:
    """Counts how often its workers were told to end."""

    def __init__(self) -> None:
        self.released = threading.Semaphore(0)

    def release(self) -> None:
        self.released.release()


class Run:
    def __init__(self, *_: object) -> None:
        pass

    def index(self, *_: object) -> IndexReport:
        return IndexReport({"read": 1})


def test_idle_workers_end_and_the_next_order_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "IDLE_SECONDS", 0.05)
    monkeypatch.setattr(process, "Run", Run)
    here, there = socket.socketpair()
    mine, theirs, engines = Channel(here), Channel(there), Engines()
    thread = threading.Thread(target=process._work, args=(theirs, None, engines))
    thread.start()
    for _ in range(2):
        assert engines.released.acquire(timeout=10)
        send_paths(mine, [], Rules(), Effort())
        frame = mine.receive(10)
        assert frame is not None
        assert frame.header["report"]["states"] == {"read": 1}
    mine.close()
    thread.join(10)
    theirs.close()
    assert not thread.is_alive()


def test_a_cancel_reaches_the_order_that_has_not_begun() -> None:
    here, there = socket.socketpair()
    mine, theirs = Channel(here), Channel(there)
    orders = Orders(theirs)
    send_paths(mine, [], Rules(), Effort())
    mine.send({"cancel": True})
    orders.start()
    order = orders.next(10)
    assert order is not None
    assert order.cancel.wait(10)
    send_paths(mine, [], Rules(), Effort())
    fresh = orders.next(10)
    assert fresh is not None
    assert not fresh.cancel.requested
    mine.close()
    assert orders.next(10) is None
    assert fresh.cancel.requested
    theirs.close()


def test_the_forecast_is_sane(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    pace = Pace(1_000)
    assert pace.left() is None
    now[0] += 1
    pace.did(100)
    assert pace.left() is None  # too early to say
    now[0] += 9
    pace.did(100)
    assert pace.left() == pytest.approx(40)
    pace.did(700, counts=False)  # unchanged: it took no time, and says nothing of the pace
    assert pace.left() == pytest.approx(5)
    pace.did(500)
    assert pace.left() == 0

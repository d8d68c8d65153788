"""Lanes: what comes back, on which thread, in which order, and that nothing is left behind."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from muniment_desktop.window.lanes import DEFECT, Lanes
from muniment_engines.api import Cancel, Cancelled
from muniment_engines.errors import MunimentError
from window_driving import settle, until
from window_fakes import Gate


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.finish()
    assert made.join()


def test_work_runs_elsewhere_and_its_result_comes_back_here(lanes: Lanes) -> None:
    threads: list[str] = []
    came: list[tuple[int, str]] = []

    def work() -> int:
        threads.append(threading.current_thread().name)
        return 7

    lanes.asking.call(work, lambda n: came.append((n, threading.current_thread().name)))
    until(lambda: came)
    assert came == [(7, threading.current_thread().name)]
    assert threads == ["muniment-asking"]


def test_events_come_in_order_and_the_end_comes_last(lanes: Lanes) -> None:
    came: list[object] = []
    lanes.indexing.follow(lambda _: iter(range(5_000)), came.extend, ended=lambda: came.append("end"))
    until(lambda: "end" in came)
    assert came == [*range(5_000), "end"]


def test_an_error_for_the_person_is_told_and_is_no_defect(lanes: Lanes) -> None:
    told: list[str] = []

    def work() -> None:
        raise MunimentError("Choose a smaller model.")

    lanes.vault.call(work, failed=lambda error: told.append(str(error)))
    until(lambda: told)
    assert told == ["Choose a smaller model."]


def test_a_defect_is_told_as_one_and_reaches_the_excepthook(lanes: Lanes, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    found: list[type] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: found.append(kind))
    lanes.vault.call(lambda: 1 // 0, failed=lambda error: told.append(str(error)))
    until(lambda: found)
    assert told == [DEFECT]
    assert found == [ZeroDivisionError]
    came: list[int] = []
    lanes.vault.call(lambda: 1, came.append)
    until(lambda: came)


def test_a_defect_in_one_letter_does_not_keep_the_others(lanes: Lanes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    came: list[int] = []
    gate = threading.Event()
    lanes.vault.call(lambda: 1, lambda _: gate.set() or 1 // 0)  # type: ignore[func-returns-value]
    lanes.asking.call(lambda: 2, came.append)
    until(lambda: came and gate.is_set())


def test_a_stopped_job_still_tells_what_it_has(lanes: Lanes) -> None:
    gate, came = Gate(), []

    def events(cancel: Cancel) -> Iterator[str]:
        yield "hits"
        gate.wait(cancel)
        cancel.check()
        yield "never"

    job = lanes.asking.follow(events, came.extend, ended=lambda: came.append("end"))
    until(lambda: came)
    job.stop()
    until(lambda: "end" in came)
    assert came == ["hits", "end"]


def test_stopping_before_it_began_is_stopping_too(lanes: Lanes) -> None:
    gate, came = Gate(), []
    lanes.asking.call(lambda: gate.wait(Cancel()))

    def events(cancel: Cancel) -> Iterator[str]:
        cancel.check()
        yield "never"

    job = lanes.asking.follow(events, came.extend, ended=lambda: came.append("end"))
    job.stop()
    gate.open()
    until(lambda: came)
    assert came == ["end"]


def test_an_abandoned_job_says_nothing_and_one_that_waits_never_begins(lanes: Lanes) -> None:
    gate, ran, came = Gate(), [], []
    first = lanes.drawing.call(lambda: gate.wait(Cancel()), lambda _: came.append("first"))
    second = lanes.drawing.call(lambda: ran.append("second"), lambda _: came.append("second"))
    third: list[int] = []
    lanes.drawing.call(lambda: 3, third.append)
    first.abandon()
    second.abandon()
    gate.open()
    until(lambda: third)
    assert (ran, came) == ([], [])


def test_a_flood_of_events_leaves_the_window_its_turn(lanes: Lanes) -> None:
    from PySide6.QtCore import QTimer

    came: list[int] = []
    ticks: list[int] = []
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: ticks.append(len(came)))
    timer.start()
    for _ in range(20_000):
        lanes._post(lambda: came.append(1))
    until(lambda: len(came) == 20_000)
    timer.stop()
    assert [t for t in ticks if 0 < t < 20_000], "nothing else had its turn before all was delivered"


def test_closing_ends_what_runs_and_delivers_nothing_more() -> None:
    lanes = Lanes()
    gate, came = Gate(), []

    def events(cancel: Cancel) -> Iterator[str]:
        gate.wait(cancel)
        raise Cancelled
        yield ""

    lanes.indexing.follow(events, came.extend, ended=lambda: came.append("end"))
    assert gate.reached.wait(20)
    lanes.finish()
    assert lanes.join()
    settle()
    assert came == []

from __future__ import annotations

import pytest
from muniment_engines.host import patience
from muniment_engines.host.patience import Patience


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(patience, "monotonic", clock)
    return clock


def test_each_message_has_its_own_time(clock: Clock) -> None:
    waiting = Patience(2.0)
    for _ in range(5):
        waiting.begin()
        clock.now += 1.5
        assert waiting.left() == 0.5
        waiting.end()
    waiting.begin()
    clock.now += 2.0
    assert waiting.left() <= 0


def test_all_messages_together_have_a_time_too(clock: Clock) -> None:
    waiting = Patience(2.0, 3.0)
    for left in (0.5, 0.0):
        waiting.begin()
        clock.now += 1.5
        assert waiting.left() == left
        waiting.end()


def test_only_time_spent_waiting_counts(clock: Clock) -> None:
    waiting = Patience(2.0, 3.0)
    waiting.begin()
    clock.now += 1.0
    waiting.end()
    clock.now += 1000.0
    waiting.begin()
    assert waiting.left() == 2.0


def test_a_call_with_one_message_may_take_all_of_the_time(clock: Clock) -> None:
    waiting = Patience(2.0, 3.0).all_at_once()
    assert waiting.left() == 3.0
    assert Patience(2.0).all_at_once().left() == 2.0

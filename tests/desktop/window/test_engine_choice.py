"""Who writes an answer: this machine, unless for one question another engine is chosen, by keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from window_driving import Bench, until
from window_fakes import FakeServices, FakeSession, a_script

Make = Callable[..., Bench]


@pytest.fixture
def services(session: FakeSession) -> FakeServices:
    made = FakeServices(session)
    made.set_up = ["office", "R&D <large>"]
    return made


@pytest.fixture
def window(bench: Make, session: FakeSession, services: FakeServices) -> Bench:
    made = bench(session, services=services)
    until(made.rooms.ask.box.engines.isVisible)
    return made


def test_without_an_engine_there_is_nothing_to_choose(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.ask()
    window.answered()
    assert not window.rooms.ask.box.engines.isVisible()
    assert session.engines == [""]


def test_a_question_goes_elsewhere_and_the_next_one_does_not(window: Bench, session: FakeSession) -> None:
    button = window.rooms.ask.box.engines
    assert button.text() == "on this machine ▾"
    here, office, other = button.menu().actions()
    assert here.isChecked()
    assert other.text() == "R&&D <large>"
    office.trigger()
    assert button.engine == "office"
    assert button.accessibleName() == "Who answers the next question: office"
    session.answers.append(a_script(*session.stored))
    window.ask()
    window.answered()
    assert button.engine == ""
    window.ask()
    window.answered()
    assert session.engines == ["office", ""]


def test_one_that_was_removed_is_not_asked(window: Bench, services: FakeServices, session: FakeSession) -> None:
    window.rooms.ask.box.engines._choose("office")
    services.set_up = ["R&D <large>"]
    window.press("Ctrl+2")
    window.press("Ctrl+1")
    until(lambda: len(window.rooms.ask.box.engines.menu().actions()) == 2)
    assert window.rooms.ask.box.engines.engine == ""

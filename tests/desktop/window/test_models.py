"""Models: the offer of the first run, getting one, stopping, failing, and choosing another."""

from __future__ import annotations

from collections.abc import Callable

from muniment_desktop.window.models.page import ModelCard
from muniment_desktop.window.services import FetchProgress
from muniment_engines.errors import MunimentError
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_driving import Bench, until
from window_fakes import FakeServices, FakeSession, Gate, an_offer

Make = Callable[..., Bench]


def without_a_writer(session: FakeSession, *fetching: object) -> FakeServices:
    services = FakeServices(session)
    services.offers = [an_offer("qwen", title="Qwen2.5 1.5B"), an_offer("small", recommended=False, size=98_000_000)]
    services.fetching = fetching
    return services


def offered(bench: Make, services: FakeServices, session: FakeSession) -> Bench:
    window = bench(services=services).opened(session)
    until(window.rooms.ask.notice.isVisible)
    return window


def test_without_a_writer_one_sentence_and_a_button_with_the_size(bench: Make, session: FakeSession) -> None:
    window = offered(bench, without_a_writer(session), session)
    assert "No model that writes answers" in window.rooms.ask.notice.text
    assert window.rooms.ask.notice._button.text() == "Get one · 1.1 GB"
    assert window.rooms.ask.notice._button.accessibleName() == "Get Qwen2.5 1.5B, 1.1 GB, from huggingface.co"


def test_with_a_writer_nothing_is_offered(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    until(lambda: window.works.fetching.offers)
    assert not window.rooms.ask.notice.isVisible()


def test_a_vault_in_other_languages_is_offered_a_model_that_knows_them(bench: Make, session: FakeSession) -> None:
    services = FakeServices(session)
    known = an_offer("minilm", task="embed", here=True, chosen=True)
    services.offers = [
        services.offers[0],
        known,
        an_offer("many", title="Many", task="embed", note="Much is not in English.", for_languages=True),
    ]
    window = offered(bench, services, session)
    assert window.rooms.ask.notice.text.startswith("Much is not in English. Until you get another")
    assert window.rooms.ask.notice._button.accessibleName().startswith("Get Many, 1.1 GB")


def test_with_another_model_for_meaning_the_vectors_are_completed(bench: Make, session: FakeSession) -> None:
    services = FakeServices(session)
    services.offers += [an_offer(name, task="embed", here=True, chosen=name == "old") for name in ("old", "new")]
    window = bench(services=services).opened(session)
    until(lambda: window.works.fetching.offers)
    assert ("index", ()) not in session.history
    window.works.fetching.use("new")
    until(lambda: ("index", ()) in session.history)


def test_getting_one_says_who_is_talked_to_and_ends_offline(bench: Make, session: FakeSession) -> None:
    gate = Gate()
    services = without_a_writer(session, FetchProgress(469_000_000, 1_117_000_000, "huggingface.co"), gate)
    window = offered(bench, services, session)
    QTest.mouseClick(window.rooms.ask.notice._button, Qt.MouseButton.LeftButton)
    until(lambda: "42 %" in window.rooms.sidebar.status.text or "41 %" in window.rooms.sidebar.status.text)
    assert "from huggingface.co" in window.rooms.sidebar.status.text
    assert window.rooms.ask.notice.text.startswith("Getting Qwen2.5 1.5B: 469 MB of 1.1 GB")
    gate.open()
    until(lambda: window.rooms.sidebar.status.text == "offline")
    until(lambda: not window.rooms.ask.notice.isVisible())
    until(lambda: window.works.fetching.missing_writer is None)


def test_getting_can_be_stopped(bench: Make, session: FakeSession) -> None:
    services = without_a_writer(session, FetchProgress(1, 10, "huggingface.co"), Gate())
    window = offered(bench, services, session)
    QTest.mouseClick(window.rooms.ask.notice._button, Qt.MouseButton.LeftButton)
    until(lambda: window.rooms.ask.notice._button.text() == "Stop")
    QTest.mouseClick(window.rooms.ask.notice._button, Qt.MouseButton.LeftButton)
    until(lambda: not window.works.fetching.fetching)
    until(lambda: "No model" in window.rooms.ask.notice.text)


def test_a_failure_is_said_in_the_room_of_the_models(bench: Make, session: FakeSession) -> None:
    services = without_a_writer(session, MunimentError("The network is switched off; switch it on and try again."))
    window = offered(bench, services, session)
    window.window.conductor.stage.enter("models")
    QTest.mouseClick(card(window, "qwen").button, Qt.MouseButton.LeftButton)
    until(lambda: window.rooms.models._said.text().startswith("The network is switched off"))
    until(lambda: window.rooms.sidebar.status.text == "offline")


def test_a_failure_stays_where_one_asks_until_it_is_tried_again(bench: Make, session: FakeSession) -> None:
    services = without_a_writer(session, MunimentError("The network is switched off; switch it on and try again."))
    window = offered(bench, services, session)
    button, listed = window.rooms.ask.notice._button, []
    window.works.fetching.listed.connect(listed.append)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    until(lambda: listed)
    assert window.rooms.ask.notice.text.startswith("The network is switched off")
    assert button.text() == "Try again"
    begun: list[str] = []
    window.works.fetching.progressed.connect(lambda name, progress: begun.append(name) if progress is not None else None)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert begun == ["qwen"]
    until(lambda: not window.works.fetching.fetching)


def test_another_model_is_one_click(bench: Make, session: FakeSession) -> None:
    services = FakeServices(session)
    services.offers = [an_offer("one", here=True, chosen=True), an_offer("two", here=True)]
    window = bench(services=services).opened(session)
    until(lambda: window.works.fetching.offers)
    window.window.conductor.stage.enter("models")
    assert not card(window, "one").button.isEnabled()
    QTest.mouseClick(card(window, "two").button, Qt.MouseButton.LeftButton)
    until(lambda: services.used == ["two"])
    until(lambda: not card(window, "two").button.isEnabled())


def card(window: Bench, name: str) -> ModelCard:
    return window.rooms.models._cards[name]

"""Engines elsewhere: set up and removed by keys below the models; the key is never shown, and gone from its field at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from muniment_desktop.window.models.elsewhere import Elsewhere
from muniment_desktop.window.models.engine_card import EngineCard
from muniment_engines.errors import EngineError
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from window_driving import Bench, until
from window_fakes import FakeServices, FakeSession, Gate

Make = Callable[..., Bench]
MEMORY = "The key is kept in memory only."


@pytest.fixture
def services(session: FakeSession) -> FakeServices:
    return FakeServices(session)


@pytest.fixture
def page(bench: Make, session: FakeSession, services: FakeServices) -> Elsewhere:
    window = bench(session, services=services)
    window.window.conductor.stage.enter("models")
    return window.rooms.models.elsewhere


def type_in(page: Elsewhere, *texts: str) -> None:
    for field, text in zip(page.fields, texts, strict=True):
        QTest.keyClicks(field, text)
    QTest.keyClick(page.key, Qt.Key.Key_Return)


def cards(page: Elsewhere) -> list[QPushButton]:
    return [b for b in page.findChildren(QPushButton) if b.text() == "Remove" and b.isVisibleTo(page)]


def test_one_is_set_up_and_removed_with_its_key(page: Elsewhere, services: FakeServices) -> None:
    services.key_kept = MEMORY
    assert not page.add.isEnabled()
    type_in(page, "office", "https://api.example.org/v1", "large", "sk-1")
    assert page.key.text() == ""
    until(lambda: len(cards(page)) == 1)
    assert services.keys == {"office": "sk-1"}
    assert page._said.text() == MEMORY
    assert not any(field.text() for field in page.fields)
    assert cards(page)[0].accessibleName() == "Remove office and its key"
    QTest.keyClick(cards(page)[0], Qt.Key.Key_Space)
    until(lambda: not cards(page))
    assert services.keys == {}


def test_what_is_wrong_is_said_and_only_the_key_is_typed_again(page: Elsewhere, services: FakeServices) -> None:
    type_in(page, "office", "nowhere", "large", "sk-1")
    until(lambda: page._said.text() == "That is no server's address.")
    assert page.name.text() == "office"
    assert page.key.text() == ""
    assert services.set_up == []


def test_the_key_is_hidden_and_every_field_has_a_name(page: Elsewhere) -> None:
    assert page.key.echoMode() == QLineEdit.EchoMode.Password
    assert len({field.accessibleName() for field in page.fields}) == 4


def card(page: Elsewhere) -> EngineCard:
    until(lambda: bool(page._cards))
    return page._cards["office"]


def test_a_test_says_what_came_back_and_can_be_stopped(page: Elsewhere, services: FakeServices) -> None:
    services.set_up, services.keys["office"] = ["office"], ""
    page.refresh()
    never = Gate()
    services.trials = [never, "nothing"]
    QTest.keyClick(card(page).test, Qt.Key.Key_Space)
    until(never.reached.is_set)
    assert (card(page).test.text(), card(page).said.text()) == ("Stop", "Waiting for its answer …")
    page.refresh()  # as after the sheet, when one comes back
    until(lambda: card(page).test.text() == "Stop")
    QTest.keyClick(card(page).test, Qt.Key.Key_Space)
    until(lambda: card(page).test.text() == "Test")
    assert card(page).said.text() == ""
    services.trials = ["“office” answers: ready · 12 tokens read, 1 written"]
    QTest.keyClick(card(page).test, Qt.Key.Key_Space)
    until(lambda: card(page).said.text().startswith("“office” answers: ready"))
    services.trials = [EngineError("The server does not accept the key.")]
    QTest.keyClick(card(page).test, Qt.Key.Key_Space)
    until(lambda: card(page).said.text() == "The server does not accept the key.")
    assert card(page).said.property("look") == "bad"


def test_which_plugin_makes_it_is_chosen_where_there_are_several(page: Elsewhere, services: FakeServices) -> None:
    assert not page.plugin.isVisibleTo(page)
    services.plugins = ["openai", "other"]
    page.refresh()
    until(lambda: page.plugin.isVisibleTo(page))
    QTest.keyClick(page.plugin, Qt.Key.Key_Down)
    type_in(page, "office", "https://api.example.org/v1", "large", "sk-1")
    until(lambda: bool(services.set_up))
    assert services.made_with == {"office": "other"}

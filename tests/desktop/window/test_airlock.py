"""The airlock's sheet: shown while a lane waits, answered by its buttons, kept here by whatever else one does."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

import pytest
from muniment_desktop.airlock import Change, Decision, Draft, Job, Keep, Once, Sheet, Standing
from muniment_desktop.airlock.sheet import Prices, sheet_of
from muniment_desktop.outgoing import Outgoing
from muniment_engines.api import Cancel, Cancelled, ChatRequest, HttpRequest, Message
from muniment_retrieval.masking import find
from muniment_retrieval.vault.policies import Policy
from window_driving import Bench, until
from window_fakes import FakeServices, FakeSession

Make = Callable[..., Bench]
TEXT = "Write to anna.orion@example.com 𝄞 about it.\nThe notice is ninety days."


def a_sheet(policy: Policy = Policy.MASKED_ONLY) -> Sheet:
    request = ChatRequest((Message("user", TEXT),))
    draft = Draft(request, [find(TEXT)])
    body = json.dumps({"messages": draft.texts}, ensure_ascii=False).encode()
    sent = HttpRequest("POST", "https://api.example.org/v1", (("Authorization", "Bearer {{key}}"),), body).complete()
    outgoing = Outgoing(sent, "office", "m", "https://api.example.org", "a question", 1)
    return sheet_of(outgoing, Job("a question", (1,)), draft, policy, Prices(1.0, 1.0), ("Lease.pdf, p. 3",), ())


@pytest.fixture
def services(session: FakeSession) -> FakeServices:
    return FakeServices(session)


@pytest.fixture
def window(bench: Make, session: FakeSession, services: FakeServices) -> Bench:
    return bench(session, services=services)


class Asking(threading.Thread):
    """Asks on a thread, as a lane does."""

    def __init__(self, services: FakeServices, sheet: Sheet) -> None:
        super().__init__(daemon=True)
        self.services, self.sheet, self.cancel = services, sheet, Cancel()
        self.said: Decision | None = None
        self.cancelled = False

    def run(self) -> None:
        try:
            self.said = self.services.person.decide(self.sheet, self.cancel)
        except Cancelled:
            self.cancelled = True


@pytest.fixture
def asked(window: Bench, services: FakeServices) -> Callable[..., Asking]:
    def ask(policy: Policy = Policy.MASKED_ONLY) -> Asking:
        asking = Asking(services, a_sheet(policy))
        asking.start()
        until(lambda: window.rooms.room == "airlock")
        return asking

    return ask


def answer(asking: Asking) -> Decision | None:
    until(lambda: not asking.is_alive())
    return asking.said


def test_the_sheet_shows_the_request_to_the_letter(window: Bench, asked: Callable[..., Asking]):
    asking = asked()
    shown = window.rooms.airlock.text.toPlainText()
    assert shown.startswith("POST https://api.example.org/v1\nHost: api.example.org")
    assert shown.endswith(asking.sheet.outgoing.request.body.decode())
    assert "orion" not in shown
    (mark,) = window.rooms.airlock.text.extraSelections()
    assert mark.cursor.selectedText() == "[MAIL_1]"
    assert window.rooms.airlock.keep.hasFocus()
    window.rooms.airlock.keep.click()
    assert isinstance(answer(asking), Keep)
    assert window.rooms.room != "airlock"


def test_it_is_sent_once_and_the_bottom_left_says_so(window: Bench, asked: Callable[..., Asking], services: FakeServices):
    asking = asked()
    window.rooms.airlock.send.click()
    assert isinstance(answer(asking), Once)
    services.person.sending("api.example.org")
    until(lambda: "sending to api.example.org" in window.rooms.sidebar.status.text)
    services.person.sending("")
    until(lambda: "sending" not in window.rooms.sidebar.status.text)


def test_allowing_for_a_while_is_behind_a_disclosure(window: Bench, asked: Callable[..., Asking]):
    asking = asked()
    page = window.rooms.airlock
    assert not page.allow.isVisible()
    page.more.click()
    assert page.allow.isVisible()
    page.allow.click()
    assert answer(asking) == Standing(900.0)


def test_whoever_goes_elsewhere_keeps_it_here(window: Bench, asked: Callable[..., Asking]):
    asking = asked()
    window.press("Ctrl+8")
    assert isinstance(answer(asking), Keep)
    assert window.rooms.room == "privacy"


def test_what_is_stopped_is_put_away(window: Bench, asked: Callable[..., Asking]):
    asking = asked()
    asking.cancel.request()
    until(lambda: not asking.is_alive() and window.rooms.room != "airlock")
    assert asking.cancelled


def test_a_masked_part_is_left_as_it_is_only_where_that_is_allowed(window: Bench, asked: Callable[..., Asking]):
    asking = asked()
    window.rooms.airlock.unmask("[MAIL_1]")
    assert asking.is_alive()
    window.rooms.airlock.keep.click()
    answer(asking)
    asking = asked(Policy.ASK)
    window.rooms.airlock.unmask("[MAIL_1]")
    said = answer(asking)
    assert isinstance(said, Change)
    assert said.edits.bare == (("mail", "anna.orion@example.com"),)

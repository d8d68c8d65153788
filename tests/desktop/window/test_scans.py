"""Pages that are pictures: what is said of them, and that they are gone on with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from muniment_desktop.window.source.recognised import FAILED, NOTHING_WRITTEN, READ, READ_BADLY, WAITING, scan_sentence
from muniment_desktop.window.source.spot import Spot
from muniment_retrieval.model import IndexReport, Progress, Scan
from window_driving import Bench, settle, until
from window_fakes import FakeSession, Gate, a_document, a_page

Make = Callable[..., Bench]

SENTENCES = {
    READ: {"scan": Scan.READ, "confidence": 0.98},
    READ_BADLY: {"scan": Scan.READ, "confidence": 0.8},
    NOTHING_WRITTEN: {"scan": Scan.READ, "text": " "},
    WAITING: {"scan": Scan.WAITING},
    FAILED: {"scan": Scan.FAILED},
    "": {},
}


def said(window: Bench) -> str:
    notice = window.rooms.source._notice
    return notice.text() if not notice.isHidden() else ""


def show(window: Bench, session: FakeSession) -> None:
    document = session.stored[0]
    window.rooms.source.show_spot(Spot(document.id, document.path, 0, "1"))
    window.rooms.columns.open_source(True)
    until(lambda: window.rooms.source.page_view.canvas.drawn)
    window.drawn()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_where_the_text_of_a_page_comes_from_is_said(bench: Make, session: FakeSession, sentence: str) -> None:
    session.pages[1, 0] = replace(a_page(1, 0), **SENTENCES[sentence])  # type: ignore[arg-type]
    window = bench(session)
    show(window, session)
    assert said(window) == sentence == scan_sentence(session.pages[1, 0])
    window.rooms.source.foot.toggle_text()
    assert said(window) == sentence


def test_a_page_that_waits_is_shown_anew_once_it_is_recognised(bench: Make, session: FakeSession) -> None:
    gate = Gate()
    path = session.stored[0].path
    told = [Progress("recognising", 1, 2, "/home/ada/other.pdf"), gate, Progress("recognising", 2, 2, path), IndexReport()]
    session.readings.append(told)
    session.pages[1, 0] = replace(a_page(1, 0), scan=Scan.WAITING)
    window = bench(session)
    show(window, session)
    window.add()
    until(gate.reached.is_set)
    settle()
    asked = len(session.said("page"))
    assert said(window) == WAITING
    session.pages[1, 0] = replace(a_page(1, 0), scan=Scan.READ)
    gate.open()
    until(lambda: said(window) == READ)
    assert len(session.said("page")) == asked + 1


def test_what_an_earlier_day_left_unread_is_gone_on_with_once(bench: Make) -> None:
    session = FakeSession(documents=[a_document(1), a_document(2, scans=3)])
    window = bench(session)
    until(lambda: session.said("index"))
    until(lambda: not window.works.indexing.running)
    window.works.listing.refresh()
    window.drawn()
    settle()
    assert session.said("index") == [("index", ())]


def test_nothing_is_begun_where_no_page_waits(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.drawn()
    assert session.said("index") == []

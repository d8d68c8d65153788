"""Names found in a worker: in portions, within limits of time, and only where the texts have them."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from muniment_engines.api import Cancel, Cancelled, Named
from muniment_engines.errors import EngineCrashed, EngineError
from muniment_engines.host import RedactWorker, redact

Make = Callable[..., RedactWorker]


def test_names_of_each_text(redact_worker: Make) -> None:
    found = redact_worker().names(["ünï ANNA met BEN", "", "nobody", "\ud800 CARL"], Cancel())
    assert found == [(Named(4, 8, "person", 0.5), Named(13, 16, "person", 0.5)), (), (), (Named(2, 6, "person", 0.5),)]


def test_many_texts_go_over_in_portions(redact_worker: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redact, "CHARACTERS_AT_ONCE", 10)
    texts = ["ANNA"] * 7 + ["a text that is longer than a portion BEN"] + ["CARL"]
    found = redact_worker().names(texts, Cancel())
    assert [text[name.start : name.end] for text, (name,) in zip(texts, found, strict=True)] == ["ANNA"] * 7 + ["BEN", "CARL"]


@pytest.mark.parametrize("act", ["sleep", "sleep_deep"])
def test_an_engine_that_hangs_is_cancelled(redact_worker: Make, act: str) -> None:
    worker, cancel = redact_worker("rogues"), Cancel()
    worker.start()
    timer = threading.Timer(0.2, cancel.request)
    timer.start()
    with pytest.raises(Cancelled):
        worker.names([act], cancel)
    timer.join()
    assert worker.names(["harmless"], Cancel())


@pytest.mark.parametrize(("act", "error"), [("crash", EngineCrashed), ("mistake", EngineCrashed), ("sleep", EngineError)])
def test_a_text_that_does_harm_is_told(
    redact_worker: Make, act: str, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    if act == "sleep":
        monkeypatch.setattr(redact, "SECONDS", 0.5)
    worker = redact_worker("rogues")
    with pytest.raises(error):
        worker.names([act], Cancel())
    monkeypatch.undo()
    assert worker.names(["harmless"], Cancel()) == [(Named(0, 8, "person", 1.0),)]


@pytest.mark.parametrize("lie", ["beyond", "sure", "fewer"])
def test_what_cannot_have_been_found_ends_the_process(redact_worker: Make, lie: str) -> None:
    worker = redact_worker("rogues")
    with pytest.raises(EngineCrashed, match="no answer"):
        worker.names([lie, "more"], Cancel())
    assert worker.state == "off"

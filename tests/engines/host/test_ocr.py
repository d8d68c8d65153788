from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from muniment_engines.api import Cancel, Cancelled, Ocr, Pixels
from muniment_engines.conformance.blocks import drawn
from muniment_engines.errors import DocumentError, EngineCrashed
from muniment_engines.host import OcrWorker, ocr
from muniment_engines.worker import BEHIND

Make = Callable[..., OcrWorker]


def said(worker: Ocr, pixels: Pixels) -> list[str]:
    seen = worker.recognise(pixels, Cancel())
    return [" ".join(word.text for word in line.words) for line in seen.lines]


def test_a_picture_is_read(ocr_worker: Make) -> None:
    worker = ocr_worker(confidence=0.5)
    seen = worker.recognise(drawn("Öne two\n\n three 📜"), Cancel())
    assert [[word.text for word in line.words] for line in seen.lines] == [["Öne", "two"], ["three", "📜"]]
    assert [line.confidence for line in seen.lines] == [0.5, 0.5]
    assert seen.lines[1].words[0].box == (6.0, 24.0, 34.0, 32.0)
    assert seen.turned == 0


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
def test_it_leaves_the_processor_to_others(ocr_worker: Make) -> None:
    worker = ocr_worker()
    worker.start()
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    (child,) = (int(number) for task in tasks for number in task.read_text().split())
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, child) == min(19, mine + BEHIND)


def test_a_large_picture_goes_over_in_bands(ocr_worker: Make) -> None:
    worker = ocr_worker()
    assert said(worker, drawn("top" + "\n" * 60 + "bottom", scale=8.0)) == ["top", "bottom"]


def test_no_picture_is_too_small(ocr_worker: Make) -> None:
    worker = ocr_worker()
    assert said(worker, Pixels(np.zeros((0, 5, 4), np.uint8))) == []
    assert said(worker, Pixels(np.full((1, 1, 4), 255, np.uint8))) == []


def test_a_picture_beyond_the_limit_is_refused(ocr_worker: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MOST_PIXELS", 99)
    with pytest.raises(DocumentError) as caught:
        said(ocr_worker(), Pixels(np.zeros((10, 10, 4), np.uint8)))
    assert caught.value.state == "too large"


def test_pictures_of_two_threads_do_not_mix(ocr_worker: Make) -> None:
    worker, found = ocr_worker(), dict[int, list[str]]()

    def read(number: int) -> None:
        found[number] = said(worker, drawn(f"{number}" + "\n" * 60 + f"{number}", scale=6.0))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: [str(number)] * 2 for number in range(3)}


def test_reading_is_cancelled(ocr_worker: Make) -> None:
    cancel = Cancel()
    cancel.request()
    worker = ocr_worker()
    with pytest.raises(Cancelled):
        worker.recognise(drawn("word"), cancel)
    assert said(worker, drawn("next")) == ["next"]


@pytest.mark.parametrize("act", ["sleep", "sleep_deep"])
def test_an_engine_that_hangs_is_cancelled(ocr_worker: Make, act: str) -> None:
    worker, cancel = ocr_worker("rogues"), Cancel()
    worker.start()
    timer = threading.Timer(0.2, cancel.request)
    timer.start()
    with pytest.raises(Cancelled):
        worker.recognise(drawn(act), cancel)
    timer.join()
    assert said(worker, drawn("harmless")) == ["word"]


@pytest.mark.parametrize(
    ("act", "error", "state"),
    [
        ("crash", EngineCrashed, None),
        ("mistake", EngineCrashed, None),
        ("exhaust", DocumentError, "too large"),
        ("vanish", DocumentError, "too large"),
        ("sleep", DocumentError, "timed out"),
    ],
)
def test_a_picture_that_does_harm_costs_itself_alone(
    ocr_worker: Make, act: str, error: type[Exception], state: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if act == "sleep":
        monkeypatch.setattr(ocr, "SECONDS", 0.5)
        monkeypatch.setattr(ocr, "SECONDS_PER_MEGAPIXEL", 0.0)
    worker = ocr_worker("rogues")
    with pytest.raises(error) as caught:
        said(worker, drawn(act))
    assert getattr(caught.value, "state", None) == state
    monkeypatch.undo()
    assert said(worker, drawn("harmless")) == ["word"]


@pytest.mark.parametrize("lie", ["outside", "sure", "slanted"])
def test_what_cannot_have_been_seen_ends_the_process(ocr_worker: Make, lie: str) -> None:
    worker = ocr_worker("rogues")
    with pytest.raises(EngineCrashed, match="no answer"):
        said(worker, drawn(lie))
    assert worker.state == "off"


def test_an_engine_that_cannot_be_opened_says_so(ocr_worker: Make) -> None:
    worker = ocr_worker("rogues", act="exhaust")
    with pytest.raises(Exception, match="Memory ran out") as caught:
        said(worker, drawn("word"))
    assert not isinstance(caught.value, DocumentError)


def test_another_kind_of_engine_is_refused(launcher: object, tmp_path: Path) -> None:
    from muniment_engines.errors import EngineError
    from muniment_engines.host import WorkerSpec

    with (
        OcrWorker(launcher, WorkerSpec("muniment_engines.conformance.fakes:parse", "ocr", {})) as worker,  # type: ignore[arg-type]
        pytest.raises(EngineError, match="another kind"),
    ):
        worker.start()

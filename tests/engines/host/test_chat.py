"""The chat worker: a real process, with engines that behave and engines that do not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from muniment_engines.api import Cancel, Cancelled, ChatRequest, Message, TextDelta, Usage
from muniment_engines.errors import EngineCrashed, EngineError, EngineMissing, MunimentError, NotEnoughMemory
from muniment_engines.host import ChatWorker, WorkerSpec, exchange
from muniment_engines.launcher import Child, DirectLauncher

Make = Callable[..., ChatWorker]

NEVER = 1_000_000.0
"""Seconds after which a step towards the end of a process is no longer taken within a test."""


def asked(text: str) -> ChatRequest:
    return ChatRequest((Message("user", text),), max_tokens=1_000_000)


def said(worker: ChatWorker, text: str) -> str:
    return "".join(piece.text for piece in worker.generate(asked(text), Cancel()) if isinstance(piece, TextDelta))


def test_it_writes_what_the_engine_writes(chat: Make) -> None:
    worker = chat(replies='["one two"]')
    assert worker.state == "off"
    *pieces, usage = worker.generate(asked("question"), Cancel())
    assert pieces == [TextDelta("one "), TextDelta("two")]
    assert usage == Usage(1, 2)
    assert worker.count_tokens("a b c").value == 3
    assert worker.state == "ready"
    assert worker.info.name == "scripted"


def test_the_process_says_that_it_is_confined(chat: Make) -> None:
    worker = chat()
    assert worker.confinement == {}
    worker.start()
    assert worker.confinement["profile"] == "worker"


def test_a_question_of_a_hundred_thousand_characters_goes_over(chat: Make) -> None:
    question = "\U0001f4dc\ud800é " * 25_000
    assert said(chat(), question) == question


def test_more_text_than_goes_over_is_said_and_harms_nothing(chat: Make) -> None:
    worker = chat()
    with pytest.raises(EngineError, match="shorten"):
        worker.count_tokens("x" * 80_000_000)
    assert worker.count_tokens("a").value == 1


def test_what_an_engine_prints_is_never_taken_for_a_frame(chat: Make) -> None:
    assert said(chat("rogues"), "chatter") == "begun done"


@pytest.mark.parametrize(
    ("act", "error", "words"),
    [
        ("crash", EngineCrashed, "stopped unexpectedly"),
        ("vanish", NotEnoughMemory, "memory ran out"),
        ("exhaust", NotEnoughMemory, "Memory ran out"),
        ("mistake", EngineCrashed, "ValueError"),
        ("leave", EngineCrashed, "SystemExit"),
        ("wrong", EngineCrashed, "TypeError"),
        ("refuse", MunimentError, "cannot be done here"),
    ],
)
def test_whatever_an_engine_does_it_costs_one_answer(chat: Make, act: str, error: type[Exception], words: str) -> None:
    worker = chat("rogues")
    pieces = worker.generate(asked(act), Cancel())
    assert next(pieces) == TextDelta("begun")
    with pytest.raises(error, match=words) as caught:
        list(pieces)
    assert type(caught.value) is error
    assert "secret" not in str(caught.value)
    assert said(worker, "nothing") == "begun done"


@pytest.mark.parametrize("act", ["crash", "exhaust", "mistake", "refuse"])
def test_an_engine_that_does_not_open_is_tried_again(launcher: DirectLauncher, act: str) -> None:
    spec = WorkerSpec("muniment_engines.conformance.rogues:chat", "chat", {"act": act})
    with ChatWorker(launcher, spec) as worker:
        for _ in range(2):
            with pytest.raises(MunimentError):
                worker.start()


@pytest.mark.parametrize(
    ("reference", "error", "words"),
    [
        ("no_such_package.engine", EngineMissing, "no_such_package"),
        ("muniment_engines.conformance.fakes:absent", EngineCrashed, "AttributeError"),
        ("muniment_engines.conformance.rogues:from_the_future", EngineError, "another version"),
        ("muniment_engines.conformance.fakes:embed", EngineError, "another kind"),
    ],
)
def test_an_engine_that_is_none_is_said(launcher: DirectLauncher, reference: str, error: type[Exception], words: str) -> None:
    with ChatWorker(launcher, WorkerSpec(reference, "chat", {})) as worker, pytest.raises(error, match=words):
        worker.start()


def test_memory_over_its_limit_is_refused_to_a_worker(launcher: DirectLauncher) -> None:
    spec = WorkerSpec("muniment_engines.conformance.rogues:chat", "chat", {"act": "exhaust"}, memory_bytes=4 << 30)
    with ChatWorker(launcher, spec) as worker, pytest.raises(NotEnoughMemory):
        worker.start()


def cancel_in_the_midst(worker: ChatWorker, text: str) -> None:
    cancel = Cancel()
    with pytest.raises(Cancelled):
        for _ in worker.generate(asked(text), cancel):
            cancel.request()


def test_an_engine_that_looks_stops_when_it_is_asked(chat: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "ABORT_AFTER", NEVER)
    monkeypatch.setattr(exchange, "KILL_AFTER", NEVER)
    worker = chat()
    cancel_in_the_midst(worker, "word " * 200_000)
    assert worker.state == "ready"


@pytest.mark.parametrize("act", ["sleep", "flood"])
def test_an_engine_that_does_not_look_is_aborted_and_lives(chat: Make, act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "KILL_AFTER", NEVER)
    worker = chat("rogues")
    cancel_in_the_midst(worker, act)
    assert worker.state == "ready"


def test_an_engine_that_hangs_in_native_code_is_ended(chat: Make) -> None:
    worker = chat("rogues")
    cancel_in_the_midst(worker, "sleep_deep")
    assert worker.state == "off"
    assert said(worker, "nothing") == "begun done"


def test_a_cancel_from_before_starts_nothing(chat: Make) -> None:
    worker, cancel = chat(), Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        next(worker.generate(asked("question"), cancel))
    assert worker.state == "off"


def test_an_answer_that_is_given_up_stops_the_engine(chat: Make) -> None:
    worker = chat()
    pieces = worker.generate(asked("word " * 200_000), Cancel())
    next(pieces)
    assert worker.state == "busy"
    pieces.close()
    assert worker.state == "ready"
    assert worker.count_tokens("a").value == 1


def test_a_second_call_in_the_midst_of_a_first_is_a_mistake_that_is_said(chat: Make) -> None:
    worker = chat()
    pieces = worker.generate(asked("a b c"), Cancel())
    next(pieces)
    with pytest.raises(RuntimeError, match="one call at a time"):
        worker.count_tokens("a")
    assert list(pieces)[-1] == Usage(3, 3)


def test_another_threads_call_waits_for_its_turn(chat: Make) -> None:
    worker = chat()
    pieces = worker.generate(asked("a b c"), Cancel())
    next(pieces)
    counted: list[int] = []
    other = threading.Thread(target=lambda: counted.append(worker.count_tokens("a b").value))
    other.start()
    assert len(list(pieces)) == 3
    other.join(30)
    assert counted == [2]


def test_who_waits_for_a_turn_can_stop_waiting(chat: Make) -> None:
    worker, cancel = chat(), Cancel()
    pieces = worker.generate(asked("a b c"), Cancel())
    next(pieces)
    outcome: list[type[BaseException]] = []

    def wait() -> None:
        try:
            list(worker.generate(asked("later"), cancel))
        except Cancelled as error:
            outcome.append(type(error))

    other = threading.Thread(target=wait)
    other.start()
    cancel.request()
    other.join(30)
    assert outcome == [Cancelled]
    pieces.close()


def test_closing_ends_a_call_in_progress(chat: Make) -> None:
    worker = chat("rogues")
    begun = threading.Event()
    outcome: list[type[BaseException]] = []

    def ask() -> None:
        try:
            for _ in worker.generate(asked("sleep_deep"), Cancel()):
                begun.set()
        except Cancelled as error:
            outcome.append(type(error))

    other = threading.Thread(target=ask)
    other.start()
    assert begun.wait(30)
    worker.close()
    other.join(30)
    assert outcome == [Cancelled]
    with pytest.raises(Cancelled):
        worker.start()


class Telling:
    """A launcher that says when a process was started."""

    def __init__(self, launcher: DirectLauncher) -> None:
        self._launcher = launcher
        self.child: Child
        self.started = threading.Event()

    def start(self, role: str, spec: Mapping[str, Any]) -> Child:
        self.child = self._launcher.start(role, spec)
        self.started.set()
        return self.child

    def open_elsewhere(self, target: str) -> None:
        self._launcher.open_elsewhere(target)


HANGS_AT_OPENING = WorkerSpec("muniment_engines.conformance.rogues:chat", "chat", {"act": "sleep_deep"})


def test_closing_ends_a_start_in_progress(launcher: DirectLauncher) -> None:
    telling = Telling(launcher)
    worker = ChatWorker(telling, HANGS_AT_OPENING)
    worker.warm()
    assert telling.started.wait(30)
    worker.close()
    assert telling.child.wait(30) is not None


def test_who_waits_for_a_model_to_load_can_stop_waiting(launcher: DirectLauncher) -> None:
    telling, cancel = Telling(launcher), Cancel()
    with ChatWorker(telling, HANGS_AT_OPENING) as worker:
        stopper = threading.Thread(target=lambda: telling.started.wait(30) and cancel.request())
        stopper.start()
        with pytest.raises(Cancelled):
            list(worker.generate(asked("question"), cancel))
        stopper.join()
        assert worker.state == "starting"


def test_release_gives_the_memory_back_until_the_next_call(chat: Make) -> None:
    worker = chat()
    worker.start()
    worker.release()
    assert worker.state == "off"
    assert said(worker, "again") == "again"


def test_warming_starts_it_in_the_background(chat: Make) -> None:
    worker = chat()
    worker.warm()
    worker.start()
    assert worker.state == "ready"


def test_what_goes_wrong_in_the_background_is_told_by_the_next_call(launcher: DirectLauncher) -> None:
    with ChatWorker(launcher, WorkerSpec("no_such_package", "chat", {})) as worker:
        worker.warm()
        with pytest.raises(EngineMissing):
            worker.start()

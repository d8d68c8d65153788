"""A network engine in a real worker, and its owner's side of what it sends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from muniment_engines.api import Cancel, Cancelled, ChatRequest, HttpReply, HttpRequest, Message, TextDelta, Usage
from muniment_engines.errors import EngineCrashed, Refused, SendingFailed
from muniment_engines.host import ChatWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher

ADDRESS = "https://api.example/v1"


class Owner:
    """Allows everything, and answers with `pieces`. `sent` and `not_asked` are what came to it."""

    def __init__(self) -> None:
        self.sent: list[HttpRequest] = []
        self.not_asked: list[HttpRequest] = []
        self.threads: set[int] = set()
        self.closed = threading.Event()
        self.pieces: list[bytes | Exception] = [b"one ", b"two"]
        self.error: Exception | None = None
        self.taken = 0

    def send(self, request: HttpRequest, cancel: Cancel) -> HttpReply:
        self.threads.add(threading.get_ident())
        self.sent.append(request)
        if self.error is not None:
            raise self.error
        return HttpReply(200, (("content-type", "text/plain"),), self._body())

    def unasked(self, request: HttpRequest) -> None:
        self.not_asked.append(request)

    def _body(self) -> Iterator[bytes]:
        try:
            for piece in self.pieces:
                self.taken += 1
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            self.closed.set()


Make = Callable[..., ChatWorker]


@pytest.fixture
def owner() -> Owner:
    return Owner()


@pytest.fixture
def relay(launcher: DirectLauncher, owner: Owner) -> Iterator[Make]:
    made: list[ChatWorker] = []

    def make(engine: str = "network", outbound: Any = owner, **settings: str) -> ChatWorker:
        spec = WorkerSpec(f"muniment_engines.conformance.{engine}:chat", "chat", {"base_url": ADDRESS, **settings})
        made.append(ChatWorker(launcher, spec, outbound))
        return made[-1]

    yield make
    for worker in made:
        worker.close()


def asked(text: str) -> ChatRequest:
    return ChatRequest((Message("user", text),))


def said(worker: ChatWorker, text: str) -> str:
    return "".join(piece.text for piece in worker.generate(asked(text), Cancel()) if isinstance(piece, TextDelta))


def test_what_an_engine_sends_goes_to_its_owner_and_the_reply_comes_back(relay: Make, owner: Owner) -> None:
    *pieces, usage = relay().generate(asked("the question é"), Cancel())
    assert pieces == [TextDelta("one "), TextDelta("two")]
    assert usage == Usage(1, 2)
    (request,) = owner.sent
    assert (request.method, request.url, request.body) == ("POST", ADDRESS, "the question é".encode())
    assert ("Authorization", "Bearer {{key}}") in request.headers
    assert ("Content-Length", "15") in request.headers
    assert owner.threads == {threading.get_ident()}
    assert owner.closed.is_set()
    assert owner.not_asked == []


def test_a_large_question_and_a_large_reply_go_over_whole(relay: Make, owner: Owner) -> None:
    owner.pieces = [b"x" * 20_000_000]
    question = "abcdefg " * 1_500_000
    assert said(relay(), question) == "x" * 20_000_000
    assert owner.sent[0].body == question.encode()


def test_without_an_owner_nothing_is_sent(relay: Make) -> None:
    with pytest.raises(Refused, match="was not set up to"):
        said(relay(outbound=None), "question")


@pytest.mark.parametrize("error", [Refused("You said no."), SendingFailed("slow", "The host is slow; try again.")])
def test_what_the_owner_says_no_to_is_the_engines_to_tell(relay: Make, owner: Owner, error: Exception) -> None:
    worker = relay()
    owner.error = error
    with pytest.raises(type(error), match=str(error)) as caught:
        said(worker, "question")
    assert getattr(caught.value, "why", None) == getattr(error, "why", None)
    owner.error = None
    assert said(worker, "again") == "one two"


def test_a_reply_that_breaks_off_is_told(relay: Make, owner: Owner) -> None:
    owner.pieces = [b"one ", SendingFailed("cut", "The connection broke off; try again.")]
    pieces = relay().generate(asked("question"), Cancel())
    assert next(pieces) == TextDelta("one ")
    with pytest.raises(SendingFailed, match="broke off"):
        next(pieces)


def test_no_more_is_taken_of_a_reply_than_the_engine_wants(relay: Make, owner: Owner) -> None:
    owner.pieces = [b"word "] * 1_000_000
    pieces = relay().generate(asked("question"), Cancel())
    next(pieces)
    pieces.close()
    assert owner.closed.wait(10)
    assert owner.taken < 5


def test_cancelling_closes_the_connection(relay: Make, owner: Owner) -> None:
    owner.pieces = [b"word "] * 1_000_000
    worker, cancel = relay(), Cancel()
    with pytest.raises(Cancelled):
        for _ in worker.generate(asked("question"), cancel):
            cancel.request()
    assert owner.closed.is_set()
    owner.pieces = [b"still here"]
    assert said(worker, "again") == "still here"


def test_whoever_is_asked_can_stop_everything(relay: Make, owner: Owner) -> None:
    owner.error = Cancelled()
    worker = relay()
    with pytest.raises(Cancelled):
        said(worker, "question")
    assert worker.state == "ready"


def test_a_defect_of_the_owner_is_not_hidden(relay: Make, owner: Owner) -> None:
    owner.error = KeyError("defect")
    with pytest.raises(KeyError):
        said(relay(), "question")


# ── engines that do not behave ───────────────────────────────────────────────────────────────────────────────────────


def test_an_engine_that_sends_while_it_opens_is_refused(relay: Make, owner: Owner) -> None:
    with pytest.raises(Refused, match="nobody had asked for"):
        relay("rogue_network", act="open").start()
    assert (owner.sent, len(owner.not_asked)) == ([], 1)


def test_an_engine_that_sends_while_it_counts_is_refused(relay: Make, owner: Owner) -> None:
    with pytest.raises(Refused, match="nobody had asked for"):
        relay("rogue_network").count_tokens("count this secret")
    assert (owner.sent, [r.body for r in owner.not_asked]) == ([], [b"count this secret"])


def test_an_engine_that_does_not_take_a_no_is_ended(relay: Make, owner: Owner) -> None:
    owner.error = Refused("You said no.")
    with pytest.raises(EngineCrashed, match="no answer"):
        said(relay("rogue_network"), "insist secret")
    assert len(owner.sent) == 4


def test_an_engine_that_speaks_for_a_call_that_is_over_is_ended(relay: Make, owner: Owner) -> None:
    with pytest.raises(EngineCrashed, match="no answer"):
        said(relay("rogue_network"), "stale secret")
    assert (owner.sent, [r.body for r in owner.not_asked]) == ([], [b"secret"])

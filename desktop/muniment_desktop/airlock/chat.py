"""An engine elsewhere, as the rest of the program uses a chat: what it is given is masked, what it says is restored.

Each request belongs to a job that was begun beforehand. A request that a person changes is made anew by the engine and shown
again. Whatever goes wrong is told as `KeptHere`, so that whoever asked goes on with what is on this machine.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Protocol

from muniment_engines.api import Cancel, ChatRequest, TextDelta, TokenCount, Usage
from muniment_engines.errors import MunimentError, Refused
from muniment_retrieval.masking import Restoring, Span
from muniment_retrieval.vault.policies import Policy

from ..engine_setup import ChosenChat
from ..outgoing.sender import OFFLINE
from .draft import Draft, spans_of
from .gate import AirlockGate
from .job import Job
from .sheet import Prices

NEVER = "A document that this touches is never to leave this machine."


class KeptHere(MunimentError):
    """Nothing, or nothing more, is sent; the message says why. What was asked is done on this machine instead."""


class OnlyShown(MunimentError):
    """What would be sent was shown, which is all that was wanted."""


class FindsNames(Protocol):
    """What finds what is to be masked."""

    @property
    def models(self) -> tuple[str, ...]: ...

    def spans(self, texts: Sequence[str], cancel: Cancel) -> list[list[Span]]: ...


class AirlockChat:
    """Satisfies `api.Chat`. One job at a time: another one is kept here meanwhile."""

    def __init__(self, chosen: ChosenChat, gate: AirlockGate, finder: FindsNames, prices: Prices) -> None:
        self._gate = gate
        self._finder = finder
        self._prices = prices
        self.chosen = chosen
        self._one = threading.Lock()
        self._job: Job | None = None
        self._drafts: dict[ChatRequest, Draft] = {}

    @contextmanager
    def job(self, purpose: str, documents: Iterable[int] = ()) -> Iterator[Job]:
        """What is asked meanwhile is for this; the documents may be told later, with `reads`. Raises `KeptHere`."""
        if not self._one.acquire(blocking=False):
            raise KeptHere(f"“{self.chosen.engine}” is busy with something else.")
        made = self._job = Job(purpose, tuple(documents))
        self._drafts = {}
        try:
            if made.documents:
                self._check(made)
            yield made
        finally:
            self._job = None
            self._one.release()

    def reads(self, places: Iterable[tuple[int, int]]) -> None:
        """The next request has text of these pages: document and index. Raises `KeptHere`."""
        job = self._begun()
        job.places = tuple(dict.fromkeys(places))
        job.documents = tuple(dict.fromkeys(document for document, _ in job.places))
        self._check(job)

    def expect(self, requests: Sequence[ChatRequest], more: int, cancel: Cancel) -> None:
        """These will be asked, and perhaps so many `more`; so that a person sees all of a job at its first request."""
        job = self._begun()
        found = self._found(requests, cancel)
        self._drafts = {request: Draft(request, spans) for request, spans in zip(requests, found, strict=True)}
        job.expected, job.more = list(self._drafts.values()), more

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        """Yield the restored reply as it is written, and its `Usage`. Raises `KeptHere`, `Cancelled`."""
        job = self._begun()
        if not job.documents:
            raise KeptHere("It is not known which documents this is from, so nothing was sent.")
        try:
            yield from self._asked(job, request, cancel)
        except (KeptHere, OnlyShown):
            raise
        except MunimentError as error:
            raise KeptHere(str(error)) from error

    def count_tokens(self, text: str) -> TokenCount:
        """Raises `KeptHere` where its engine cannot be used."""
        try:
            return self.chosen.worker.count_tokens(text)
        except MunimentError as error:
            raise KeptHere(str(error)) from error

    def _asked(self, job: Job, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        """A request that a person changes is sent anew; nothing has come of it by then."""
        draft = self._drafts.get(request) or Draft(request, self._found([request], cancel)[0])
        while True:
            job.changed = False
            try:
                yield from self._sent(job, draft, cancel)
                return
            except Refused:
                if job.only_shown:
                    self._show_others(job, draft, cancel)
                if not job.changed:
                    raise

    def _show_others(self, job: Job, first: Draft, cancel: Cancel) -> None:
        """Raises `OnlyShown`."""
        for draft in job.expected:
            if draft is not first:
                with suppress(Refused):
                    list(self._sent(job, draft, cancel))
        raise OnlyShown("Nothing was sent.")

    def _sent(self, job: Job, draft: Draft, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        restoring, usage, before = Restoring(draft.restore), None, job.times
        names = bool(self._finder.models)
        try:
            with self._gate.showing(job, draft, self._prices, names=names), self.chosen.pursuing(job.purpose):
                for piece in self.chosen.worker.generate(draft.request, cancel):
                    if isinstance(piece, Usage):
                        usage = piece
                    elif text := restoring.take(piece.text):
                        yield TextDelta(text)
            if text := restoring.rest():
                yield TextDelta(text)
        finally:
            job.unknown += restoring.unknown
            if usage is not None or job.times > before:
                job.costs(None if usage is None else self._prices.of(usage.prompt_tokens, usage.generated_tokens))
        if usage is not None:
            yield usage

    def _found(self, requests: Sequence[ChatRequest], cancel: Cancel) -> list[list[list[Span]]]:
        texts = [spans_of(request) for request in requests]
        found = iter(self._finder.spans([text for several in texts for text in several], cancel))
        return [[next(found) for _ in several] for several in texts]

    def _check(self, job: Job) -> None:
        """What is not to leave is not masked either, which may take long. Raises `KeptHere`."""
        if self.chosen.sender is not None and self.chosen.sender.offline:
            self._gate.held(job, OFFLINE)
            raise KeptHere(OFFLINE)
        if self._gate.policy_of(job.documents) is Policy.NEVER:
            self._gate.held(job, NEVER)
            raise KeptHere(NEVER)

    def _begun(self) -> Job:
        if self._job is None:
            raise KeptHere("Nobody has asked for this, so nothing was sent.")
        return self._job

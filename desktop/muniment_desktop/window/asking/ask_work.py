"""Asking, on the asking lane: a question goes in, and its exchange changes as hits, words and the checked answer come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Signal

from ..lanes import Job, Lanes
from .exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from muniment_engines.api import Cancel, TextDelta
    from muniment_retrieval.model import Answered, Sources

    from ...session import Session


class AskWork(QObject):
    """`began` with a new exchange; `changed` with an exchange and what of it changed (`exchange.Change`)."""

    began = Signal(object)
    changed = Signal(object, str)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._session: Session | None = None
        self._job: Job | None = None
        self.current: Exchange | None = None

    def use(self, session: Session | None) -> None:
        """Ask this vault from now on; whatever was being answered is given up."""
        if self._job is not None:
            self._job.abandon()
        self._session, self._job, self.current = session, None, None

    @property
    def running(self) -> bool:
        return self.current is not None and self.current.running

    def ask(self, question: str, documents: tuple[int, ...] | None, scope: str) -> None:
        """Begin an exchange. An answer that is still being written stops where it is."""
        session = self._session
        if session is None:
            return
        self.stop()
        exchange = self.current = Exchange(question, documents, scope)
        self.began.emit(exchange)
        self._job = self._lanes.asking.follow(
            lambda cancel: _events(session, exchange, cancel),
            lambda events: self._take(exchange, events),
            lambda error: self._fail(exchange, error),
            lambda: self._end(exchange),
        )

    def stop(self) -> None:
        """Stop writing; what is there stays."""
        if self._job is not None and self.current is not None and self.current.running:
            self.current.stopped = True
            self._job.stop()

    def _take(self, exchange: Exchange, events: list[Sources | TextDelta | Answered]) -> None:
        from muniment_engines.api import TextDelta
        from muniment_retrieval.model import Sources

        for event in events:
            if isinstance(event, TextDelta):
                exchange.text += event.text
            elif isinstance(event, Sources):
                exchange.hits = event.hits
                self.changed.emit(exchange, "hits")
            else:
                exchange.answer = event.answer
        if exchange.answer is not None:
            self.changed.emit(exchange, "answer")
        elif exchange.text:
            self.changed.emit(exchange, "text")

    def _fail(self, exchange: Exchange, error: MunimentError) -> None:
        exchange.error = str(error)
        self.changed.emit(exchange, "failed")

    def _end(self, exchange: Exchange) -> None:
        exchange.running = False
        self.changed.emit(exchange, "ended")


def _events(session: Session, exchange: Exchange, cancel: Cancel) -> Iterator[Sources | TextDelta | Answered]:
    from muniment_retrieval.model import Scope

    exchange.model = session.model_name
    return session.ask(exchange.question, Scope(exchange.documents), cancel)

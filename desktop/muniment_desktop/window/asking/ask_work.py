"""Asking, on the asking lane: a question goes in, and its exchange changes as hits, words and the checked answer come."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Signal

from ..lanes import Job, Lanes
from .exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from muniment_engines.api import Cancel, TextDelta
    from muniment_retrieval.conversations import Understood
    from muniment_retrieval.model import Answered, Kept, Sources
    from muniment_retrieval.reading import Forecast, Looked, Tabled

    from ...session import Session

    Event = Understood | Sources | TextDelta | Answered | Forecast | Looked | Tabled


class AskWork(QObject):
    """`began` with a new exchange; `changed` with an exchange and what of it changed (`exchange.Change`); `kept` with one that
    the vault has now. `turns` are those of the conversation that the next question goes on with.
    """

    began = Signal(object)
    kept = Signal(object)
    changed = Signal(object, str)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._session: Session | None = None
        self._job: Job | None = None
        self.current: Exchange | None = None
        self.conversation: int | None = None
        self.turns: list[Exchange] = []

    def use(self, session: Session | None) -> None:
        """Ask this vault from now on; whatever was being answered is given up."""
        if self._job is not None:
            self._job.abandon()
        self._session, self._job, self.current = session, None, None
        self.begin_conversation()

    def begin_conversation(self) -> None:
        """The next question has nothing to do with those before."""
        self.show(None, [])

    def show(self, conversation: int | None, turns: list[Exchange]) -> None:
        """The next question goes on with this conversation."""
        self.conversation, self.turns = conversation, turns

    @property
    def running(self) -> bool:
        return self.current is not None and self.current.running

    def ask(self, question: str, documents: tuple[int, ...] | None, scope: str, standing: str = "", engine: str = "") -> None:
        """Begin an exchange. An answer that is still being written stops where it is. `standing` is how a follow-up is meant;
        `engine` one elsewhere, where this machine is not to write it.
        """
        session = self._session
        if session is None:
            return
        self.stop()
        exchange = self.current = Exchange(question, documents, scope, self.conversation, standing, engine)
        self.turns = [*self.turns, exchange]
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

    def _take(self, exchange: Exchange, events: list[Event]) -> None:
        from muniment_engines.api import TextDelta
        from muniment_retrieval.conversations import Understood
        from muniment_retrieval.model import Sources
        from muniment_retrieval.reading import Forecast, Looked, Tabled

        for event in events:
            if isinstance(event, Forecast):
                exchange.forecast = event
            elif isinstance(event, Looked):
                exchange.looked = event
            elif isinstance(event, Tabled):
                exchange.table = event.table
                self._keep(exchange, event.kept)
            elif isinstance(event, Understood):
                exchange.understood = event
                self.changed.emit(exchange, "understood")
            elif isinstance(event, TextDelta):
                exchange.text += event.text
            elif isinstance(event, Sources):
                exchange.hits = event.hits
                self.changed.emit(exchange, "hits")
                if exchange.text:  # what an engine elsewhere had begun is written anew on this machine
                    exchange.text, exchange.again = "", True
                    self.changed.emit(exchange, "text")
            else:
                exchange.answer = event.answer
                self._keep(exchange, event.kept)
        if exchange.answer is not None:
            self.changed.emit(exchange, "answer")
        elif exchange.table is not None:
            self.changed.emit(exchange, "table")
        elif exchange.looked is not None:
            self.changed.emit(exchange, "looked")
        elif exchange.text:
            self.changed.emit(exchange, "text")

    def _keep(self, exchange: Exchange, kept: Kept | None) -> None:
        if kept is None:
            return
        exchange.kept, exchange.conversation = kept, kept.conversation
        if exchange in self.turns:
            self.conversation = kept.conversation
        self.kept.emit(exchange)

    def _fail(self, exchange: Exchange, error: MunimentError) -> None:
        exchange.error = str(error)
        self.changed.emit(exchange, "failed")

    def _end(self, exchange: Exchange) -> None:
        exchange.running = False
        self.changed.emit(exchange, "ended")


def _events(session: Session, exchange: Exchange, cancel: Cancel) -> Iterator[Event]:
    """A question for every document is read through, unless there is only one to ask; any other is looked up."""
    from muniment_retrieval.model import Scope

    one = exchange.documents is not None and len(exchange.documents) == 1
    if not one and (events := _through(session, exchange, cancel)) is not None:
        return events
    exchange.model = exchange.engine or session.model_name
    scope, talk = Scope(exchange.documents), exchange.conversation
    return session.ask(exchange.question, scope, cancel, conversation=talk, standing=exchange.standing, engine=exchange.engine)


def _through(session: Session, exchange: Exchange, cancel: Cancel) -> Iterator[Event] | None:
    """A question for every document, or what follows one and becomes one ("and an audit right?"); None for any other."""
    from muniment_retrieval.conversations import Meant, RewrittenBy, Understood
    from muniment_retrieval.model import Scope
    from muniment_retrieval.reading import wanted_of

    if exchange.standing:
        meant = Meant(exchange.question, exchange.standing, RewrittenBy.PERSON)
    else:
        meant = session.talks.meant(exchange.question, exchange.conversation, cancel)
    wanted = wanted_of(meant.standing)
    if wanted is None:
        return None
    chosen = exchange.documents is not None
    understood = [Understood(meant.standing, meant.by, None if chosen else meant.documents)] if meant.by else []
    scope, talk = Scope(exchange.documents if chosen else meant.documents), exchange.conversation or 0
    return chain(understood, session.read_through(wanted, scope, cancel, conversation=talk, meant=meant))

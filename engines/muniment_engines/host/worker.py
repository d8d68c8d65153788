"""What all workers have in common: a process that starts when it is needed, one call at a time, an end that is certain.

A call takes its turn, starts the process where there is none (describe, then open), and reads until the reply is whole. Whatever
ends the process costs that call an error with a sentence; the next call starts a fresh one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager
from typing import Any, Literal, Self, TypeVar

from muniment_engines.api import API_VERSION, Cancel, Cancelled, EngineInfo
from muniment_engines.errors import EngineCrashed, EngineError
from muniment_engines.frames import ProtocolError
from muniment_engines.host.deaths import told
from muniment_engines.host.exchange import Connection, Died, Message
from muniment_engines.host.patience import Patience
from muniment_engines.host.sending import Outbound
from muniment_engines.host.spec import WorkerSpec
from muniment_engines.launcher import Launcher
from muniment_engines.wire.info import info_from_json
from muniment_engines.wire.parts import Parts, decoding

T = TypeVar("T")

DESCRIBE_SECONDS = 60.0
OPEN_SECONDS = 600.0
CALL_SECONDS = 600.0
"""How long an engine may say nothing in the midst of a call: a long prompt on a slow machine takes minutes."""
_LOOK = 0.1
_CLOSE_SECONDS = 2.0

State = Literal["off", "starting", "ready", "busy"]


class Worker:
    """One engine in a process of its own. Thread-safe; calls wait for their turn. A context manager.

    `outbound` is asked about everything that a network engine wants to send; without one, nothing is sent.
    """

    def __init__(self, launcher: Launcher, spec: WorkerSpec, outbound: Outbound | None = None) -> None:
        self.spec = spec
        self._outbound = outbound
        self._launcher = launcher
        self._turn = threading.Lock()
        self._whose_turn: int | None = None
        self._guard = threading.Lock()
        self._connection: Connection | None = None
        self._opened = False
        self._closed = False
        self._warming: Future[None] | None = None
        self._info: EngineInfo | None = None
        self._confinement: Mapping[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def info(self) -> EngineInfo:
        """What the engine says of itself; starts its process the first time, without opening the engine."""
        if self._info is None:
            with self._taking_turn(None), self._telling_deaths():
                self._described()
        assert self._info is not None
        return self._info

    @property
    def confinement(self) -> Mapping[str, Any]:
        """What confines the process, as it said when it started last; empty before."""
        return self._confinement

    @property
    def state(self) -> State:
        connection = self._connection
        if connection is None or not connection.alive:
            return "starting" if self._turn.locked() else "off"
        if not self._opened:
            return "starting"
        return "busy" if self._turn.locked() else "ready"

    def start(self) -> None:
        """Start the process and open the engine, where that has not happened.

        Raises `EngineMissing`, `ModelInvalid`, `NotEnoughMemory`, `EngineCrashed` or another `EngineError`.
        """
        with self._taking_turn(None), self._telling_deaths():
            self._ready()

    def warm(self) -> None:
        """Start in the background. What goes wrong is told by the next call, which tries again."""
        self._open_in_background()

    def release(self) -> None:
        """End the process, and give its memory back; the next call starts another. A call in progress ends in `Cancelled`."""
        with self._guard:
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.kill()

    def close(self) -> None:
        """End the process for good, at once. Calls in progress and later ones raise `Cancelled`."""
        self._closed = True
        self.release()
        if self._warming is not None:
            wait([self._warming], _CLOSE_SECONDS)

    # ── for the kinds of workers ─────────────────────────────────────────────────────────────────────────────────────

    def _call(
        self,
        call: str,
        fields: Mapping[str, Any],
        parts: Parts,
        read: Callable[[Message], T],
        *,
        patience: Patience | None = None,
        cancel: Cancel | None = None,
        descriptors: Sequence[int] = (),
        on: Connection | None = None,
        sends: bool = False,
    ) -> Iterator[T]:
        """Yield what `read` makes of each message of a call. With `on`, only that very process will do; with `sends`, a network
        engine may send meanwhile.

        The worker's turn is held until the iterator has ended or was closed.
        """
        if cancel is not None and on is None:
            cancel.check()
            self._wait_until_open(cancel)
        with self._taking_turn(cancel), self._telling_deaths():
            connection = self._ready() if on is None else self._still(on)
            waiting = patience or Patience(CALL_SECONDS)
            for message in connection.exchange(call, fields, parts, waiting, cancel, descriptors, sends=sends):
                try:
                    item = read(message)
                except ProtocolError:
                    raise connection.died("protocol") from None
                yield item

    def _on_open(self, message: Message) -> None:
        """What the engine says when it has opened; for kinds that read it."""

    def _died(self, death: Died) -> Exception:
        """The error that a call raises when the process has died under it."""
        name = self._info.name if self._info is not None else self.spec.short_name
        return told(death, name, limited=self.spec.memory_bytes is not None)

    # ── turns ────────────────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def _taking_turn(self, cancel: Cancel | None) -> Iterator[None]:
        """Wait for the calls before this one. A thread in the midst of a call cannot make another."""
        if self._whose_turn == threading.get_ident():
            raise RuntimeError("An engine serves one call at a time; end or close the other one first.")
        while not self._turn.acquire(timeout=_LOOK):
            self._check(cancel)
        self._whose_turn = threading.get_ident()
        try:
            self._check(cancel)
            yield
        finally:
            self._whose_turn = None
            self._turn.release()

    def _check(self, cancel: Cancel | None) -> None:
        if self._closed:
            raise Cancelled
        if cancel is not None:
            cancel.check()

    @contextmanager
    def _telling_deaths(self) -> Iterator[None]:
        try:
            yield
        except Died as death:
            with self._guard:
                taken, self._connection = self._connection is None, None
            if taken:  # `release` or `close` ended it
                raise Cancelled from None
            raise self._died(death) from None

    # ── starting ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _open_in_background(self) -> Future[None]:
        with self._guard:
            if self._warming is None or self._warming.done():
                self._warming = Future()
                threading.Thread(target=self._open_for, args=(self._warming,), name="opening an engine", daemon=True).start()
            return self._warming

    def _open_for(self, outcome: Future[None]) -> None:
        try:
            self.start()
        except BaseException as error:
            outcome.set_exception(error)
        else:
            outcome.set_result(None)

    def _wait_until_open(self, cancel: Cancel) -> None:
        """Who waits for a model to load can stop waiting; what is loaded so far is not lost by that."""
        if self.state in ("ready", "busy"):
            return
        opening = self._open_in_background()
        while not wait([opening], _LOOK).done:
            cancel.check()
        opening.result()

    def _still(self, connection: Connection) -> Connection:
        if connection is not self._connection or not connection.alive:
            raise EngineCrashed("The process that had this open has ended; open it again.")
        return connection

    def _ready(self) -> Connection:
        """The process, with its engine open."""
        connection = self._described()
        if not self._opened:
            for message in connection.exchange("open", {}, {}, Patience(OPEN_SECONDS)):
                try:
                    self._on_open(message)
                except ProtocolError:
                    raise connection.died("protocol") from None
            self._opened = True
        return connection

    def _described(self) -> Connection:
        """The process, started where there is none, and what its engine says of itself checked."""
        if self._connection is not None and self._connection.alive:
            return self._connection
        connection = self._started()
        for message in connection.exchange("describe", {}, {}, Patience(DESCRIBE_SECONDS)):
            try:
                self._read_description(message)
            except ProtocolError:
                raise connection.died("protocol") from None
        return connection

    def _started(self) -> Connection:
        self._opened = False
        connection = Connection(self._launcher.start("worker", self.spec.as_json()), self.spec.short_name, self._outbound)
        with self._guard:
            if not self._closed:
                self._connection = connection
                return connection
        connection.kill()
        raise Cancelled

    def _read_description(self, message: Message) -> None:
        with decoding():
            info = info_from_json(message.fields["info"])
            self._confinement = dict(message.fields["confined"])
        if info.api != API_VERSION:
            raise EngineError(f"The engine “{info.name}” is made for another version of Muniment; get the one for this version.")
        if info.kind != self.spec.kind:
            raise EngineError(f"The engine “{info.name}” is of another kind than it was installed as; remove it.")
        self._info = info
        if self._connection is not None:
            self._connection.name = info.name

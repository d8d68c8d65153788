"""One live worker: calls over its channel, each with limits of time, and each cancelled by asking, then aborting, then killing.

The thread that calls is the one that reads; there is no other. It wakes a few times a second to look at the clock and at
`Cancel`, so that it always gets an end: the reply, `Cancelled`, or `Died`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count
from time import monotonic
from typing import Any

from muniment_engines.api import Cancel, Cancelled
from muniment_engines.channel import ChannelClosed
from muniment_engines.errors import EngineCrashed, EngineError
from muniment_engines.frames import Frame, ProtocolError
from muniment_engines.host.patience import Patience
from muniment_engines.host.sending import Outbound, Sending, tell_unasked
from muniment_engines.launcher import Child
from muniment_engines.wire.errors import defect_name, error_from_json
from muniment_engines.wire.parts import Parts, decoding, pack, unpack

ABORT_AFTER = 2.0
"""Seconds from asking an engine to stop to aborting it."""
KILL_AFTER = 3.5
"""Seconds from asking an engine to stop to ending its process."""
_LOOK = 0.1
_LAST = ("done", "cancelled", "error")
_ASK_SECONDS = 0.5
_STATUS_SECONDS = 2.0


class Died(Exception):
    """The worker's process is gone. `why` is "ended", "silent" (ended by us: it took too long) or "protocol" (ended by us)."""

    def __init__(self, why: str, status: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


class Message:
    """What a worker says in answer to a call; the last one's event is "done"."""

    def __init__(self, frame: Frame) -> None:
        with decoding():
            self.event = str(frame.header["event"])
        self.fields = frame.header
        self.parts: Parts = unpack(frame)


class Connection:
    """A worker's process, and the calls made to it. Calls come one after the other; `kill` may come from any thread.

    `outbound` decides about what the engine wants to send; without one, nothing is.
    """

    def __init__(self, child: Child, name: str, outbound: Outbound | None = None) -> None:
        self.name = name
        self.alive = True
        self._child = child
        self._outbound = outbound
        self._numbers = count(1)
        self._killed = False

    def exchange(
        self,
        call: str,
        fields: Mapping[str, Any],
        parts: Parts,
        patience: Patience,
        cancel: Cancel | None = None,
        descriptors: Sequence[int] = (),
        *,
        sends: bool = False,
    ) -> Iterator[Message]:
        """Yield the messages of one call, to "done". An iterator that is given up stops the engine as a cancel does.

        `sends` says whether this is a call in which the engine may send.

        Raises what the engine raised, `Cancelled`, and `Died`.
        """
        number = next(self._numbers)
        self._send_call({**fields, "id": number, "call": call}, parts, descriptors)
        forget = cancel.when_requested(lambda: self.ask(number)) if cancel is not None else lambda: None
        stop = _Stop(self, number, cancel)
        sending = Sending(self._child.channel, self._outbound, cancel, sends)
        whole = False
        try:
            while not whole:
                message = self._next(number, patience, stop)
                whole = message.event in _LAST
                stop.check_end(message)
                if sending.takes(message.event):
                    self._take(sending, message, stop)
                elif not stop.wanted:
                    _raise_error(self.name, message)
                    yield message
        finally:
            forget()
            sending.close()
            if not whole and self.alive:
                self._stop_abandoned(number)

    def kill(self) -> None:
        """End the process."""
        self.alive = False
        self._killed = True
        self._child.kill()

    def died(self, why: str) -> Died:
        """Make sure that the process is gone, and say how it went."""
        self.alive = False
        status = self._status() if why == "ended" and not self._killed else None
        self._child.kill()
        return Died(why, status)

    def ask(self, number: int) -> None:
        """Ask the engine to stop; its call ends soon."""
        self._send_quickly({"cancel": number})

    def abort(self, number: int) -> None:
        """Have `Cancelled` raised in the midst of the engine's code."""
        self._send_quickly({"abort": number})

    def _take(self, sending: Sending, message: Message, stop: _Stop) -> None:
        if stop.wanted:
            return  # the engine has been asked to stop, which wakes it as well
        try:
            sending.take(message.event, message.fields, message.parts)
        except ProtocolError:
            raise self.died("protocol") from None

    # ── receiving ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _next(self, number: int, patience: Patience, stop: _Stop) -> Message:
        """The next message of call `number`."""
        patience.begin()
        while True:
            stop.go_on()
            try:
                frame = self._child.channel.receive(max(0.0, min(_LOOK, patience.left())))
            except TimeoutError:
                if patience.left() <= 0:
                    raise self.died("silent") from None
                continue
            except ProtocolError:
                raise self.died("protocol") from None
            if frame is None:
                raise self.died("ended")
            patience.end()
            return self._message(frame, number)

    def _message(self, frame: Frame, number: int) -> Message:
        try:
            if frame.header.get("id") != number:
                tell_unasked(frame, self._outbound)
                raise ProtocolError("A message answers no call.")
            return Message(frame)
        except ProtocolError:
            raise self.died("protocol") from None

    def _status(self) -> int | None:
        try:
            return self._child.wait(_STATUS_SECONDS)
        except EngineError:
            return None  # the starter is gone as well

    def _stop_abandoned(self, number: int) -> None:
        """Nobody wants the rest: have the engine stop, so that it is ready for the next call, or gone."""
        cancel = Cancel()
        cancel.request()
        self.ask(number)
        stop = _Stop(self, number, cancel)
        with suppress(Died, Cancelled):
            while self._next(number, Patience(KILL_AFTER * 2), stop).event not in _LAST:
                pass

    # ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _send_call(self, fields: Mapping[str, Any], parts: Parts, descriptors: Sequence[int]) -> None:
        try:
            header, attachments = pack(fields, parts)
            self._child.channel.send(header, attachments, descriptors)
        except ProtocolError as error:
            raise EngineError(f"This is more text than “{self.name}” can be given at once; shorten it.") from error
        except ChannelClosed:
            raise self.died("ended") from None
        except TimeoutError:
            raise self.died("silent") from None

    def _send_quickly(self, header: Mapping[str, Any]) -> None:
        with suppress(ChannelClosed, TimeoutError):  # whoever waits for an answer sees it
            self._child.channel.send(header, seconds=_ASK_SECONDS)


class _Stop:
    """Follows one call's `Cancel`: the engine has been asked; now abort, then kill, as the clock says."""

    def __init__(self, connection: Connection, number: int, cancel: Cancel | None) -> None:
        self._connection = connection
        self._number = number
        self._cancel = cancel
        self._since: float | None = None
        self._aborted = False

    @property
    def wanted(self) -> bool:
        return self._cancel is not None and self._cancel.requested

    def go_on(self) -> None:
        """Called again and again while an answer is waited for. Raises `Cancelled` once the process had to be ended."""
        if not self.wanted:
            return
        now = monotonic()
        self._since = now if self._since is None else self._since
        if now - self._since >= ABORT_AFTER and not self._aborted:
            self._aborted = True
            self._connection.abort(self._number)
        if now - self._since >= KILL_AFTER:
            self._connection.kill()
            raise Cancelled

    def check_end(self, message: Message) -> None:
        """Raise `Cancelled` where the engine has stopped because it was asked to."""
        if message.event == "cancelled" or (self.wanted and message.event in ("done", "error")):
            raise Cancelled


def _raise_error(name: str, message: Message) -> None:
    if message.event != "error":
        return
    with decoding():
        data = dict(message.fields["error"])
    error = error_from_json(data)
    if error is not None:
        raise error
    defect = defect_name(data)
    detail = f" ({defect})" if defect else ""
    raise EngineCrashed(f"The engine “{name}” made a mistake{detail}; try again, and tell its makers if it comes back.")

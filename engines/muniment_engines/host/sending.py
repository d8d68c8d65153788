"""The host's side of what a network engine sends: its owner is asked about each request, and the reply goes back as it is wanted.

All of it happens on the thread that made the call, between two messages of the engine: so whoever is asked is asked there, and no
more of a reply is taken from the host than the engine has asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

from muniment_engines.api import Cancel, HttpReply, HttpRequest
from muniment_engines.channel import Channel, ChannelClosed
from muniment_engines.errors import MunimentError, Refused
from muniment_engines.frames import Frame, ProtocolError
from muniment_engines.wire.parts import Buffer, Parts, unpack
from muniment_engines.wire.sending import (
    EVENTS,
    end_answer,
    error_answer,
    head_to_json,
    number_of,
    pieces_of,
    request_from_wire,
)

_MOST_REFUSED = 3
"""How many refusals in one call an engine may meet before it is taken for one that does not listen, and ended."""


class Outbound(Protocol):
    """Whoever started a worker decides about what its engine wants to send. Called on the thread that made the call."""

    def send(self, request: HttpRequest, cancel: Cancel) -> HttpReply:
        """Send it, once it is allowed; returns when the reply begins. Its pieces are taken on the same thread.

        Raises `Refused`, `SendingFailed` and other `MunimentError`s, which the engine is told, and `Cancelled`.
        """
        ...

    def unasked(self, request: HttpRequest) -> None:
        """The engine wanted to send this while nothing was asked of it that it may send for. It was refused."""
        ...


class Sending:
    """What an engine sends in the course of one call. `asked` is false for calls in which it may not send."""

    def __init__(self, channel: Channel, outbound: Outbound | None, cancel: Cancel | None, asked: bool) -> None:
        self._channel = channel
        self._outbound = outbound
        self._cancel = cancel or Cancel()
        self._asked = asked
        self._number = 0
        self._refused = 0
        self._reply: HttpReply | None = None
        self._pieces: Iterator[Buffer] = iter(())

    def takes(self, event: str) -> bool:
        return event in EVENTS

    def take(self, event: str, fields: dict[str, Any], parts: Parts) -> None:
        """Do what the engine's side says. Raises `ProtocolError`, `Cancelled`, and what is a defect of the owner's."""
        number = number_of(fields)
        if event == "send":
            self.close()
            self._number = number
            request = request_from_wire(fields, parts)
            self._answering(lambda: self._begin(request))
        elif event == "more" and self._reply is not None and number == self._number:
            self._answering(self._go_on)
        elif event == "more":
            self._tell(error_answer(number, Refused("This reply is closed; nothing more of it can be had.")))
        elif number == self._number:
            self.close()

    def close(self) -> None:
        """Close the connection to the host, where one is open."""
        reply, self._reply = self._reply, None
        if reply is not None:
            reply.close()

    def _answering(self, do: Any) -> None:
        try:
            do()
        except MunimentError as error:
            self.close()
            self._refused += isinstance(error, Refused)
            if self._refused > _MOST_REFUSED:
                raise ProtocolError("The engine goes on though it was refused.") from error
            self._tell(error_answer(self._number, error))

    def _begin(self, request: HttpRequest) -> None:
        if self._outbound is None:
            raise Refused("This engine wants to send something, and was not set up to; nothing was sent.")
        if not self._asked:
            self._outbound.unasked(request)
            raise Refused("This engine wanted to send something that nobody had asked for; nothing was sent.")
        reply = self._outbound.send(request, self._cancel)
        self._reply = reply
        self._pieces = (part for piece in reply.pieces for part in pieces_of(piece))
        self._tell(head_to_json(self._number, reply))

    def _go_on(self) -> None:
        piece = next(self._pieces, None)
        if piece is None:
            self.close()
            self._tell(end_answer(self._number))
        else:
            self._tell({"answer": self._number}, [piece])

    def _tell(self, header: Mapping[str, Any], attachments: Sequence[Buffer] = ()) -> None:
        with suppress(ChannelClosed, TimeoutError):  # whoever waits for the engine's next message sees it
            self._channel.send(header, attachments)


def tell_unasked(frame: Frame, outbound: Outbound | None) -> None:
    """A message that answers no call may be a request that was made between two calls: its owner is told."""
    if outbound is None or frame.header.get("event") != "send":
        return
    with suppress(ProtocolError):
        outbound.unasked(request_from_wire(frame.header, unpack(frame)))

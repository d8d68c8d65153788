"""The courier that a network engine is given in its worker: it hands requests to the host over the channel, and waits.

Runs on the engine's thread. The thread that reads the channel passes the host's answers on with `answered`. Only one reply is
open at a time, and all of this only within a call; whatever the engine may try, the host looks again.
"""

from __future__ import annotations

import queue
from collections.abc import Mapping
from itertools import count
from typing import Any

from muniment_engines.api import MOST_BODY, HttpReply, HttpRequest
from muniment_engines.errors import Refused
from muniment_engines.frames import Frame
from muniment_engines.wire.parts import Parts
from muniment_engines.wire.sending import head_from_frame, piece_from_frame, request_to_wire
from muniment_engines.worker_request import Request


class WorkerCourier:
    """Satisfies `api.Courier`."""

    def __init__(self) -> None:
        self._answers: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._numbers = count(1)
        self._number = 0
        self._call: Request | None = None

    def send(self, request: HttpRequest) -> HttpReply:
        call = self._call
        if call is None:
            raise Refused("An engine may only send while it is asked something; nothing was sent.")
        if len(request.body) > MOST_BODY:
            raise Refused("This is more than can be sent at once; shorten it. Nothing was sent.")
        call.cancel.check()
        self._number = number = next(self._numbers)
        body = _Body(self, number)
        try:
            self.say("send", number, *request_to_wire(request))
            return head_from_frame(self.wait(number), body)
        except BaseException:
            body.close()
            raise

    def serving(self, call: Request | None) -> None:
        """Which call is being served; none between calls."""
        self._call = call

    def answered(self, frame: Frame) -> None:
        """The host has answered."""
        self._answers.put(frame)

    def say(self, event: str, number: int, fields: Mapping[str, Any] | None = None, parts: Parts | None = None) -> None:
        """Tell the host something of request `number`; nothing where its call is over."""
        if self._call is not None:
            self._call.send(event, {**(fields or {}), "send": number}, parts or {})

    def wait(self, number: int) -> Frame:
        """The host's answer about request `number`. Raises `Cancelled` as soon as the call is cancelled."""
        call = self._call
        if call is None or number != self._number:
            raise Refused("This reply is closed; nothing more of it can be had.")
        forget = call.cancel.when_requested(lambda: self._answers.put(None))
        try:
            while True:
                frame = self._answers.get()
                call.cancel.check()
                if frame is not None and frame.header["answer"] == number:
                    return frame
        finally:
            forget()


class _Body:
    """The pieces of one reply, each asked for when it is wanted."""

    def __init__(self, courier: WorkerCourier, number: int) -> None:
        self._courier = courier
        self._number = number
        self._ended = False

    def __iter__(self) -> _Body:
        return self

    def __next__(self) -> bytes:
        if self._ended:
            raise StopIteration
        try:
            self._courier.say("more", self._number)
            piece = piece_from_frame(self._courier.wait(self._number))
        except BaseException:
            self.close()
            raise
        if piece is None:
            self._ended = True
            raise StopIteration
        return piece

    def close(self) -> None:
        if not self._ended:
            self._ended = True
            self._courier.say("drop", self._number)

"""A reply on its way from the courier to the engine: counted, and its end told to the gate, once, whatever it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import get_args

from muniment_engines.api import Cancel, HttpReply
from muniment_engines.errors import MunimentError, Refused, SendingFailed, SendingFailure

from ..courier.client import Courier
from ..courier.failures import CourierFailed
from .gate import Approved, Gate, Outcome

_SENTENCES: Mapping[SendingFailure, str] = {
    "unreachable": "{host} cannot be reached; check the address, and that the server is running.",
    "certificate": "The certificate of {host} is not one that this machine trusts, so nothing was sent; ask whoever runs it.",
    "slow": "{host} does not answer, or does not go on; try again later.",
    "cut": "The connection to {host} broke off; try again.",
    "too large": "{host} answers with more than any answer is long, so it was stopped.",
    "ended": "The courier ended before it was done; try again.",
}
_REFUSALS = {
    "plain": "An address that begins with http:// is only opened on this machine or in a private network; use https.",
    "host": "The address is not one that this engine may reach; nothing was sent.",
    "request": "The request is not one that can be sent; nothing was sent.",
}


class Following:
    """The pieces of a reply on their way to the engine. Whatever becomes of them, the gate is told once."""

    def __init__(self, gate: Gate, approved: Approved, courier: Courier, host: str, cancel: Cancel) -> None:
        self._gate = gate
        self._approved = approved
        self._courier = courier
        self._host = host
        self._cancel = cancel
        self._reply: HttpReply | None = None
        self._sum = hashlib.sha256()
        self._received = 0
        self._told = False

    def begun(self, reply: HttpReply) -> None:
        self._reply = reply

    def __iter__(self) -> Following:
        return self

    def __next__(self) -> bytes:
        if self._reply is None or self._told:
            raise StopIteration
        with self.telling():
            piece = next(self._reply.pieces, None)
        if piece is None:
            self._tell("done")
            raise StopIteration
        self._received += len(piece)
        self._sum.update(piece)
        return piece

    def close(self) -> None:
        self._tell("stopped" if self._cancel.requested else "closed")

    @contextmanager
    def telling(self) -> Iterator[None]:
        """What goes wrong meanwhile ends it, and is said in this host's words."""
        try:
            yield
        except CourierFailed as error:
            self._tell(f"failed: {error.why}")
            raise _failure(error, self._host) from None
        except MunimentError:
            self._tell("failed: not started")
            raise
        except BaseException:
            self._tell("stopped")
            raise

    def _tell(self, outcome: str) -> None:
        if self._told:
            return
        self._told = True
        if self._reply is not None:
            self._reply.close()
        self._courier.close()
        body = self._approved.outgoing.request.body
        sent = hashlib.sha256(body).hexdigest()
        status = self._reply.status if self._reply is not None else 0
        self._gate.ended(self._approved, Outcome(outcome, status, len(body), sent, self._received, self._sum.hexdigest()))


def _failure(error: CourierFailed, host: str) -> MunimentError:
    if error.why in _REFUSALS:
        return Refused(_REFUSALS[error.why])
    for why in get_args(SendingFailure):
        if error.why == why:
            return SendingFailed(why, _SENTENCES[why].format(host=host))
    return error

"""How long one waits for an answer to go on. Bytes are no answer: a server may send signs of life for ever and never write."""

from __future__ import annotations

from time import monotonic

from muniment_engines.errors import SendingFailed

_SAID = "The server sends signs of life and no answer; try again later, or give it more time with “first_byte_seconds”."


class Patience:
    """From now on: seconds until the answer must have begun, and from each piece of it to the next."""

    def __init__(self, first: float, between: float) -> None:
        self._between = between
        self._until = monotonic() + first

    def renew(self) -> None:
        """A piece of the answer has come, or whoever reads it is ready for the next."""
        self._until = monotonic() + self._between

    def check(self) -> None:
        """Something has come, whatever it is. Raises `SendingFailed` where it is too late for it."""
        if monotonic() > self._until:
            raise SendingFailed("slow", _SAID)

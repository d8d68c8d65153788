"""What a network engine sends, through somebody else: it makes a request, and the courier sends it once its owner has agreed.

The owner sees exactly this method, address, headers and body. Secrets are in none of them: a header's value holds `{{name}}` in
the place of the secret setting of that name, and only the courier, which is another process, knows what belongs there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import urlsplit

MOST_BODY = 56 << 20
"""Bytes of a request's body."""

_WITH_BODY = ("POST", "PUT", "PATCH")


@dataclass(frozen=True)
class HttpLimits:
    """How long to wait for a host, and how much of a reply to take. The courier has its own upper bounds."""

    connect_seconds: float = 10.0
    first_byte_seconds: float = 60.0
    between_seconds: float = 60.0
    reply_bytes: int = 64 << 20


@dataclass(frozen=True)
class HttpRequest:
    """One request as its owner reads it and as it is sent, byte for byte. Its body is at most `MOST_BODY` bytes.

    A header's value may hold `{{name}}`, where the courier sets the secret of that name.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)
    limits: HttpLimits = HttpLimits()

    def complete(self) -> HttpRequest:
        """The same with the headers that HTTP itself needs, so that nothing is added after it was approved."""
        given = {name.lower() for name, _ in self.headers}
        needed = {"Host": urlsplit(self.url).netloc, "Connection": "close"}
        if self.body or self.method in _WITH_BODY:
            needed["Content-Length"] = str(len(self.body))
        extra = tuple((name, value) for name, value in needed.items() if name.lower() not in given)
        return replace(self, headers=extra + self.headers)


@dataclass(frozen=True)
class HttpReply:
    """What the host answered; `pieces` is its body, as it comes. A redirect is a reply like any other, and never followed.

    Taking pieces raises `SendingFailed` where the connection goes wrong.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    pieces: Iterator[bytes]

    def header(self, name: str) -> str:
        """The first header of that name, empty where there is none."""
        return next((value for given, value in self.headers if given.lower() == name.lower()), "")

    def read(self, most: int) -> bytes:
        """The body's first bytes, about `most` of them, after which nothing more of it can be had."""
        taken = bytearray()
        for piece in self.pieces:
            taken += piece
            if len(taken) >= most:
                break
        self.close()
        return bytes(taken[:most])

    def close(self) -> None:
        """Close the connection, however much has come."""
        close = getattr(self.pieces, "close", None)
        if close is not None:
            close()


class Courier(Protocol):
    """What a network engine is given to send with. It works only while the engine is asked to write something."""

    def send(self, request: HttpRequest) -> HttpReply:
        """Have one request approved and sent; blocks until the reply begins. A new request closes the reply to the one before.

        Each try is a request of its own. Raises `Refused` where it was not sent and is not to be tried again, `SendingFailed`
        where the host cannot be reached or breaks off, and `Cancelled`. The first and the last are not for the engine to handle.
        """
        ...

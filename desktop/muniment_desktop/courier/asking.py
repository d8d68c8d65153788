"""What all orders that ask a host have in common: an address that is checked, a connection, a request, the pieces of a reply."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Sequence
from urllib.parse import SplitResult

from . import web

PIECE = 256 * 1024

Data = bytes | bytearray


class Failed(Exception):
    """An order that could not be done. `why` is what the client turns into a sentence."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


def address(url: str, hosts: Sequence[str], *, office: bool = False) -> SplitResult:
    try:
        return web.check_address(url, hosts, office=office)
    except web.Refused as error:
        raise Failed("host") from error


def connect(parts: SplitResult, seconds: float = web.CONNECT_SECONDS) -> http.client.HTTPConnection:
    try:
        return web.open_connection(parts, seconds)
    except web.Refused as error:
        raise Failed("plain") from error
    except ssl.SSLCertVerificationError as error:
        raise Failed("certificate") from error
    except OSError as error:
        raise Failed("unreachable") from error


def ask(
    connection: http.client.HTTPConnection,
    method: str,
    parts: SplitResult,
    headers: Sequence[tuple[str, str]],
    body: Sequence[Data],
) -> http.client.HTTPResponse:
    try:
        return web.send(connection, method, parts, headers, body)
    except TimeoutError as error:
        raise Failed("slow") from error
    except (http.client.HTTPException, OSError) as error:
        raise Failed("cut") from error
    except ValueError as error:
        raise Failed("request") from error


def read(reply: http.client.HTTPResponse, *, at_once: bool = False) -> bytes:
    """The next piece, or none at the end. `at_once` takes what has come instead of waiting for a full piece."""
    try:
        piece = reply.read1(PIECE) if at_once else reply.read(PIECE)
    except TimeoutError as error:
        raise Failed("slow") from error
    except (http.client.HTTPException, OSError) as error:
        raise Failed("cut") from error
    if not piece and reply.length:  # what the host promised and did not send
        raise Failed("cut")
    return piece

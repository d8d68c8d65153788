"""The order `send`: one HTTP request, to the one host that was approved, in exactly the bytes that were approved.

Secrets take the place of their names in headers' values, and nowhere else. The reply is passed on as it comes, up to the size and
with the patience that the order states; these have upper bounds of their own here.
"""

from __future__ import annotations

import http.client
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from time import monotonic
from typing import Any

from . import asking
from .asking import Data, Failed

MOST_SECONDS = 1800.0
"""The longest that a host may say nothing, and that a whole reply may take."""
MOST_REPLY = 256 << 20
"""Bytes of a reply."""
LEAST = 8
"""Bytes of a reply that must come in the time in which one may be awaited: who sends less sends nothing."""
_MOST_HEADERS = 64 * 1024

Say = Callable[[Mapping[str, Any], Sequence[Data]], None]


def send(order: Mapping[str, Any], body: Sequence[Data], say: Say) -> int:
    """Send, and pass the reply on; returns the size of its body. Raises `Failed`."""
    limits = order["limits"]
    connect, first, between = (min(float(limits[name]), MOST_SECONDS) for name in ("connect", "first", "between"))
    parts = asking.address(order["url"], [order["host"]], office=True)
    headers = [(name, _with_secrets(value, order["secrets"])) for name, value in order["headers"]]
    connection = asking.connect(parts, connect)
    with closing(connection):
        sock = connection.sock
        sock.settimeout(first)
        reply = asking.ask(connection, order["method"], parts, headers, body)
        with closing(reply):
            sock.settimeout(between)  # the connection may have let go of it by now, and the reply has not
            say({"reply": {"status": reply.status, "headers": _headers(reply)}}, ())
            return _pass_on(reply, min(int(limits["reply"]), MOST_REPLY), between, say)


def _pass_on(reply: http.client.HTTPResponse, most: int, between: float, say: Say) -> int:
    since = monotonic()
    until = since + MOST_SECONDS
    size = before = 0
    while piece := asking.read(reply, at_once=True):
        size += len(piece)
        if size > most:
            raise Failed("too large")
        now = monotonic()
        if now > until or (now - since > between and size - before < LEAST):
            raise Failed("slow")
        if now - since > between:
            since, before = now, size
        say({"data": {}}, [piece])
    return size


def _headers(reply: http.client.HTTPResponse) -> list[tuple[str, str]]:
    headers = reply.getheaders()
    if sum(len(name) + len(value) for name, value in headers) > _MOST_HEADERS:
        raise Failed("too large")
    return headers


def _with_secrets(value: str, secrets: Mapping[str, str]) -> str:
    """Put each secret in the place of its name in double braces."""
    for name, secret in secrets.items():
        value = value.replace(f"{{{{{name}}}}}", secret)
    return value

"""What a network engine wants to send, and what comes back, piece by piece.

The engine's side says `send` (a request), then `more` for each next piece of the reply, or `drop`. The host's side answers each
`send` and `more` with one frame that bears the request's number: the reply's head, a piece, the end, or an error.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from muniment_engines.api import MOST_BODY, HttpLimits, HttpReply, HttpRequest
from muniment_engines.errors import MunimentError
from muniment_engines.frames import MAX_ATTACHMENT, Frame, ProtocolError
from muniment_engines.wire.errors import error_from_json, error_to_json
from muniment_engines.wire.parts import Buffer, Parts, decoding

EVENTS = frozenset({"send", "more", "drop"})
"""What the engine's side says of it."""

_MOST_HEADERS = 128 * 1024


def request_to_wire(request: HttpRequest) -> tuple[dict[str, Any], Parts]:
    limits = request.limits
    fields = {
        "method": request.method,
        "url": request.url,
        "headers": [list(header) for header in request.headers],
        "limits": [limits.connect_seconds, limits.first_byte_seconds, limits.between_seconds, limits.reply_bytes],
    }
    return fields, {"body": request.body}


def request_from_wire(fields: dict[str, Any], parts: Parts) -> HttpRequest:
    with decoding():
        connect, first, between, most = fields["limits"]
        seconds = [float(value) for value in (connect, first, between)]
        body = bytes(parts["body"])
        if not all(math.isfinite(value) and value > 0 for value in seconds) or type(most) is not int or len(body) > MOST_BODY:
            raise ValueError
        limits = HttpLimits(seconds[0], seconds[1], seconds[2], most)
        return HttpRequest(_text(fields["method"]), _text(fields["url"]), _headers(fields["headers"]), body, limits)


def number_of(fields: dict[str, Any]) -> int:
    """Which request a message is about."""
    with decoding():
        number = fields["send"]
        if type(number) is not int:
            raise TypeError
        return number


# ── the host's answers ───────────────────────────────────────────────────────────────────────────────────────────────


def head_to_json(number: int, reply: HttpReply) -> dict[str, Any]:
    headers = [list(header) for header in reply.headers]
    if sum(len(name) + len(value) for name, value in reply.headers) > _MOST_HEADERS:
        headers = []
    return {"answer": number, "status": reply.status, "headers": headers}


def error_answer(number: int, error: MunimentError) -> dict[str, Any]:
    return {"answer": number, "error": error_to_json(error)}


def end_answer(number: int) -> dict[str, Any]:
    return {"answer": number, "end": True}


def pieces_of(data: Buffer) -> Iterator[Buffer]:
    """A piece of a reply in such as an attachment holds."""
    view = memoryview(data)
    for at in range(0, len(view), MAX_ATTACHMENT):
        yield view[at : at + MAX_ATTACHMENT]


def head_from_frame(frame: Frame, pieces: Iterator[bytes]) -> HttpReply:
    """The reply that begins with this frame. Raises what the host says instead."""
    _raise_error(frame)
    with decoding():
        return HttpReply(int(frame.header["status"]), _headers(frame.header["headers"]), pieces)


def piece_from_frame(frame: Frame) -> bytes | None:
    """The next piece of a reply, or None at its end. Raises what the host says instead."""
    _raise_error(frame)
    return None if frame.header.get("end") else bytes(frame.attachments[0])


def _raise_error(frame: Frame) -> None:
    if "error" not in frame.header:
        return
    error = error_from_json(frame.header["error"])
    raise error if error is not None else ProtocolError("The host answers with what is no answer.")


def _headers(listed: Sequence[Sequence[object]]) -> tuple[tuple[str, str], ...]:
    return tuple((_text(name), _text(value)) for name, value in listed)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value

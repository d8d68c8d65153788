"""How the SDK's HTTP client sends: through the courier, one request for each time that it is asked to.

Of the headers that the SDK would send, only those go out that the protocol needs: what it tells of this machine does not.
"""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
from muniment_engines.api import Courier, HttpLimits, HttpReply, HttpRequest
from muniment_engines.errors import EngineError

from .patience import Patience

_NEEDED = ("accept", "content-type", "authorization", "api-key", "openai-organization")
_OF_THE_WIRE = ("content-encoding", "content-length", "transfer-encoding", "connection")


class CourierTransport(httpx2.BaseTransport):
    """`limits` holds for the next request, `patience` for the reply that came last. `keyless` leaves the login out."""

    def __init__(self, courier: Courier, *, keyless: bool) -> None:
        self.limits = HttpLimits()
        self.patience = Patience(self.limits.first_byte_seconds, self.limits.between_seconds)
        self._courier = courier
        self._keyless = keyless

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        names = _NEEDED if not self._keyless else ("accept", "content-type")
        headers = tuple((name, request.headers[name]) for name in names if name in request.headers)
        outgoing = HttpRequest(
            request.method, str(request.url), (*headers, ("accept-encoding", "identity")), request.read(), self.limits
        )
        reply = self._courier.send(outgoing.complete())  # which takes as long as a person reads
        self.patience = Patience(self.limits.first_byte_seconds, self.limits.between_seconds)
        if reply.header("content-encoding").lower() not in ("", "identity"):
            reply.close()
            raise EngineError("The server packs its answer though it was asked not to; it cannot be used.")
        plain = [(name, value) for name, value in reply.headers if name.lower() not in _OF_THE_WIRE]
        return httpx2.Response(reply.status, headers=plain, stream=_Body(reply, self.patience), request=request)


class _Body(httpx2.SyncByteStream):
    def __init__(self, reply: HttpReply, patience: Patience) -> None:
        self._reply = reply
        self._patience = patience

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._reply.pieces:
            self._patience.check()
            yield piece

    def close(self) -> None:
        self._reply.close()

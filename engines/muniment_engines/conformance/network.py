"""A network engine that behaves, and a courier that sends nothing: for tests of what stands between the two.

`muniment_engines.conformance.network:chat` posts the last message to its `base_url`, and writes what comes back.
"""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from muniment_engines.api import (
    API_VERSION,
    Cancel,
    ChatRequest,
    Courier,
    EngineInfo,
    HttpReply,
    HttpRequest,
    Permissions,
    Setting,
    SettingValue,
    TextDelta,
    TokenCount,
    Usage,
)

ADDRESS = Setting("base_url", "text", "Where the server is.", required=True)
KEY = Setting("key", "text", "What the server knows you by.", secret=True)


class RelayChat:
    """Writes the reply's body as it comes."""

    def __init__(self, url: str, courier: Courier) -> None:
        self._url = url
        self._courier = courier

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        body = request.messages[-1].content.encode("utf-8", "replace")
        headers = (("Authorization", "Bearer {{key}}"),)
        reply = self._courier.send(HttpRequest("POST", self._url, headers, body).complete())
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        count = 0
        for piece in reply.pieces:
            count += 1
            yield TextDelta(decoder.decode(piece))
        yield Usage(1, count)

    def count_tokens(self, text: str) -> TokenCount:
        return TokenCount(len(text.split()), exact=False)


class _Chat:
    def describe(self) -> EngineInfo:
        return EngineInfo(
            API_VERSION, "chat", "relay", "1", settings=(ADDRESS, KEY), permissions=Permissions(hosts=("{base_url}",))
        )

    def open(self, settings: Mapping[str, SettingValue], private_folder: Path, courier: Courier) -> RelayChat:
        return RelayChat(str(settings["base_url"]), courier)


chat = _Chat()


class ScriptedCourier:
    """Answers with what was enqueued: a reply, or an error to raise. `sent` has every request."""

    def __init__(self) -> None:
        self.sent: list[HttpRequest] = []
        self.closed = 0
        self._answers: deque[tuple[int, tuple[tuple[str, str], ...], Sequence[bytes | Exception]] | Exception] = deque()

    def enqueue(self, pieces: Sequence[bytes | Exception], status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> None:
        """Answer with a body in these pieces; an error among them is raised in its place."""
        self._answers.append((status, headers, pieces))

    def fail(self, error: Exception) -> None:
        """Raise this for the next request."""
        self._answers.append(error)

    def take_back(self) -> Sequence[bytes | Exception]:
        """The pieces of the reply that was enqueued last, which is not given now."""
        answer = self._answers.pop()
        assert not isinstance(answer, Exception)
        return answer[2]

    def send(self, request: HttpRequest) -> HttpReply:
        self.sent.append(request)
        answer = self._answers.popleft()
        if isinstance(answer, Exception):
            raise answer
        status, headers, pieces = answer
        return HttpReply(status, headers, self._pieces(pieces))

    def _pieces(self, pieces: Sequence[bytes | Exception]) -> Iterator[bytes]:
        try:
            for piece in pieces:
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            self.closed += 1

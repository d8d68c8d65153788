"""The engine: one question becomes one request, and more where the server is busy; the answer is read as it is written.

The SDK makes the request and takes the stream apart. It never tries again by itself, never follows a redirect and reads nothing
from the environment: each request is one that its owner has seen. Once a word of an answer has come, nothing is tried again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from random import uniform
from typing import TYPE_CHECKING, Any

import httpx2
from muniment_engines.api import Cancel, ChatRequest, Courier, HttpLimits, TextDelta, TokenCount, Usage
from muniment_engines.errors import SendingFailed

from . import failures
from .failures import Failure
from .options import Options
from .transport import CourierTransport
from .writing import BYTES_READ_AS_ONE, Failed, Writing

if TYPE_CHECKING:
    import openai

_FIRST_PAUSE = 1.0
_STOPS = 4
"""More than so many stop words no server takes; the others hold here all the same."""
_BYTES_PER_TOKEN = 4096
_BYTES_BESIDES = 1 << 20
_NO_KEY = "none"


class OpenAIChat:
    """Satisfies `api.Chat`."""

    def __init__(self, options: Options, courier: Courier) -> None:
        self._options = options
        self._transport = CourierTransport(courier, keyless=not options.api_key)
        self._client = _client(options, self._transport)

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        """Raises `EngineError` with what a person can do about a server's refusal, and what the courier raises."""
        pause = _FIRST_PAUSE
        for left in reversed(range(self._options.tries)):
            cancel.check()
            writing = Writing(request)
            try:
                yield from writing.pieces(lambda: self._stream(request), cancel)
                return
            except Failed as failed:
                failure = failed.failure
                if failure.wait is None or writing.begun or not left:
                    raise failure.error from None
            cancel.wait(max(failure.wait, pause * uniform(1.0, 1.25)))
            pause *= 2
        cancel.check()

    def count_tokens(self, text: str) -> TokenCount:
        """An estimate, on the high side for most languages: only the server knows its tokens."""
        words = len(text.split())
        size = len(text.encode("utf-8", "replace"))
        return TokenCount(math.ceil(max(size / BYTES_READ_AS_ONE, words * 1.3)), exact=False)

    def _stream(self, request: ChatRequest) -> Iterator[Any]:
        """The chunks of an answer. Raises `Failed`, and what the courier raises that is not to be tried again."""
        import openai

        options = self._options
        most = _BYTES_BESIDES + request.max_tokens * _BYTES_PER_TOKEN
        self._transport.limits = HttpLimits(10.0, options.first_byte_seconds, options.between_seconds, most)
        try:
            with self._client.chat.completions.create(**self._asked(request)) as stream:
                for chunk in stream:
                    yield chunk
                    self._transport.patience.renew()
        except SendingFailed as error:
            raise Failed(failures.of_sending(error)) from None
        except openai.APIStatusError as error:
            raise Failed(failures.of_status(error, options.model, bool(options.api_key))) from None
        except openai.APIError as error:
            raise Failed(failures.in_the_midst(error, options.model)) from None
        except (openai.OpenAIError, json.JSONDecodeError, UnicodeDecodeError, httpx2.StreamError):
            raise Failed(Failure(failures.garbage())) from None

    def _asked(self, request: ChatRequest) -> dict[str, Any]:
        options = self._options
        asked: dict[str, Any] = {
            "model": options.model,
            "messages": [{"role": message.role, "content": _clean(message.content)} for message in request.messages],
            "stream": True,
            options.limit: request.max_tokens,
        }
        if options.usage:
            asked["stream_options"] = {"include_usage": True}
        if options.temperature:
            asked["temperature"] = request.temperature
        if options.seed:
            asked["seed"] = request.seed
        if request.stop:
            asked["stop"] = [_clean(word) for word in request.stop[:_STOPS]]
        if request.schema is not None:
            schema = {"name": "answer", "schema": dict(request.schema)}
            asked["response_format"] = {"type": "json_schema", "json_schema": schema}
        return asked


def _client(options: Options, transport: CourierTransport) -> openai.OpenAI:
    import openai

    http = httpx2.Client(transport=transport, follow_redirects=False, trust_env=False)
    key = options.api_key or _NO_KEY
    if options.api_version:
        return openai.AzureOpenAI(
            azure_endpoint=options.base_url, api_version=options.api_version, api_key=key, http_client=http, max_retries=0
        )
    return openai.OpenAI(
        base_url=options.base_url, api_key=key, organization=options.organization or None, http_client=http, max_retries=0
    )


def _clean(text: str) -> str:
    """Without halves of characters, which no server takes."""
    return text.encode("utf-8", "replace").decode("utf-8")

"""What a server's refusal means for a person. Nothing that the server writes is passed on: it may repeat what it was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from muniment_engines.errors import EngineError, MunimentError, SendingFailed

if TYPE_CHECKING:
    import openai

# Codes are the protocol's own words; a message is only looked at with a status that goes with it, for it may repeat a question.
_SPENT = ("insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "quota_exceeded")
_TOO_LONG = ("context_length_exceeded", "string_above_max_length", "exceed_context_size_error")
_TOO_LONG_SAID = ("context length", "context window", "context size", "too long", "too many tokens", "too large")
_NO_MODEL = ("model_not_found", "deploymentnotfound", "invalid_model")
_FILTERED = ("content_filter", "content_policy_violation")
_HOST = re.compile(r"[a-z0-9.:-]{1,100}", re.IGNORECASE)
_BUSY = (408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529)
LONGEST_WAIT = 60.0
"""Seconds that a server may ask to be left alone; after more than that, the person decides."""


@dataclass(frozen=True)
class Failure:
    """`error` is what the person is told; `wait` is after how many seconds to try again (0: as usual), None where not to."""

    error: MunimentError
    wait: float | None = None


def of_sending(error: SendingFailed) -> Failure:
    return Failure(error, 0.0 if error.why in ("unreachable", "cut", "ended") else None)


def of_status(error: openai.APIStatusError, model: str, key: bool) -> Failure:
    """What a reply means that is not a success."""
    status, headers = error.status_code, error.response.headers
    if 300 <= status < 400:
        where = _where(headers)
        return Failure(EngineError(f"The server sends to another address{where}, which is not followed; check the address."))
    if status == 401:
        what = "does not accept the key" if key else "wants a key"
        return Failure(EngineError(f"The server {what}; set the engine up again with the right one."))
    known = of_words(error, model, status)
    if known is not None:
        return known
    if status in (403, 404):
        return _no_model(model)
    if status in _BUSY:
        return _busy(status, headers)
    return Failure(EngineError(f"The server does not take the request ({status}); check the model's name and the settings."))


def of_words(error: openai.APIError, model: str, status: int = 0) -> Failure | None:
    """What is known by a code of the protocol's, with a status or in the midst of an answer."""
    codes, message = _said(error)
    if status == 402 or codes & set(_SPENT) or (status == 429 and "quota" in message):
        return Failure(EngineError("The quota of this key is spent; add to it at the provider's, or choose another engine."))
    long = status in (0, 400, 422, 500) and any(word in message for word in _TOO_LONG_SAID)
    if status == 413 or codes & set(_TOO_LONG) or long:
        return Failure(EngineError(f"This is longer than the model “{model}” keeps in view; ask about less, or choose another."))
    if codes & set(_FILTERED):
        return Failure(filtered())
    return _no_model(model) if codes & set(_NO_MODEL) else None


def in_the_midst(error: openai.APIError, model: str) -> Failure:
    """What a server says instead of going on."""
    given_up = Failure(EngineError("The server gave up in the midst of its answer; try again."))
    return of_words(error, model) or (given_up if error.body is not None else Failure(garbage()))


def filtered() -> EngineError:
    return EngineError("The server refuses to answer this; the engines on this machine do not.")


def not_whole() -> EngineError:
    return EngineError("The server broke off before its answer was whole; try again.")


def garbage() -> EngineError:
    return EngineError("The server answers with what is no answer; check the address, which often ends in /v1.")


def _busy(status: int, headers: Mapping[str, str]) -> Failure:
    wait = _retry_after(headers)
    what = "is asked too much at once" if status == 429 else f"has trouble of its own ({status})"
    if wait > LONGEST_WAIT:
        minutes = max(1, round(wait / 60))
        return Failure(EngineError(f"The server {what}, and wants to be left alone for {minutes} min; try again then."))
    return Failure(EngineError(f"The server {what}; try again later."), wait)


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds; 0 where nothing that can be understood is said."""
    said = headers.get("retry-after", "")
    try:
        return min(max(0.0, float(said)), 1e6)
    except ValueError:
        pass
    try:
        return min(max(0.0, parsedate_to_datetime(said).timestamp() - time()), 1e6)
    except (ValueError, TypeError, IndexError):
        return 0.0


def _no_model(model: str) -> Failure:
    return Failure(EngineError(f"The server has no model “{model}” for this key, or the address is wrong; check both."))


def _said(error: openai.APIError) -> tuple[set[str], str]:
    """The codes and the message, in small letters."""
    body = error.body if isinstance(error.body, dict) else {}
    inner = body.get("error")
    body = inner if isinstance(inner, dict) else body
    codes = {value.lower() for value in (body.get("code"), body.get("type"), error.code) if isinstance(value, str)}
    message = body.get("message")
    return codes, message[:4000].lower() if isinstance(message, str) else ""


def _where(headers: Mapping[str, str]) -> str:
    try:
        host = urlsplit(headers.get("location", "")).netloc
    except ValueError:
        host = ""
    return f" ({host})" if _HOST.fullmatch(host) else ""

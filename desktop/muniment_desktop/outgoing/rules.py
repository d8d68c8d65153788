"""What no request may do, whoever would approve it: reach another host than the engine's own, or say what nobody has read.

A request is plain: one address of the approved ones, ordinary headers once each, a body of the length that its header states, and
secrets only where secrets belong.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

from muniment_engines.api import HttpRequest
from muniment_engines.errors import Refused

_METHODS = ("GET", "POST")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")
_VALUE = re.compile(r"[\x20-\x7e]{0,4096}")
_URL = re.compile(r"[\x21-\x7e]{1,4096}")
_PLACE = re.compile(r"\{\{([^{}]*)\}\}")
_PORTS = {"https": 443, "http": 80}
_HOPS = frozenset({"transfer-encoding", "te", "trailer", "upgrade", "expect", "keep-alive", "cookie", "forwarded", "origin"})
"""Headers that change how a request is read on its way, or that belong to a browser."""
_HOLD_SECRETS = frozenset({"authorization", "api-key", "x-api-key"})


class NotAllowed(Refused):
    """The request breaks a rule; `why` is one word for the ledger."""

    def __init__(self, why: str, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


def address_of(url: str) -> str:
    """Scheme and host, with the port where it is not the usual one. Raises `NotAllowed` for what is no plain address."""
    parts = _parts(url)
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    usual = parts.port in (None, _PORTS[parts.scheme])
    return f"{parts.scheme}://{host}" if usual else f"{parts.scheme}://{host}:{parts.port}"


def host_of(address: str) -> str:
    """The host of such an address as the courier wants it."""
    return address.partition("://")[2].replace("[", "").replace("]", "")


def check(request: HttpRequest, addresses: Collection[str], secrets: Collection[str]) -> str:
    """The approved address that a request goes to. Raises `NotAllowed`."""
    address = address_of(request.url)
    if address not in addresses:
        raise NotAllowed("host", f"The engine wanted to send something to {address}, which is not its own address; refused.")
    if request.method not in _METHODS:
        raise NotAllowed("method", "The engine wanted to send a request of a kind that is not sent; refused.")
    _check_headers(request)
    _check_secrets(request, secrets)
    return address


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in _PORTS and parts.hostname and "@" not in parts.netloc and parts.port != 0 and parts.geturl() == url
    except ValueError:
        fits = False
    if not fits or not _URL.fullmatch(url) or "#" in url or "\\" in url:
        raise NotAllowed("address", "The engine wanted to send something to what is no plain address; refused.")
    return parts


def _check_headers(request: HttpRequest) -> None:
    names = [name.lower() for name, _ in request.headers]
    given = {name.lower(): value for name, value in request.headers}
    plain = all(_NAME.fullmatch(name) and _VALUE.fullmatch(value) for name, value in request.headers)
    alone = len(given) == len(names) and not any(name in _HOPS or name.startswith("proxy-") for name in names)
    length = given.get("content-length", "0" if request.method == "GET" else "")
    whole = given.get("host", "").lower() == urlsplit(request.url).netloc.lower() and given.get("connection") == "close"
    if not (plain and alone and whole and length == str(len(request.body))):
        raise NotAllowed("headers", "The engine wanted to send headers that could hide where a request goes; refused.")


def _check_secrets(request: HttpRequest, secrets: Collection[str]) -> None:
    """A secret's name stands in the value of a header that is made for it, and nowhere else."""
    places = [(name.lower(), secret) for name, value in request.headers for secret in _PLACE.findall(value)]
    strays = any(name not in _HOLD_SECRETS or secret not in secrets for name, secret in places)
    smuggled = any(f"{{{{{secret}}}}}".encode() in request.body for secret in secrets)
    elsewhere = _PLACE.search(request.url) or any(_PLACE.search(name) for name, _ in request.headers)
    if strays or smuggled or elsewhere:
        raise NotAllowed("secret", "The engine wanted to send the place of a key where no key belongs; refused.")

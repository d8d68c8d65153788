"""A gate that shows each request to a person as it would be sent, and asks."""

from __future__ import annotations

from collections.abc import Callable

from muniment_engines.api import Cancel, HttpRequest
from muniment_engines.errors import Refused

from .gate import Approved, Outcome, Outgoing


class AskEach:
    """`agreed` shows the request and says whether it may be sent. Its purpose must be `purpose`."""

    def __init__(self, purpose: str, agreed: Callable[[Outgoing], bool]) -> None:
        self._purpose = purpose
        self._agreed = agreed

    def approve(self, outgoing: Outgoing, cancel: Cancel) -> Approved:
        if outgoing.purpose != self._purpose or not self._agreed(outgoing):
            raise Refused("Nothing was sent.")
        return Approved(outgoing, "the person")

    def ended(self, approved: Approved, outcome: Outcome) -> None:
        """The ledger has it; nothing else is kept of it."""

    def refused(self, engine: str, host: str, purpose: str, why: str) -> None:
        """Likewise."""


def as_text(request: HttpRequest) -> str:
    """The request as a person reads it, keys as their places."""
    head = [f"{request.method} {request.url}", *(f"{name}: {value}" for name, value in request.headers)]
    return "\n".join([*head, "", request.body.decode("utf-8", "backslashreplace")])

"""Who decides about each request, and what is decided about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from muniment_engines.api import Cancel, HttpRequest
from muniment_engines.errors import Refused


@dataclass(frozen=True)
class Outgoing:
    """A request as it would be sent, complete: only the secrets' places, `{{name}}`, are still to be filled.

    `engine` is the name under which the engine was set up, `model` its model where it has one setting for it; `address` is scheme
    and host; `purpose` says for what, in words of the program's own; `attempt` counts the requests for that purpose from 1.
    """

    request: HttpRequest
    engine: str
    model: str
    address: str
    purpose: str
    attempt: int


@dataclass(frozen=True)
class Approved:
    """A yes to one request, which is sent as it stands here. `by` says who or what has approved it."""

    outgoing: Outgoing
    by: str


@dataclass(frozen=True)
class Outcome:
    """What became of a request that was approved. Sizes are bytes of the bodies, and the sums are of them.

    `outcome` is "done", "closed" (nobody wanted the rest, as when an answer is whole before its reply is), "stopped" (cancelled)
    or "failed: WORD"; `status` is 0 where no reply began.
    """

    outcome: str
    status: int
    sent: int
    sent_sha256: str
    received: int
    received_sha256: str


class Gate(Protocol):
    """Called on the thread that asked the engine."""

    def approve(self, outgoing: Outgoing, cancel: Cancel) -> Approved:
        """Say yes to this very request. Raises `Refused`, and `Cancelled` where everything is to stop."""
        ...

    def ended(self, approved: Approved, outcome: Outcome) -> None:
        """Called once for each request that was approved, whatever became of it."""
        ...

    def refused(self, engine: str, host: str, purpose: str, why: str) -> None:
        """Called once for each request that was not sent, by whatever rule or person; `why` is a word of the ledger's."""
        ...


class Closed:
    """Nothing is approved."""

    def approve(self, outgoing: Outgoing, cancel: Cancel) -> Approved:
        raise Refused(f"Nothing was sent to “{outgoing.engine}”: nobody has approved it.")

    def ended(self, approved: Approved, outcome: Outcome) -> None:
        raise AssertionError("Nothing was approved.")

    def refused(self, engine: str, host: str, purpose: str, why: str) -> None:
        """The ledger has it."""

"""What a network engine's worker is given: each request is checked, approved, sent by a courier of its own, and accounted for.

Only what is sent in pursuit of something is looked at at all: whoever asks the engine says for what, with `pursuing`. Each try is
a request of its own, through all of this again. The reply is handed back as it comes, a redirect as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from muniment_engines.api import Cancel, Cancelled, HttpReply, HttpRequest
from muniment_engines.errors import MunimentError, Offline, Refused

from ..courier.client import Courier
from ..ledger import Entry, Ledger
from . import rules
from .following import Following
from .gate import Approved, Gate, Outgoing

if TYPE_CHECKING:
    from muniment_engines.launcher import Launcher

    from ..set_up import SetUp

OFFLINE = "The network is switched off; nothing was sent."

Secrets = Callable[[], Mapping[str, str]]


class Sender:
    """For one engine that was set up. Satisfies `muniment_engines.host.Outbound`; for one thread at a time.

    `secrets` is asked after each approval, for the values of the engine's secret settings. While `offline`, nothing is sent.
    """

    def __init__(
        self, launcher: Launcher, set_up: SetUp, secrets: Secrets, gate: Gate, ledger: Ledger, *, offline: bool = False
    ) -> None:
        self._launcher = launcher
        self._set_up = set_up
        self._secrets = secrets
        self._gate = gate
        self._ledger = ledger
        self.offline = offline
        self._purpose = ""
        self._attempts = 0

    @contextmanager
    def pursuing(self, purpose: str) -> Iterator[None]:
        """What is sent meanwhile is for this; outside of it, nothing is."""
        self._purpose, self._attempts = purpose, 0
        try:
            yield
        finally:
            self._purpose = ""

    def send(self, request: HttpRequest, cancel: Cancel) -> HttpReply:
        """Raises `Refused`, `Offline`, `SendingFailed`, `Cancelled`; where nothing was sent, that is in the ledger by then."""
        try:
            approved, secrets = self._approved(request, cancel)
        except rules.NotAllowed as error:
            self._refused(request, error.why)
            raise
        except MunimentError as error:
            self._refused(request, "offline" if isinstance(error, Offline) else "not approved")
            raise
        except Cancelled:
            self._refused(request, "stopped")
            raise
        return self._sent(approved, secrets, cancel)

    def unasked(self, request: HttpRequest) -> None:
        self._refused(request, "not asked for")

    def _approved(self, request: HttpRequest, cancel: Cancel) -> tuple[Approved, Mapping[str, str]]:
        if not self._purpose:
            raise rules.NotAllowed("not asked for", "The engine wanted to send something that nobody had asked for; refused.")
        if self.offline:
            raise Offline(OFFLINE)
        rules.address_of(request.url)
        request = request.complete()
        address = rules.check(request, self._set_up.addresses, self._set_up.secrets)
        secrets = self._known_secrets()
        self._attempts += 1
        model = str(self._set_up.values.get("model") or "")
        outgoing = Outgoing(request, self._set_up.name, model, address, self._purpose, self._attempts)
        approved = self._gate.approve(outgoing, cancel)
        cancel.check()
        if approved.outgoing != outgoing:
            raise Refused("What was approved is not what was to be sent; nothing was sent.")
        return approved, secrets

    def _known_secrets(self) -> Mapping[str, str]:
        try:
            known = self._secrets()
        except MunimentError as error:
            raise rules.NotAllowed("no key", str(error)) from error
        if not all(known.get(name) for name in self._set_up.secrets):
            raise rules.NotAllowed("no key", f"The key of “{self._set_up.name}” is not here; set the engine up again.")
        return {name: known[name] for name in self._set_up.secrets}

    def _refused(self, request: HttpRequest, why: str) -> None:
        try:
            host = rules.host_of(rules.address_of(request.url))
        except rules.NotAllowed:
            host = "no address"
        purpose = self._purpose or "nothing"
        self._ledger.add(Entry("refused", host, why, purpose, self._set_up.name))
        self._gate.refused(self._set_up.name, host, purpose, why)

    def _sent(self, approved: Approved, secrets: Mapping[str, str], cancel: Cancel) -> HttpReply:
        outgoing = approved.outgoing
        host = rules.host_of(outgoing.address)
        courier = Courier(self._launcher, None, self._ledger, self._purpose, self._set_up.name)
        following = Following(self._gate, approved, courier, host, cancel)
        with following.telling():
            reply = courier.send(outgoing.request, host, secrets, cancel)
        following.begun(reply)
        return HttpReply(reply.status, reply.headers, following)

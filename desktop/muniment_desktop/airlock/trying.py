"""Trying an engine elsewhere: one harmless sentence that never changes, shown first as everything that is sent is.

Nothing of a vault is in it, so that no vault needs to be open; the ledger has it.
"""

from __future__ import annotations

from muniment_engines.api import Cancel, ChatRequest, Message, TextDelta, Usage
from muniment_engines.errors import Refused
from muniment_retrieval.vault.policies import Policy

from ..engine_setup import ChosenChat
from ..outgoing import Approved, Outcome, Outgoing
from ..outgoing.rules import host_of
from .decisions import Change, Keep, Once, Person
from .draft import Draft
from .job import Job, is_plain
from .sheet import FOREIGN, Prices, Sheet, sheet_of

TEST = "a test"
REQUEST = ChatRequest((Message("user", "Reply with one word: ready"),), max_tokens=16)
NO_DOCUMENT = "no document; this sentence is the program’s own"

_SHOWN = 60
"""Characters of the answer that are told."""


class TryGate:
    """Satisfies `outgoing.Gate`, for the one sentence. `person` is asked each time; no approval stands for it, nor from it."""

    def __init__(self, person: Person, prices: Prices) -> None:
        self._person = person
        self._prices = prices

    def approve(self, outgoing: Outgoing, cancel: Cancel) -> Approved:
        if outgoing.purpose != TEST:
            raise Refused("Nothing was sent: nobody had asked for it.")
        decision = self._person.decide(self._sheet(outgoing), cancel)
        while isinstance(decision, Change):  # there is nothing to be masked or taken out
            decision = self._person.decide(self._sheet(outgoing), cancel)
        cancel.check()
        if not isinstance(decision, Once):
            raise Refused(decision.why if isinstance(decision, Keep) else "Nothing was sent.")
        self._person.sending(host_of(outgoing.address))
        return Approved(outgoing, self._person.name)

    def ended(self, approved: Approved, outcome: Outcome) -> None:
        self._person.sending("")

    def refused(self, engine: str, host: str, purpose: str, why: str) -> None:
        """The ledger has it."""

    def _sheet(self, outgoing: Outgoing) -> Sheet:
        draft = Draft(REQUEST, [[]])
        warnings = () if is_plain(outgoing.request, draft) else (FOREIGN,)
        return sheet_of(outgoing, Job(TEST, ()), draft, Policy.MASKED_ONLY, self._prices, (NO_DOCUMENT,), warnings, once=True)


def tried(chosen: ChosenChat, cancel: Cancel) -> str:
    """Send the sentence; what came back, in one line. Raises `MunimentError` with what is wrong, and `Cancelled`."""
    said, usage = "", Usage(0, 0)
    with chosen.worker as worker, chosen.pursuing(TEST):
        for piece in worker.generate(REQUEST, cancel):
            said, usage = (said + piece.text, usage) if isinstance(piece, TextDelta) else (said, piece)
    word = " ".join(said.split())[:_SHOWN]
    return f"“{chosen.engine}” answers: {word} · {usage.prompt_tokens} tokens read, {usage.generated_tokens} written"

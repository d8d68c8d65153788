"""What each request meets before it is sent: the rules of its documents, approvals that hold already, and the person.

Everything that comes to a request is in the vault's audit log before it happens; where that cannot be written, nothing is sent.
Without a job that somebody has begun, nothing passes.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from muniment_engines.api import Cancel
from muniment_engines.errors import Refused
from muniment_retrieval.model import NameNotFound
from muniment_retrieval.vault import Vault
from muniment_retrieval.vault.policies import Policy

from ..outgoing import Approved, Outcome, Outgoing
from ..outgoing.rules import host_of
from .decisions import Change, Keep, Person, ShowOnly, Standing, WholeJob
from .draft import Draft
from .job import Job, is_plain
from .sheet import FOREIGN, Prices, Sheet, sheet_of, tokens_of

LONGEST_STANDING = 8 * 3600.0
"""Seconds that an approval may stand at most."""

NO_MODELS = (
    "No model that finds names is on this machine, so names cannot be masked; “muniment models get rampart” and “muniment models"
    " get spacy-en-md” fetch them."
)


class _Now(threading.local):
    """What each thread is about: a question and a summary may be sent at the same time."""

    showing: tuple[Job, Draft, Prices, bool] | None = None
    refusal: dict[str, Any] = {}  # noqa: RUF012 (never changed, only replaced)


class AirlockGate:
    """Satisfies `outgoing.Gate`, for one vault. `person` is asked."""

    def __init__(self, vault: Vault, person: Person) -> None:
        self._vault = vault
        self._person = person
        self._now = _Now()

    @contextmanager
    def showing(self, job: Job, draft: Draft, prices: Prices, *, names: bool) -> Iterator[None]:
        """What is sent meanwhile is this draft of this job; `names` is whether a model has looked for names in it."""
        self._now.showing = job, draft, prices, names
        try:
            yield
        finally:
            self._now.showing = None

    def policy_of(self, documents: Iterable[int]) -> Policy:
        return self._vault.leaving.policies().of(documents)

    def held(self, job: Job, why: str) -> None:
        """A job that does not come to a request at all."""
        self._vault.leaving.note({**self._about(job), "event": "refused", "why": why})

    def approve(self, outgoing: Outgoing, cancel: Cancel) -> Approved:
        self._now.refusal = {}
        if self._now.showing is None or self._now.showing[0].purpose != outgoing.purpose:
            raise Refused("Nothing was sent: nobody had asked for it.")
        job, draft, prices, names = self._now.showing
        policy = self.policy_of(job.documents)
        said = self._said(outgoing, job, draft, policy)
        self._now.refusal = said
        by = self._by(outgoing, job, draft, policy, prices, names=names, cancel=cancel)
        size = len(outgoing.request.body)
        cost = prices.of(*_tokens(draft))
        self._vault.leaving.note({**said, "event": "approved", "by": by, "price_at_most": _cents(cost)})
        job.goes(_sum(outgoing), size)
        self._person.sending(host_of(outgoing.address))
        return Approved(outgoing, by)

    def ended(self, approved: Approved, outcome: Outcome) -> None:
        self._person.sending("")
        said: dict[str, Any] = {
            "recipient": approved.outgoing.address,
            "engine": approved.outgoing.engine,
            "model": approved.outgoing.model,
            "purpose": approved.outgoing.purpose,
            "vault": self._vault.id,
            "outcome": outcome.outcome,
            "status": outcome.status,
            "sent_bytes": outcome.sent,
            "sent_sha256": outcome.sent_sha256,
            "received_bytes": outcome.received,
            "received_sha256": outcome.received_sha256,
        }
        entry = self._vault.leaving.note({**said, "event": "ended"})
        if self._now.showing is not None:
            self._now.showing[0].sent.append({**said, "audit": entry.number})

    def refused(self, engine: str, host: str, purpose: str, why: str) -> None:
        """A request that was not sent, whoever refused it; one that is only made anew is none."""
        if self._now.showing is not None and self._now.showing[0].changed:
            return
        said = {"engine": engine, "recipient": host, "purpose": purpose, "vault": self._vault.id, "why": why}
        self._vault.leaving.note({**said, **self._now.refusal, "event": "refused"})
        self._now.refusal = {}

    def _by(
        self, outgoing: Outgoing, job: Job, draft: Draft, policy: Policy, prices: Prices, *, names: bool, cancel: Cancel
    ) -> str:
        """Who or what says yes. Raises `Refused`."""
        if policy is Policy.NEVER:
            raise self._no("A document that it touches is never to leave this machine.")
        if policy is Policy.MASKED_ONLY and not names:
            raise self._no(NO_MODELS)
        plain = is_plain(outgoing.request, draft)
        if plain and job.covers(_sum(outgoing), len(outgoing.request.body)):
            return f"{self._person.name}, for the whole job"
        standing = [
            a for a in self._vault.leaving.approvals.standing() if (a.engine, a.purpose) == (outgoing.engine, job.purpose)
        ]
        if plain and standing:
            return f"approval {standing[0].id}, which stands"
        warnings = tuple(text for text, holds in ((FOREIGN, not plain), (NO_MODELS, not names)) if holds)
        sheet = sheet_of(outgoing, job, draft, policy, prices, self._pages(job), warnings)
        return self._asked(sheet, job, cancel)

    def _asked(self, sheet: Sheet, job: Job, cancel: Cancel) -> str:
        decision = self._person.decide(sheet, cancel)
        cancel.check()
        match decision:
            case Keep(why):
                raise self._no(why)
            case ShowOnly():
                job.only_shown = True
                raise self._no("It was only to be shown.")
            case Change(edits):
                bare = edits.bare if sheet.unmasking else ()
                sheet.draft.change(type(edits)(edits.more, bare, edits.out))
                job.changed = True
                raise Refused("It is made anew.")
            case Standing(seconds):
                self._grant(sheet, job, seconds)
            case WholeJob() if sheet.bounds is not None:
                job.agreed = sheet.bounds
            case _:
                pass
        return self._person.name

    def _grant(self, sheet: Sheet, job: Job, seconds: float) -> None:
        leaving, engine = self._vault.leaving, sheet.outgoing.engine
        length = min(max(seconds, 0.0), LONGEST_STANDING)
        granted = leaving.approvals.grant(engine, job.purpose, length)
        leaving.note(
            {
                "event": "standing",
                "vault": self._vault.id,
                "engine": engine,
                "purpose": job.purpose,
                "by": self._person.name,
                "approval": granted.id,
                "seconds": round(length),
            }
        )

    def _no(self, why: str) -> Refused:
        self._now.refusal = {**self._now.refusal, "why": why}
        return Refused(why)

    def _said(self, outgoing: Outgoing, job: Job, draft: Draft, policy: Policy) -> dict[str, Any]:
        """What the log has of a request."""
        return {
            **self._about(job),
            "policy": policy.value,
            "recipient": outgoing.address,
            "engine": outgoing.engine,
            "model": outgoing.model,
            "attempt": outgoing.attempt,
            "sent_sha256": _sum(outgoing),
            "sent_bytes": len(outgoing.request.body),
            "masked": draft.counts,
            "taken_out": len(draft.edits.out),
            "unmasked": len(draft.edits.bare),
        }

    def _about(self, job: Job) -> dict[str, Any]:
        """The documents are told by the sums of their contents: that tells nothing to who has not got them."""
        sums = []
        for document_id in job.documents:
            try:
                sums.append(self._vault.document(document_id).sha256)
            except NameNotFound:
                continue
        return {"vault": self._vault.id, "purpose": job.purpose, "documents": sorted(set(sums))}

    def _pages(self, job: Job) -> tuple[str, ...]:
        """The places that the text is from; a document of which there is every page is one place."""
        if not job.places:
            return tuple(f"{self._vault.document(i).name}, all pages" for i in job.documents)
        places: list[str] = []
        for document_id in job.documents:
            document = self._vault.document(document_id)
            indexes = sorted(index for i, index in job.places if i == document_id)
            if len(indexes) >= document.page_count > 1:
                places.append(f"{document.name}, all {document.page_count:,} pages")
            else:
                places += [f"{document.name}, {self._stretch(document_id, *ends)}" for ends in _stretches(indexes)]
        return tuple(places)

    def _stretch(self, document_id: int, first: int, last: int) -> str:
        label = self._vault.page(document_id, first).label
        return f"p. {label}" if first == last else f"pp. {label}–{self._vault.page(document_id, last).label}"


def _stretches(indexes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of those that follow each other."""
    for _, run in groupby(enumerate(indexes), lambda one: one[1] - one[0]):
        found = [index for _, index in run]
        yield found[0], found[-1]


def _sum(outgoing: Outgoing) -> str:
    return hashlib.sha256(outgoing.request.body).hexdigest()


def _tokens(draft: Draft) -> tuple[int, int]:
    return tokens_of(draft), draft.request.max_tokens


def _cents(price: float | None) -> float | None:
    return None if price is None else round(price, 6)

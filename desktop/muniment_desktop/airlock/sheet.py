"""What a person is shown of one request before it is sent."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

from muniment_retrieval.vault.policies import Policy

from ..outgoing import Outgoing
from .draft import Draft
from .job import Bounds, Job

_BYTES_A_TOKEN = 4
MILLION = 1_000_000

FOREIGN = "The engine has added something of its own to what it was given; read it."


@dataclass(frozen=True)
class Prices:
    """Of a million tokens, None where nobody has said."""

    read: float | None = None
    written: float | None = None

    def of(self, read: int, written: int) -> float | None:
        if self.read is None or self.written is None:
            return None
        return (read * self.read + written * self.written) / MILLION


@dataclass(frozen=True)
class Sheet:
    """`tokens` is an estimate, `price` what that and the longest reply cost, None where it is not known. `pages` are the places
    that the text is from, in words; `bounds` what the whole job sends, where it has several requests; `unmasking` whether items
    may be left as they are; `warnings` are sentences. With `once`, no approval may stand for the like of it.
    """

    outgoing: Outgoing
    draft: Draft
    policy: Policy
    tokens: int
    price: float | None
    pages: tuple[str, ...]
    bounds: Bounds | None
    others: tuple[Draft, ...]
    unmasking: bool
    warnings: tuple[str, ...]
    once: bool = False

    @property
    def sha256(self) -> str:
        """Of the body, exactly as it would be sent."""
        return hashlib.sha256(self.outgoing.request.body).hexdigest()


def sheet_of(
    outgoing: Outgoing,
    job: Job,
    draft: Draft,
    policy: Policy,
    prices: Prices,
    pages: tuple[str, ...],
    warnings: tuple[str, ...],
    *,
    once: bool = False,
) -> Sheet:
    tokens = tokens_of(draft)
    price = prices.of(tokens, draft.request.max_tokens)
    several = len(job.expected) + job.more > 1
    others = tuple(one for one in job.expected if one is not draft)
    unmasking = policy is Policy.ASK
    bounds = job.bounds if several and job.agreed is None else None
    return Sheet(outgoing, draft, policy, tokens, price, pages, bounds, others, unmasking, warnings, once)


def tokens_of(draft: Draft) -> int:
    """About how many tokens a model reads of it."""
    return sum(math.ceil(len(text.encode("utf-8", "replace")) / _BYTES_A_TOKEN) for text in draft.texts)

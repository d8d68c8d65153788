"""What belongs together: one question, or one summary with all of its requests, and what came of sending them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from muniment_engines.api import HttpRequest

from .draft import Draft

OWN_BYTES = 1_200
"""Address, headers and settings of a request take no more than this; whatever is beyond that and is not its text is foreign."""

_TRIES = 3
"""The same request may be sent so often, for a server that is busy."""


@dataclass(frozen=True)
class Bounds:
    """What a person has seen of a whole job, and agreed to: so many requests, and bytes in all of them."""

    requests: int
    bytes: int


@dataclass
class Job:
    """`purpose` is in words of the program's own; `documents` are all whose text may be in it; `places` the pages, where these
    are known, by document. `expected` are the drafts that are known beforehand, of which `more` may follow.
    """

    purpose: str
    documents: tuple[int, ...]
    places: tuple[tuple[int, int], ...] = ()
    expected: list[Draft] = field(default_factory=list)
    more: int = 0
    agreed: Bounds | None = None
    sums: dict[str, int] = field(default_factory=dict)
    sent_bytes: int = 0
    changed: bool = False
    only_shown: bool = False
    sent: list[dict[str, object]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    price: float | None = 0.0

    @property
    def bounds(self) -> Bounds:
        """How much the whole job sends at most, as far as it is known."""
        sizes = [_size(draft) for draft in self.expected]
        beyond = self.more * max(sizes, default=0)
        return Bounds(len(sizes) + self.more, sum(sizes) + beyond + OWN_BYTES * (len(sizes) + self.more))

    def covers(self, sha256: str, size: int) -> bool:
        """Whether what was agreed to for all of it is for this request too."""
        if self.agreed is None:
            return False
        if sha256 in self.sums:
            return self.sums[sha256] < _TRIES
        return len(self.sums) < self.agreed.requests and self.sent_bytes + size <= self.agreed.bytes

    @property
    def times(self) -> int:
        """How often something was sent for it."""
        return sum(self.sums.values())

    def costs(self, price: float | None) -> None:
        """A request has come to its end; None where it is not known what it cost, as where it broke off."""
        self.price = None if price is None or self.price is None else self.price + price

    def goes(self, sha256: str, size: int) -> None:
        """This request will be sent."""
        self.sent_bytes += 0 if sha256 in self.sums else size
        self.sums[sha256] = self.sums.get(sha256, 0) + 1


def is_plain(request: HttpRequest, draft: Draft) -> bool:
    """Whether a request says what its draft says and nothing else that is worth mentioning.

    A person who reads a request sees what an engine has put into it; where nobody reads it, nothing may be in it.
    """
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        return False
    left = {text.encode("utf-8", "replace").decode(): 1 for text in draft.texts}
    foreign = _foreign(body, left) + len(request.url) + sum(len(name) + len(value) for name, value in request.headers)
    return foreign <= OWN_BYTES and not any(left.values())


def _foreign(value: object, left: dict[str, int]) -> int:
    """Bytes of what is not in `left`, each text of which may stand there once."""
    if isinstance(value, str):
        if left.get(value):
            left[value] = 0
            return 0
        return len(value.encode("utf-8", "replace"))
    if isinstance(value, dict):
        return sum(_foreign(name, {}) + _foreign(one, left) for name, one in value.items())
    if isinstance(value, list):
        return sum(_foreign(one, left) for one in value)
    return len(str(value))


def _size(draft: Draft) -> int:
    """Bytes of its texts in JSON, as an engine may write them at the longest."""
    return sum(len(json.dumps(text)) for text in draft.texts)

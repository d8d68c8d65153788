"""Summaries as a vault keeps them, and the key under which a part of one is taken up again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from muniment_engines.api import ChatRequest

from muniment_retrieval.model import Badge, Citation, Cost, Sentence

from .prompts import VERSION
from .receipt import Coverage, Receipt, State
from .summary import Summary
from .wish import Way
from .writer import Writer


class Keeps(Protocol):
    """What summarising needs of a vault to keep what it makes."""

    @property
    def writable(self) -> bool: ...

    def part(self, key: str) -> str | None: ...

    def keep_part(self, key: str, documents: Iterable[int], body: str) -> None: ...

    def save_summary(self, documents: Iterable[int], body: str) -> int | None: ...

    def summaries(self) -> list[tuple[int, str, str]]: ...


@dataclass(frozen=True)
class Kept:
    """A summary that is kept. `made_at` is UTC, as ISO 8601."""

    id: int
    made_at: str
    summary: Summary


def key_of(request: ChatRequest, writer: Writer) -> str:
    """The same model, asked the same of the same text, wrote it before."""
    asked = json.dumps([VERSION, writer.name, asdict(request)], sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()


def kept_summaries(keeps: Keeps) -> list[Kept]:
    """All of a vault, the newest first."""
    return [Kept(i, made_at, from_json(body)) for i, made_at, body in keeps.summaries()]


def to_json(summary: Summary) -> str:
    return json.dumps(asdict(summary), ensure_ascii=False)


def from_json(body: str) -> Summary:
    stored: dict[str, Any] = json.loads(body)
    receipt = stored["receipt"]
    lines = tuple(Coverage(**{**line, "state": State(line["state"])}) for line in receipt.pop("sections"))
    sentences = (
        Sentence(s["text"], Badge(s["badge"]), tuple(Citation(**c) for c in s["citations"])) for s in stored["sentences"]
    )
    stored |= {
        "documents": tuple(stored["documents"]),
        "way": Way(stored["way"]),
        "cost": Cost(**stored["cost"]),
        "sentences": tuple(sentences),
        "receipt": Receipt(lines, **receipt),
    }
    return Summary(**stored)

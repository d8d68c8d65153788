"""Makes a summary: what is there, which sentences matter, what the model writes of them, and whether that holds.

First every document in scope is cut into sections and sentences, and how long it will take is told. Then, by the way that was
wished for: the sentences that matter are the summary themselves; or the model writes of them; or it reads everything. What it
writes of each piece is kept in the vault at once, so that whatever is cut off goes on from there, and is taken apart into
sentences that each need support. Where the pieces' summaries are too long together, they are summarised again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from muniment_engines.api import Cancel, Cancelled

from muniment_retrieval.answer.citing import citation_of
from muniment_retrieval.model import Badge, Cost, Document, Hit, NameNotFound, Scope, Sentence, VaultError
from muniment_retrieval.search.query import Query

from .extract import chosen
from .focus import wanted_by
from .forecast import SECONDS_A_WORD, Forecast, Offer, seconds_of
from .gather import Gathered, coverage, gathered
from .kept import Keeps, to_json
from .pieces import Reading
from .plan import Library
from .prompts import most_tokens
from .receipt import Receipt
from .speed import Speeds
from .summary import Summary
from .told import Told
from .wish import Way, Wish
from .work import readings_for
from .writer import SPARE, Writer
from .writing import Written

__all__ = ["Forecast", "Offer", "Step", "Summarised", "Summariser", "Summary"]

HITS = 60
"""So many passages are looked up for a focus."""

_STOPPED = "It was stopped before this was read."


class Finds(Protocol):
    """What a focus needs of a searcher."""

    def look_up(self, query: str, scope: Scope, top: int = 50) -> tuple[Query, list[Hit]]: ...


@dataclass(frozen=True)
class Step:
    """One more piece is done; `name` is the section that it ends with."""

    done: int
    total: int
    name: str
    seconds_left: float


@dataclass(frozen=True)
class Summarised:
    """The summary is whole; comes last. `kept` is its identifier in the vault, None where it was not kept."""

    summary: Summary
    kept: int | None = None


class Summariser:
    """Makes summaries of one vault. Without a `writer`, code alone makes them. `costs` completes what a summary cost."""

    def __init__(
        self,
        library: Library,
        keeps: Keeps | None = None,
        writer: Writer | None = None,
        speeds: Speeds | None = None,
        finds: Finds | None = None,
        costs: Callable[[Cost], Cost] = lambda cost: cost,
    ) -> None:
        self._library = library
        self._keeps = keeps if keeps is not None and keeps.writable else None
        self._writer = writer
        self._speeds = speeds or Speeds()
        self._finds = finds
        self._costs = costs

    def offers(self, wish: Wish, cancel: Cancel | None = None) -> list[Offer]:
        """The ways that there are, the fastest first, each with how long it takes here. Raises `Cancelled`."""
        cancel = cancel or Cancel()
        found = gathered(self._library, wish.scope, cancel)
        by_code = SECONDS_A_WORD * sum(section.words for section in found.sections)
        offers = [Offer(Way.EXTRACT, by_code)]
        if self._writer is None:
            return offers
        pace = self._speeds.pace(self._writer, cancel)
        wanted = self._wanted(wish, found.told)
        for way in (Way.WRITE, Way.READ):
            work = readings_for(replace(wish, way=way), found.told, wanted, self._writer)
            pieces, each = work.pieces, work.characters_a_token
            reads = sum(round(len(piece.text) / each) + SPARE // 2 for piece in pieces)
            writes = sum(most_tokens(piece.words) for piece in pieces)
            offers.append(Offer(way, by_code + seconds_of(pieces, wish.focus, each, pace), len(pieces), reads, writes))
        return offers

    def summarise(self, wish: Wish, cancel: Cancel | None = None) -> Iterator[Forecast | Step | Summarised]:
        """Yield the forecast, each piece as it is done, and the summary. After a stop, it tells what was done by then.

        Raises `Cancelled` where nothing was done, `NameNotFound` where there is nothing to read.
        """
        cancel = cancel or Cancel()
        started = time.perf_counter()
        found = gathered(self._library, wish.scope, cancel)
        if not found.documents:
            raise NameNotFound("There is no document to summarise; add some with “muniment index PATH”.")
        wanted = self._wanted(wish, found.told)
        writer = self._writer if wish.way is not Way.EXTRACT else None
        if writer is None:
            by_code = Forecast(SECONDS_A_WORD * sum(s.words for s in found.sections), 0)
            yield by_code
            sentences = _as_they_stand(found.told, chosen(found.told, wish.words, wanted))
            cost = Cost(seconds=time.perf_counter() - started)
            yield self._finished(found, wish, Written(sentences), Receipt(), cost, by_code.seconds)
            return
        work = readings_for(wish, found.told, wanted, writer)
        written, forecast = Written(()), 0.0
        for event in work.done(writer, self._speeds, self._keeps, cancel):
            if isinstance(event, Written):
                written = event
            elif isinstance(event, Forecast):
                forecast = event.seconds
                yield event
            else:
                reading, done, left = event
                yield Step(done, work.total, _name(found, reading), left)
        if written.stopped and not written.sentences:
            raise Cancelled
        seconds = time.perf_counter() - started
        cost = Cost(writer.engine, writer.model, 0.0, seconds, written.prompt_tokens, written.generated_tokens, writer.elsewhere)
        from_some = len(work.given) if wish.way is Way.WRITE else 0
        receipt = Receipt((), 0, len(found.told), from_some, written.dropped, written.as_they_stand, written.stopped)
        yield self._finished(found, wish, written, receipt, cost, forecast)

    def _finished(
        self, found: Gathered, wish: Wish, written: Written, receipt: Receipt, cost: Cost, forecast: float
    ) -> Summarised:
        reached = len(found.sections) if not written.stopped else written.reached + 1
        lines = coverage(found, [number < reached for number in range(len(found.sections))], _STOPPED)
        documents = tuple(document.id for document in found.documents)
        way = wish.way if cost.model or cost.engine else Way.EXTRACT
        whole = replace(receipt, sections=lines, documents=len(documents))
        summary = Summary(
            documents,
            _title(found.documents),
            wish.words,
            wish.focus,
            way,
            written.sentences,
            whole,
            self._costs(cost),
            forecast,
        )
        if self._keeps is None or written.stopped or not written.sentences:
            return Summarised(summary)
        with suppress(VaultError):  # one that cannot be kept is still a summary
            return Summarised(summary, self._keeps.save_summary(documents, to_json(summary)))
        return Summarised(summary)

    def _wanted(self, wish: Wish, told: Sequence[Told]) -> list[float]:
        if not wish.focus.strip():
            return []
        finds = self._finds
        look_up = None if finds is None else (lambda focus: finds.look_up(focus, wish.scope, HITS)[1])
        return wanted_by(wish.focus, told, look_up)


def _as_they_stand(told: Sequence[Told], at: Sequence[int]) -> tuple[Sentence, ...]:
    return tuple(Sentence(told[i].said, Badge.VERIFIED, (citation_of(told[i].source),)) for i in at)


def _name(found: Gathered, reading: Reading | None) -> str:
    """The section that a piece ends with; the whole, where summaries are summarised."""
    if reading is None or not reading.sentences:
        return "the whole"
    section = found.sections[found.told[reading.sentences[-1]].section]
    return section.name if len(found.documents) == 1 else f"{section.document.name} · {section.name}"


def _title(documents: Sequence[Document]) -> str:
    first = documents[0].title or documents[0].name
    return first if len(documents) == 1 else f"{first} and {len(documents) - 1} more"

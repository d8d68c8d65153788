"""Summaries in one open vault: offered with their time, made, kept, and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from muniment_engines.api import Cancel
from muniment_retrieval.model import Cost
from muniment_retrieval.reading.coverage import in_scope
from muniment_retrieval.search import Searcher
from muniment_retrieval.summarising import (
    Forecast,
    Kept,
    Offer,
    Speeds,
    Step,
    Summarised,
    Summariser,
    Way,
    Wish,
    Writer,
    kept_summaries,
)
from muniment_retrieval.vault import Vault

from . import paths
from .airlock.asking import SUMMARY, Elsewhere, cost_of, through, writer_elsewhere
from .airlock.job import Job
from .engine_setup import ChosenChat
from .holding_back import whole

SPEEDS = "speeds.json"


class SessionSummaries:
    """All methods block and may be called from any thread. `searcher` makes the one that a focus is looked up with."""

    def __init__(
        self,
        vault: Vault,
        searcher: Callable[[], Searcher],
        chat: ChosenChat | None,
        named: Callable[[str | None], Elsewhere | None],
    ) -> None:
        """`chat` is the engine on this machine; `named` gives one elsewhere by its name, see `Writers.named`."""
        self._vault = vault
        self._searcher = searcher
        self._named = named
        self._writer = None if chat is None else Writer(chat.worker, chat.engine, chat.model, chat.context)
        self._speeds = Speeds(paths.data_folder() / SPEEDS)

    @property
    def writes(self) -> bool:
        """Whether there is a model that can write."""
        return self._writer is not None or self.elsewhere

    @property
    def elsewhere(self) -> bool:
        """Whether what is read leaves the machine for it, as the settings have it."""
        return self._named(None) is not None

    def offers(self, wish: Wish, cancel: Cancel, engine: str | None = None) -> list[Offer]:
        """As `Summaries.offers`."""
        elsewhere = self._named(engine)
        writer = self._writer if elsewhere is None else writer_elsewhere(elsewhere)
        return self._summariser(wish, writer).offers(self._whole(wish), cancel)

    def make(self, wish: Wish, cancel: Cancel, engine: str | None = None) -> Iterator[Forecast | Step | Summarised]:
        """As `Summaries.make`."""
        elsewhere = self._named(engine)
        all_of_it = self._whole(wish)
        held_back = len(all_of_it.scope.without)
        if elsewhere is None or wish.way is Way.EXTRACT:
            costs = partial(replace, held_back=held_back)
            return self._summariser(wish, self._writer, costs).summarise(all_of_it, cancel)
        return self._made_elsewhere(all_of_it, elsewhere, cancel)

    def _made_elsewhere(self, wish: Wish, elsewhere: Elsewhere, cancel: Cancel) -> Iterator[Forecast | Step | Summarised]:
        """Where it is kept here, what matters is told by the engine on this machine, or by code where there is none."""
        held_back = len(wish.scope.without)
        documents = tuple(document.id for document in in_scope(self._vault.documents(), wish.scope))
        way = Way.EXTRACT if self._writer is None else Way.WRITE

        def there(job: Job) -> Iterator[Forecast | Step | Summarised]:
            writer = writer_elsewhere(elsewhere)
            costs = lambda cost: replace(cost_of(cost, job, ""), held_back=held_back)  # noqa: E731
            return self._summariser(wish, writer, costs).summarise(wish, cancel)

        def here(job: Job, why: str) -> Iterator[Forecast | Step | Summarised]:
            costs = lambda cost: replace(cost_of(cost, job, why), held_back=held_back)  # noqa: E731
            return self._summariser(wish, self._writer, costs).summarise(replace(wish, way=way), cancel)

        return through(elsewhere.chat, SUMMARY, documents, there, here)

    def kept(self) -> list[Kept]:
        """All that were made, the newest first."""
        return kept_summaries(self._vault)

    def remove(self, summary_id: int) -> None:
        self._vault.remove_summary(summary_id)

    def _summariser(self, wish: Wish, writer: Writer | None, costs: Callable[[Cost], Cost] = lambda cost: cost) -> Summariser:
        finds = self._searcher() if wish.focus.strip() else None
        return Summariser(self._vault, self._vault, writer, self._speeds, finds, costs)

    def _whole(self, wish: Wish) -> Wish:
        """A mail is summarised with what is attached to it, and a privileged document only where it is named."""
        return replace(wish, scope=whole(self._vault, wish.scope))
